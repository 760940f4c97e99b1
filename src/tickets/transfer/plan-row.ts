import type { Policy } from '../../contracts/policy.ts';
import type { Redacted } from '../../contracts/redacted.ts';
import type { Actor, TicketDraft, TicketFacts } from '../../contracts/ticket.ts';
import type { ImportProblem, RedactText } from '../../contracts/ticket-transfer.ts';
import { whenHolds } from '../../policy/routing.ts';
import { allowedMoves, stateOf } from '../state-machine.ts';
import type { ImportRow } from './read-rows.ts';

/** What a line asks for. */
export interface RowPlan {
  readonly row: string;
  readonly draft: TicketDraft;
  readonly openedAt: Date;
  /** The state that it is to be in; null: the first one. */
  readonly state: string | null;
  readonly closing: {
    readonly at: Date | null;
    readonly note: Redacted | null;
    readonly solutionType: string | null;
    readonly closingCode: string | null;
  };
}

/** What a line is read with. */
export interface PlanContext {
  readonly policy: Policy;
  readonly source: string;
  readonly role: Actor['role'];
  readonly redact: RedactText;
  readonly now: Date;
}

class Wrong extends Error {
  readonly column: string | null;

  constructor(column: string | null, problem: string) {
    super(problem);
    this.column = column;
  }
}

/** Reads a line as far as its own text and the policy say; the problem when it cannot be taken. */
export function planRow({ line, cells, isTooLong }: ImportRow, context: PlanContext): RowPlan | ImportProblem {
  try {
    if (isTooLong) throw new Wrong(null, 'it has more cells than the first line has headings');
    const openedAt = instantIn(cells, 'openedAt', context.now) ?? context.now;
    const closedAt = instantIn(cells, 'closedAt', context.now);
    if (closedAt !== null && closedAt < openedAt) throw new Wrong('closedAt', 'is before openedAt');
    const draft = draftOf(cells, context);
    const state = stateIn(cells, draft.facts ?? {}, context);
    return {
      ...{ row: rowIn(cells, context), draft, openedAt, state },
      closing: {
        at: closedAt,
        note: cells.note === undefined ? null : context.redact(limited(cells, 'note', 4_000)),
        solutionType: codeIn(cells, 'solutionType'),
        closingCode: codeIn(cells, 'closingCode'),
      },
    };
  } catch (error) {
    if (error instanceof Wrong) return { line, column: error.column, problem: error.message };
    throw error;
  }
}

/** The states to go through, the last one included; null: no way leads there. */
export function wayTo(
  policy: Policy,
  { from, to, role }: { from: string; to: string; role: Actor['role'] },
): string[] | null {
  const ways: string[][] = [[from]];
  const seen = new Set([from]);
  for (const way of ways) {
    const last = way.at(-1) ?? from;
    if (last === to) return way.slice(1);
    for (const next of allowedMoves(policy, last, role)) {
      if (!seen.has(next)) ways.push([...way, next]);
      seen.add(next);
    }
  }
  return null;
}

function rowIn(cells: ImportRow['cells'], { redact }: PlanContext): string {
  const row = limited(cells, 'row', 120);
  if (row === '') throw new Wrong('row', 'is empty: without it a second import would open the case again');
  // It is kept as the number in the other system.
  if (redact(row) !== row) throw new Wrong('row', 'holds what reads like a secret');
  return row;
}

function draftOf(cells: ImportRow['cells'], context: PlanContext): TicketDraft {
  const { redact, source } = context;
  const subject = limited(cells, 'subject', 200);
  if (subject === '') throw new Wrong('subject', 'is empty');
  return {
    subject: redact(subject),
    description: redact(limited(cells, 'description', 8_000)),
    reason: 'import',
    diagnosis: {},
    complexity: null,
    ...placeIn(cells, context.policy),
    company: cells.company === undefined ? null : redact(limited(cells, 'company', 200)),
    facts: { ...factsIn(cells), importedFrom: source },
    fields: Object.fromEntries(
      namesIn(cells, 'field').map((name) => [name, redact(limited(cells, `field.${name}`, 4_000))]),
    ),
  };
}

function placeIn(cells: ImportRow['cells'], policy: Policy): { area: string; subarea: string | null } {
  const { area: code = '', subarea = null } = cells;
  if (code === '') {
    if (subarea !== null) throw new Wrong('subarea', 'needs its area');
    // Without an area the rules of the policy find one.
    return { area: '', subarea: null };
  }
  const area = policy.areas.find((one) => one.code === code);
  if (!area) throw new Wrong('area', `is not one of the policy: ${policy.areas.map((one) => one.code).join(', ')}`);
  if (subarea !== null && !area.subareas.some((one) => one.code === subarea)) {
    throw new Wrong(
      'subarea',
      `is not one of ${code}: ${area.subareas.map((one) => one.code).join(', ') || 'it has none'}`,
    );
  }
  return { area: code, subarea };
}

function factsIn(cells: ImportRow['cells']): TicketFacts {
  return Object.fromEntries(
    namesIn(cells, 'fact').map((name) => {
      const text = cells[`fact.${name}`] ?? '';
      // A fact is a code: whatever reads like a sentence, and could hold a secret, is refused (P4).
      if (!/^[\p{L}\p{N}][\p{L}\p{N} ./_-]{0,79}$/u.test(text)) throw new Wrong(`fact.${name}`, 'is no code');
      return [name, text];
    }),
  );
}

function namesIn(cells: ImportRow['cells'], kind: 'field' | 'fact'): string[] {
  return Object.keys(cells)
    .filter((column) => column.startsWith(`${kind}.`))
    .map((column) => column.slice(kind.length + 1));
}

/** By code, or by a label of the policy, without case. */
function stateIn(cells: ImportRow['cells'], facts: TicketFacts, { policy, role }: PlanContext): string | null {
  const said = cells.state?.toLowerCase();
  if (said === undefined) return null;
  const { states, initial, initialWhen } = policy.tickets;
  const state = states.find(({ code, agentLabel }) => code === said || agentLabel.toLowerCase() === said);
  if (!state) throw new Wrong('state', `is not one of the policy: ${states.map(({ code }) => code).join(', ')}`);
  const from = initialWhen.find(({ when }) => whenHolds(when, facts))?.state ?? initial;
  const way = wayTo(policy, { from, to: state.code, role });
  if (way === null) throw new Wrong('state', `no moves of the policy lead there from ${from}`);
  const last = stateOf(policy, state.code);
  if (last?.needs.includes('closingCode') && cells.closingCode === undefined) {
    throw new Wrong('closingCode', `is needed for the state ${state.code}`);
  }
  return state.code;
}

function instantIn(cells: ImportRow['cells'], column: 'openedAt' | 'closedAt', now: Date): Date | null {
  const text = cells[column];
  if (text === undefined) return null;
  const isIso = /^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:?\d{2})?)?$/.test(text);
  const at = new Date(text.length === 10 ? `${text}T00:00:00Z` : text.replace(' ', 'T'));
  if (!isIso || Number.isNaN(at.getTime()))
    throw new Wrong(column, 'is no date like 2026-11-23 or 2026-11-23T10:00:00-06:00');
  if (at > now) throw new Wrong(column, 'lies in the future');
  return at;
}

function codeIn(cells: ImportRow['cells'], column: 'solutionType' | 'closingCode'): string | null {
  const text = cells[column] ?? null;
  if (text !== null && !/^[A-Za-z][A-Za-z0-9_]{0,63}$/.test(text)) throw new Wrong(column, 'is no code of the policy');
  return text;
}

function limited(cells: ImportRow['cells'], column: string, most: number): string {
  const text = cells[column] ?? '';
  if (text.length > most) throw new Wrong(column, `is longer than ${most} characters`);
  return text;
}
