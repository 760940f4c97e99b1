import type { Chance } from './random.ts';
import type { LabelledLine } from './redaction.ts';
import { makers } from './redaction-values.ts';

/** The same line with other values of the same form; a value that comes twice stays the same one. Lines with a split value stay. */
export function reseeded(line: LabelledLine, by: Chance): LabelledLine {
  const texts = line.messages?.map(({ text }) => text) ?? [line.text ?? ''];
  if (line.spans.length === 0 || line.spans.some((span) => 'group' in span) || line.class.includes('html')) return line;
  const again = new Map<string, string>();
  const shifted = [...line.spans].sort((a, b) => a.start - b.start);
  const spans: LabelledLine['spans'][number][] = [];
  const moved = texts.map((text, msg) => {
    let out = '';
    let at = 0;
    const moves: { from: number; by: number }[] = [];
    for (const span of shifted.filter((other) => (other.msg ?? 0) === msg)) {
      const old = text.slice(span.start, span.end);
      const value = again.get(old) ?? another(old, span.kind, by);
      again.set(old, value);
      out += text.slice(at, span.start);
      spans.push({ ...span, start: out.length, end: out.length + value.length });
      out += value;
      at = span.end;
      moves.push({ from: span.end, by: value.length - old.length });
    }
    return { text: out + text.slice(at), moves };
  });
  const place = (msg: number, offset: number): number =>
    offset + (moved[msg]?.moves ?? []).filter(({ from }) => from <= offset).reduce((sum, move) => sum + move.by, 0);
  const ok = line.ok?.map((range) => ({
    ...range,
    start: place(range.msg ?? 0, range.start),
    end: place(range.msg ?? 0, range.end),
  }));
  const messages = moved.map(({ text }, msg) => ({ speaker: line.messages?.[msg]?.speaker ?? 'user', text }));
  return { id: line.id, class: line.class, messages, spans, ...(ok ? { ok } : {}) };
}

/** Another value of the form of this one. */
function another(value: string, kind: string, by: Chance): string {
  if (kind === 'ip') return otherDigits(value, by, isQuad(value));
  if (kind === 'mac') return value.replace(/[\da-f]/gi, (digit) => otherHex(digit, by));
  if (kind === 'secret') return otherToken(value, by);
  if (
    /^[\x21-\x7e]+$/.test(value) &&
    /[a-z]/i.test(value) &&
    /[^a-z]/i.test(value) &&
    !/\S[;&"'{}<>%]|[;&"'{}<>%]\S/.test(value)
  )
    return makers.pw?.(by) ?? value;
  if (/^[a-záéíóúñ]{4,}$/i.test(value)) return makers.word?.(by) ?? value;
  if (/^\d+$/.test(value)) return value.replace(/\d/g, () => String(by.whole(0, 9)));
  return value;
}

const isQuad = (value: string): boolean => /^\d{1,3}(?:\.\d{1,3}){3}$/.test(value);

function otherDigits(value: string, by: Chance, quad: boolean): string {
  if (!quad) return value;
  const [first = 0, second = 0] = value.split('.').map(Number);
  const rest = [by.whole(0, 254), by.whole(1, 254)];
  return first === 192 || first === 172
    ? [first, second, ...rest].join('.')
    : [first, by.whole(0, 254), ...rest].join('.');
}

function otherHex(digit: string, by: Chance): string {
  const set = /\d/.test(digit) ? '0123456789' : digit === digit.toUpperCase() ? 'ABCDEF' : 'abcdef';
  return set.charAt(by.whole(0, set.length - 1));
}

/** The first eight characters say whose token it is; the rest is made anew. */
function otherToken(value: string, by: Chance): string {
  if (value.length < 20 || /[\s\\]/.test(value)) return value;
  return value.slice(0, 8) + value.slice(8).replace(/\d/g, () => String(by.whole(0, 9)));
}
