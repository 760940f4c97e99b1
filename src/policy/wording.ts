import type { z } from 'zod';
import type { PolicyFinding, PolicyPath } from './problem.ts';

type Issue = z.core.$ZodIssue;

/** A schema issue in words that say the fix; unknown keys give one finding each. */
export function wordIssue(issue: Issue, root: unknown): PolicyFinding[] {
  const path = issue.path.map((part) => (typeof part === 'number' ? part : String(part)));
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      path: [...path, key],
      onKey: true,
      message: 'is not a key of the policy; remove it or correct its spelling',
    }));
  }
  return [{ path, message: wordOne(issue, valueAt(root, path)) }];
}

function wordOne(issue: Issue, value: unknown): string {
  if (value === undefined) return `is missing; add ${expectation(issue)}`;
  const seen = `${show(value)} is not allowed`;
  switch (issue.code) {
    case 'invalid_type':
      return `${show(value)} has the wrong type; write ${expectation(issue)}`;
    case 'invalid_value':
      return `${seen}; use one of ${issue.values.map(String).join(', ')}`;
    case 'too_small':
      return issue.origin === 'number'
        ? `${seen}; write a number ${issue.inclusive ? 'of at least' : 'above'} ${issue.minimum}`
        : `is too short; give at least ${issue.minimum}`;
    case 'too_big':
      return `${seen}; write at most ${issue.maximum}`;
    case 'invalid_format':
      return `${seen}; ${formatFix(issue.format, issue.message)}`;
    default:
      return `${seen}; ${issue.message}`;
  }
}

const formatFixes: Readonly<Record<string, string>> = {
  date: 'write the date as "YYYY-MM-DD"',
  url: 'write a whole address, such as https://host/page',
};

function formatFix(format: string, message: string): string {
  return (
    formatFixes[format] ??
    (message.startsWith('Invalid') ? `the form must be ${message.split('pattern ')[1] ?? format}` : message)
  );
}

const nouns: Readonly<Record<string, string>> = {
  array: 'a list',
  object: 'a group of keys',
  record: 'a group of keys',
  boolean: 'true or false',
  int: 'a whole number',
};

function expectation(issue: Issue): string {
  if (issue.code === 'invalid_value') return `one of ${issue.values.map(String).join(', ')}`;
  if (issue.code !== 'invalid_type') return 'a value';
  return nouns[issue.expected] ?? `a ${issue.expected}`;
}

function valueAt(root: unknown, path: PolicyPath): unknown {
  let value = root;
  for (const part of path) {
    if (value === null || typeof value !== 'object') return undefined;
    value = (value as Record<string | number, unknown>)[part];
  }
  return value;
}

/** A policy holds no secrets and no customer text, so the value may be quoted; cut, for a readable line. */
function show(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
