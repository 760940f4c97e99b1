import type { Finding, RedactionContext, Redactor, SensitiveKind } from '../../../contracts/redacted.ts';
import { marks } from '../../../contracts/redaction-marks.ts';
import { csvTokens } from './csv-tokens.ts';
import { jsonTokens } from './json-tokens.ts';
import type { Token } from './token.ts';
import { xmlTokens } from './xml-tokens.ts';

/** What is kept of a text. */
export interface CleanText {
  readonly text: string;
  readonly removed: readonly SensitiveKind[];
  /** A part could not be scanned and was taken out whole. */
  readonly isHeld: boolean;
}

/** UTF-16 code units that the redactor gets at once; it holds parts over 256 Ki. */
const PORTION = 128 * 1024;
/** More values than this are read as plain text: asking about each would take too long. */
const MOST_TOKENS = 200_000;
const LONGEST_LABELLED = 4_096;

const tokenizers: Readonly<Record<string, (text: string) => Token[] | null>> = {
  'application/json': jsonTokens,
  'application/xml': xmlTokens,
  'text/csv': csvTokens,
};

/**
 * Redacts a text file (P4). JSON, XML and tables are also read value by value, each with its key, column or element as
 * its label and with its escapes undone, and only values are replaced: what could be parsed before can be parsed after.
 */
export function redactText(source: string, mediaType: string, redactor: Redactor): CleanText {
  const text = mediaType === 'application/json' ? brokenIntoLines(source) : source;
  const plain = redactPlainly(text, redactor);
  const tokens = (Object.hasOwn(tokenizers, mediaType) ? tokenizers[mediaType]?.(text) : null) ?? null;
  if (tokens === null || tokens.length > MOST_TOKENS || plain.isHeld) return plain;
  // A password is one by what names it: its key, column, element or neighbour, and each value is asked about under these.
  const findings = plain.findings.filter(({ kind }) => kind !== 'password');
  const values = redactValues(text, tokens, { findings, all: plain.findings, redactor });
  return { text: values.text, removed: [...new Set(values.removed)], isHeld: false };
}

interface PlainResult extends CleanText {
  readonly findings: readonly Finding[];
}

function redactPlainly(text: string, redactor: Redactor): PlainResult {
  const parts: string[] = [];
  const findings: Finding[] = [];
  let context: RedactionContext | undefined;
  for (const { start, end } of portions(text)) {
    const result = redactor.redact(text.slice(start, end), {
      speaker: 'user',
      channel: 'file',
      ...(context === undefined ? {} : { context }),
    });
    parts.push(result.text);
    for (const found of result.findings)
      findings.push({ ...found, start: found.start + start, end: found.end + start });
    context = result.context;
  }
  const removed = [...new Set(findings.map(({ kind }) => kind))];
  return { text: parts.join(''), findings, removed, isHeld: findings.some(({ rule }) => rule.startsWith('held.')) };
}

/** Cuts at line ends, so that no value is cut; one line that is too long stays whole and is held. */
function* portions(text: string): Generator<{ start: number; end: number }> {
  for (let start = 0; start < text.length; ) {
    const line = text.lastIndexOf('\n', start + PORTION);
    const next = text.indexOf('\n', start + PORTION);
    const isLast = text.length - start <= PORTION;
    const end = isLast ? text.length : line > start ? line + 1 : next === -1 ? text.length : next + 1;
    yield { start, end };
    start = end;
  }
}

interface Known {
  /** What was found in the text as a whole and holds for the values that it touches. */
  readonly findings: readonly Finding[];
  /** All that was found in the text as a whole: a value that none of it touches holds nothing by itself. */
  readonly all: readonly Finding[];
  readonly redactor: Redactor;
}

function redactValues(
  text: string,
  tokens: readonly Token[],
  { findings, all, redactor }: Known,
): { text: string; removed: SensitiveKind[] } {
  const cutsOf = cutsByPlace(findings);
  const touchesOf = cutsByPlace(all);
  const removed: SensitiveKind[] = [];
  const parts: string[] = [];
  let at = 0;
  for (const token of tokens) {
    const raw = text.slice(token.start, token.end);
    const isTouched = touchesOf(token).length > 0;
    const cuts = token.isName ? [] : cutsOf(token);
    const own = redactOwn(token, { isSuspect: isTouched || token.text !== raw, redactor });
    removed.push(...(own?.removed ?? cuts.map(({ kind }) => kind)));
    parts.push(text.slice(at, token.start), own ? token.encode(own.text) : cutOut(token, raw, cuts));
    at = token.end;
  }
  parts.push(text.slice(at));
  return { text: parts.join(''), removed };
}

interface Own {
  readonly text: string;
  readonly removed: readonly SensitiveKind[];
}

/** What the value says under its labels, and by itself once its escapes are undone; null = nothing was found that way. */
function redactOwn(
  { text, labels }: Token,
  { isSuspect, redactor }: { isSuspect: boolean; redactor: Redactor },
): Own | null {
  if (text !== '' && text.length <= LONGEST_LABELLED) {
    for (const label of labels) {
      const prefix = `${label}: `;
      const result = redactor.redact(prefix + text, { speaker: 'user', channel: 'file' });
      const inValue = result.findings.filter((finding) => finding.end > prefix.length);
      if (inValue.length === 0) continue;
      const clean = result.text.startsWith(prefix) ? result.text.slice(prefix.length) : result.text;
      return { text: clean, removed: inValue.map(({ kind }) => kind) };
    }
  }
  if (!isSuspect) return null;
  const clean = redactPlainly(text, redactor);
  return clean.findings.length === 0 ? null : clean;
}

/** Gives the findings that touch a token; tokens are asked about in their order. */
function cutsByPlace(findings: readonly Finding[]): (token: Token) => Finding[] {
  const cuts = [...findings].sort((a, b) => a.start - b.start);
  let first = 0;
  return ({ start, end }) => {
    while (first < cuts.length && (cuts[first]?.end ?? 0) <= start) first += 1;
    const inside: Finding[] = [];
    for (let at = first; at < cuts.length; at += 1) {
      const cut = cuts[at];
      if (cut === undefined || cut.start >= end) break;
      if (cut.end > start) inside.push(cut);
    }
    return inside;
  };
}

/** Takes the pieces out of a value. Where escapes make offsets unsure, the whole value goes. */
function cutOut(token: Token, raw: string, cuts: readonly Finding[]): string {
  const [first] = cuts;
  if (first === undefined) return raw;
  const isWhole = token.text !== raw || token.encode('0') !== '0' || token.encode(raw) !== raw;
  if (isWhole) return token.encode(marks[first.kind]);
  let clean = '';
  let at = 0;
  for (const cut of cuts) {
    const start = Math.max(at, cut.start - token.start);
    clean += raw.slice(at, start) + marks[cut.kind];
    at = Math.min(raw.length, Math.max(start, cut.end - token.start));
  }
  return clean + raw.slice(at);
}

/** A JSON text in one endless line is written in many, so that no line is too long to be scanned. */
function brokenIntoLines(text: string): string {
  if (text.length <= PORTION || text.split('\n').every((line) => line.length <= PORTION)) return text;
  try {
    return JSON.stringify(JSON.parse(text), null, 1);
  } catch {
    return text;
  }
}
