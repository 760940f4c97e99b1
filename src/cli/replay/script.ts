import { z } from 'zod';
import { AppError } from '../../errors/app-error.ts';
import { parseInput } from '../parse-input.ts';

const wanted = z.union([z.string(), z.array(z.string())]).transform((one) => (typeof one === 'string' ? [one] : one));

const lineSchema = z.object({
  speaker: z.string().default('user'),
  text: z.string().default(''),
  kind: z.enum(['message', 'start']).default('message'),
  /** Lines of one conversation share it; envelopes call it address. */
  conversation: z.string().optional(),
  address: z.string().optional(),
  expect: wanted.default([]),
  reject: wanted.default([]),
});

/** One step: what the person writes (null: nothing, only the greeting is looked at) and what the answers must hold. */
export interface ReplayStep {
  /** Line of the file, from 1. */
  readonly line: number;
  readonly conversation: string;
  readonly text: string | null;
  readonly expect: readonly string[];
  readonly reject: readonly string[];
}

/** Reads a file of messages, transcripts or envelopes. What the bot or an agent said then is left out. Throws INPUT_INVALID. */
export function parseScript(content: string): ReplayStep[] {
  return content
    .replace(/^\uFEFF/, '')
    .split('\n')
    .flatMap((line, index) => (line.trim() === '' ? [] : stepOf(line, index + 1)));
}

/** What an answer lacks, or holds against the wish; empty = as expected. Case and accents make no difference. Pure. */
export function mismatches(step: Pick<ReplayStep, 'expect' | 'reject'>, answers: string): string[] {
  const heard = plain(answers);
  return [
    ...step.expect.filter((part) => !heard.includes(plain(part))).map((part) => `expected: ${part}`),
    ...step.reject.filter((part) => heard.includes(plain(part))).map((part) => `not expected: ${part}`),
  ];
}

function stepOf(text: string, line: number): ReplayStep[] {
  const parsed = parseInput(lineSchema, parseJson(text, line), `line ${line}`);
  const { speaker, kind, expect, reject, conversation, address } = parsed;
  if (speaker !== 'user') return [];
  const isGreeting = kind === 'start' || parsed.text.trim() === '';
  const about = { line, conversation: conversation ?? address ?? '', expect, reject };
  return [{ ...about, text: isGreeting ? null : parsed.text }];
}

function parseJson(text: string, line: number): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new AppError('INPUT_INVALID', { path: `line ${line}`, problem: 'it is not JSON' });
  }
}

function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/\s+/g, ' ').trim();
}
