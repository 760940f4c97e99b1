import { Redactor as PatternRedactor } from '@redactpii/node';
import { lintSource } from '@secretlint/core';
import { creator } from '@secretlint/secretlint-rule-preset-recommend';
import { createRedactor, LONGEST_PART } from '../../src/redaction/index.ts';
import { chance } from '../eval/random.ts';
import { templateFiles, templateLines } from '../eval/redaction-templates.ts';
import { percentile } from './measure.ts';

const SHORT = 240;
const WARM = 6;
const ROUNDS = 10;
const MEGABYTE = 1_048_576;

/** One way to look for values; secretlint only knows how to answer later. */
type Subject = (text: string) => unknown;

const own = createRedactor();
const patterns = new PatternRedactor();
const subjects: Readonly<Record<string, Subject>> = {
  ours: (text) => own.redact(text),
  '@redactpii/node': (text) => patterns.redact(text),
  secretlint: (content) =>
    lintSource({
      source: { filePath: 'message.txt', content, ext: '.txt', contentType: 'text' },
      options: { config: { rules: [{ id: 'preset', rule: creator }] } },
    }),
};

/** Pieces that hostile input repeats: what makes a careless pattern go back over what it has read. */
const PIECES: readonly string[] = [
  ...['1.', '1 ', 'a:', '00:', '00 ', '<', '<b>', '<!--', '&', '&#', 'a:b@', 'http://a:', 'eyJa', 'eyJa.', 'uno dos '],
  ...['ip 1 ', '\n', ' ', '\t', '\u200b1', '-p ', '-----begin private key-----', 'a_', '"', "'", '=', 'a=', 'a@', '|a'],
  ...[
    '/',
    ':',
    '(',
    '[',
    '{',
    ';',
    ',',
    '.',
    '\\',
    '&nbsp;',
    '<td>',
    '<a b="',
    'YWJj',
    'deadbeef',
    '0123456789',
    '::',
    'nip ',
    'contra ',
  ],
  ...[
    'wifi ',
    'acceso ',
    'entra con ',
    'ssid ',
    'net use ',
    'token ',
    'PASSWORD=',
    'Password=x;',
    'conrtasena ',
    '1 punto ',
    'password(',
  ],
  ...['clave ', 'contraseña: ', 'pass\n', 'usuario,pass\na,b\n', 'curl -u a:', 'key_a', 'ñ', '💥', 'Bearer aaaaaaaa'],
];

/** Figures of the redactor beside two libraries, on the same texts in the same run. */
export async function redactionSpeed(): Promise<object> {
  const lines = templateFiles().flatMap((file) => templateLines(file, chance(7)));
  const texts = (wanted: boolean): string[] =>
    lines
      .filter(({ spans }) => spans.length > 0 === wanted)
      .flatMap(({ messages }) => messages?.map(({ text }) => text) ?? [])
      .filter((text) => text.length <= SHORT);
  const rates: Record<string, object> = {};
  for (const [name, subject] of Object.entries(subjects))
    rates[name] = { harmless: await rate(subject, texts(false)), values: await rate(subject, texts(true)) };
  return { rates, hostile: hostile(), mail: mail() };
}

/**
 * Messages per second, and the 99th percentile of all messages in µs, after warm rounds. Each message counts with its best round:
 * what else the machine does in the meantime is no property of the subject.
 */
async function rate(subject: Subject, texts: readonly string[]): Promise<{ perSecond: number; p99Micros: number }> {
  const slow = subject === subjects.secretlint;
  for (let round = 0; round < (slow ? 1 : WARM); round++) for (const text of texts) await subject(text);
  const took = texts.map(() => Number.POSITIVE_INFINITY);
  for (let round = 0; round < (slow ? 2 : ROUNDS); round++) {
    for (const [index, text] of texts.entries()) {
      const from = performance.now();
      const answer = subject(text);
      if (answer instanceof Promise) await answer;
      took[index] = Math.min(took[index] ?? 0, performance.now() - from);
    }
  }
  const total = took.reduce((sum, time) => sum + time, 0);
  return {
    perSecond: Math.round((took.length / total) * 1_000),
    p99Micros: Number((percentile(took, 0.99) * 1_000).toFixed(1)),
  };
}

/**
 * A megabyte of each piece, in parts of the longest size that is scanned (a longer one is held unread), and a quarter of it.
 * `worst` is the piece that took longest; `ratio` the largest of T(1 MB) / T(¼ MB) in parts of a quarter of that size.
 */
function hostile(): { worst: string; worstMs: number; ratio: number; ratioOf: string } {
  let [worst, worstMs, ratio, ratioOf] = ['', 0, 0, ''];
  for (const piece of PIECES) {
    const whole = piece.repeat(Math.floor(LONGEST_PART / piece.length));
    const quarter = whole.slice(0, Math.floor(whole.length / 4));
    const four = best(() => own.redact(whole)) * (MEGABYTE / LONGEST_PART);
    const one = best(() => own.redact(quarter)) * (MEGABYTE / LONGEST_PART);
    if (four > worstMs) [worst, worstMs] = [piece, four];
    // Below a few milliseconds the clock of a shared machine says more than the scan.
    if (one > 8 && four / one > ratio) [ratio, ratioOf] = [four / one, piece];
  }
  return {
    worst: JSON.stringify(worst),
    worstMs: Math.round(worstMs),
    ratio: Number(ratio.toFixed(1)),
    ratioOf: JSON.stringify(ratioOf),
  };
}

/** Milliseconds of processor time of the best of three runs: waiting for a shared processor does not count. */
function best(work: () => unknown): number {
  let least = Number.POSITIVE_INFINITY;
  for (let run = 0; run < 3; run++) {
    const from = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(from);
    least = Math.min(least, (user + system) / 1_000);
  }
  return least;
}

/** Megabytes per second on a long harmless mail. */
function mail(): { perSecondMb: number; patternsMb: number } {
  const line =
    'Buenas tardes, adjunto el estado de cuenta del mes y quedo atenta a sus comentarios, saludos cordiales.\n';
  const part = line.repeat(Math.floor(LONGEST_PART / line.length));
  const speed = (subject: Subject): number =>
    Number((part.length / MEGABYTE / (best(() => subject(part)) / 1_000)).toFixed(0));
  return { perSecondMb: speed((text) => own.redact(text)), patternsMb: speed((text) => patterns.redact(text)) };
}
