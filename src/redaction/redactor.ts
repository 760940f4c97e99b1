import {
  type Finding,
  type Redacted,
  type RedactionContext,
  type RedactionResult,
  type Redactor,
  type SensitiveKind,
  type Speaker,
  saysAnything,
} from '../contracts/redacted.ts';
import { answersIn } from './conversation/answer.ts';
import { initialRedactionContext, nextContext } from './conversation/context.ts';
import { createEchoBook, type EchoBook, MOST_SEEN } from './conversation/echo.ts';
import { codesIn } from './conversation/one-time-code.ts';
import { HELD_MARK, marks } from './marks.ts';
import { mayConcern } from './precheck.ts';
import type { Scene } from './rule.ts';
import { rules } from './rules/index.ts';
import { MARKED, type Range, type View, viewsOf } from './text/view.ts';

/** Longest text that is scanned, in UTF-16 code units. Longer parts are held as a whole (redaction-notes 5.6). */
export const LONGEST_PART = 256 * 1024;

interface Options {
  readonly speaker: Speaker;
  readonly context: RedactionContext;
}

/**
 * Makes the redactor: the only maker of `Redacted` (P4, MAS-132..MAS-135). Pure, synchronous, linear.
 * `salt` keys the digests by which an echo is recognised; give the same one as long as contexts are stored.
 */
export function createRedactor(options: { readonly salt?: Uint8Array } = {}): Redactor {
  const echoes = createEchoBook(options.salt);
  return {
    redact(text, { speaker = 'user', context = initialRedactionContext } = {}) {
      try {
        if (text.length > LONGEST_PART) return held(text, 'too-long', context);
        return redactWith(echoes, text, { speaker, context });
      } catch {
        return held(text, 'failure', context);
      }
    },
  };
}

/** A display name, subject, file name or button title on its own, outside any conversation. */
export function redactName(redactor: Redactor, name: string): Redacted {
  return redactor.redact(name).text;
}

/** A part that cannot be scanned is taken out whole, with a finding, so that a person is told. */
function held(text: string, why: string, context: RedactionContext): RedactionResult {
  return {
    text: brand(HELD_MARK),
    findings: [{ kind: 'secret', start: 0, end: text.length, rule: `held.${why}` }],
    context: { ...context, expect: 'none', turnsLeft: 0 },
  };
}

/** Found by what was said before: they open no wait of their own. */
const REMEMBERED: ReadonlySet<string> = new Set(['conversation.echo', 'conversation.code']);

function redactWith(echoes: EchoBook, text: string, { speaker, context }: Options): RedactionResult {
  const idle = !saysAnything(context);
  if (idle && !mayConcern(text)) return { text: brand(text), findings: [], context };
  const views = viewsOf(text);
  const first = merge(views.flatMap((view) => findingsIn(view, { echoes, speaker, context })));
  const again = repeats(text, first);
  const findings = again.length === 0 ? first : merge([...first, ...again]);
  const kinds = findings.filter(({ rule }) => !REMEMBERED.has(rule)).map(({ kind }) => kind);
  const isFresh = findings.some(({ rule }) => rule !== 'conversation.echo');
  const written = views[0];
  if (written === undefined) return held(text, 'failure', context);
  const seen = !isFresh ? context.seen : echoes.remember(valuesOf(text, findings), context.seen);
  return {
    text: brand(findings.length === 0 ? text : replace(text, findings)),
    findings: findings.map(({ kind, start, end, rule }) => ({ kind, start, end, rule })),
    context: nextContext(context, { view: views.at(-1) ?? written, speaker, kinds, seen }),
  };
}

interface Piece extends Finding {
  /** Place of the rule in the list: the smaller names the kind of an overlap. */
  readonly rank: number;
  /** The piece goes on where another of the same value stopped (markup lay between): it gets no mark of its own. */
  readonly tail: boolean;
}

interface Setting extends Options {
  readonly echoes: EchoBook;
}

function findingsIn(view: View, { echoes, speaker, context }: Setting): Piece[] {
  const scene: Scene = { expect: context.expect };
  const pieces: Piece[] = [];
  rules.forEach((rule, rank) => {
    if (!rule.hint.test(view.lower)) return;
    for (const range of rule.find(view, scene))
      pushPieces(pieces, view, { range, kind: rule.kind, rule: rule.id, rank });
  });
  if (context.expect !== 'none') {
    const known = new Set(pieces.map((piece) => piece.kind));
    for (const { kind, range } of answersIn(view, context, speaker)) {
      if (!known.has(kind)) pushPieces(pieces, view, { range, kind, rule: 'conversation.answer', rank: 90 });
    }
  }
  if (context.codeTurnsLeft && speaker === 'user') {
    for (const range of codesIn(view))
      pushPieces(pieces, view, { range, kind: 'secret', rule: 'conversation.code', rank: 89 });
  }
  for (const range of echoes.find(view, context.seen))
    pushPieces(pieces, view, { range, kind: 'password', rule: 'conversation.echo', rank: 99 });
  return pieces;
}

interface Proposal {
  readonly range: Range;
  readonly kind: SensitiveKind;
  readonly rule: string;
  readonly rank: number;
}

function pushPieces(pieces: Piece[], view: View, proposal: Proposal): void {
  const { kind, rule, rank } = proposal;
  const range =
    kind === 'password' && rule !== 'conversation.echo' ? withSigns(view.text, proposal.range) : proposal.range;
  const inside = view.text.slice(range.start, range.end);
  if (inside === '' || inside.startsWith(MARKED)) return;
  for (const [index, { start, end }] of view.origin(untilMark(range, inside)).entries())
    pieces.push({ kind, rule, rank, start, end, tail: index > 0 });
}

const BEFORE = /(?:^|[\s"'(>])([#$!*@%&+=~^-]{1,3})$/;
const AFTER = /^([.!?*$#%&+=~^-]{1,3})(?=[\s)\]"'<,;]|$)/;

/** Signs that touch a password may belong to it: "#Luna22", "Luna22!". A question that "¿" opens keeps its end. */
function withSigns(text: string, { start, end }: Range): Range {
  const before = BEFORE.exec(text.slice(Math.max(0, start - 4), start))?.[1] ?? '';
  const after = AFTER.exec(text.slice(end, end + 4))?.[1] ?? '';
  const asked = after.includes('?') && text.slice(Math.max(0, start - 200), start).includes('¿');
  return { start: start - before.length, end: asked ? end : end + after.length };
}

/** Most values of one text that are looked for a second time, and most places of each. */
const MOST_REPEATS = 24;

/** "el NIP es 4471, te repito, 4471": a password that was found once is taken wherever it stands as a word. */
function repeats(text: string, findings: readonly Piece[]): Piece[] {
  const found: Piece[] = [];
  for (const piece of findings.slice(0, MOST_REPEATS)) {
    const value = text.slice(piece.start, piece.end);
    if (piece.kind !== 'password' || value.length < 4 || !/\d/.test(value)) continue;
    let at = text.indexOf(value, piece.end);
    for (let place = 0; at !== -1 && place < MOST_REPEATS; place++) {
      const end = at + value.length;
      if (!/\w/.test(text.charAt(at - 1)) && !/\w/.test(text.charAt(end)))
        found.push({ ...piece, rule: 'password.repeated', start: at, end, tail: false });
      at = text.indexOf(value, end);
    }
  }
  return found;
}

/** What was taken out before is not taken again: redacting twice changes nothing. */
function untilMark(range: Range, inside: string): Range {
  const mark = inside.indexOf(MARKED);
  return mark === -1 ? range : { start: range.start, end: range.start + mark };
}

/** Overlapping pieces become one; the earlier rule names it. */
function merge(pieces: Piece[]): Piece[] {
  if (pieces.length < 2) return pieces;
  const sorted = pieces.sort((a, b) => a.start - b.start || a.rank - b.rank);
  const merged: Piece[] = [];
  for (const piece of sorted) {
    const last = merged.at(-1);
    if (last === undefined || piece.start >= last.end) {
      merged.push(piece);
      continue;
    }
    const { kind, rule, rank } = piece.rank < last.rank ? piece : last;
    merged[merged.length - 1] = {
      kind,
      rule,
      rank,
      start: last.start,
      end: Math.max(last.end, piece.end),
      tail: last.tail && piece.tail,
    };
  }
  return merged;
}

function replace(text: string, findings: readonly Piece[]): string {
  let clean = '';
  let at = 0;
  for (const { kind, start, end, tail } of findings) {
    clean += text.slice(at, start) + (tail ? '' : marks[kind]);
    at = end;
  }
  return clean + text.slice(at);
}

/** The last values, as many as a conversation remembers. */
function valuesOf(text: string, findings: readonly Finding[]): string[] {
  return findings.slice(-MOST_SEEN).map(({ start, end }) => foldSlice(text.slice(start, end)));
}

function foldSlice(value: string): string {
  return viewsOf(value)[0]?.lower ?? '';
}

function brand(text: string): Redacted {
  return text as Redacted;
}
