import type { Policy } from '../../contracts/policy.ts';
import type { TicketFacts } from '../../contracts/ticket.ts';

/** Somebody who may be given a ticket now. */
export interface Candidate {
  readonly id: string;
  readonly roles: readonly string[];
  readonly areas: readonly string[];
  readonly posts: readonly string[];
  readonly skills: readonly string[];
  /** Open tickets and chats that they have. */
  readonly load: number;
  /** When they were last given one; null: never. */
  readonly lastGivenAt: Date | null;
}

/** The part of a ticket that decides who gets it. */
export interface TicketToGive {
  readonly area: string;
  readonly facts: TicketFacts;
}

/** Who gets a ticket, and why: codes and numbers for the ticket's log. */
export interface Choice {
  readonly agent: string;
  readonly why: Readonly<Record<string, string | number | boolean>>;
}

type Rules = Pick<Policy, 'assignment' | 'loadLimits'>;

/**
 * Who gets a ticket by the policy; null: nobody may have it now. Pure and deterministic: people of its area before people
 * of none, those with a skill that its facts name before others, nobody at their limit (EXS-72, EXS-74); then the fewest
 * open cases and chats, or whose turn it is; then who waited longest.
 */
export function chooseAgent(ticket: TicketToGive, candidates: readonly Candidate[], rules: Rules): Choice | null {
  const { strategy } = rules.assignment;
  if (strategy === 'manual') return null;
  const inArea = candidates.filter(({ areas }) => areas.includes(ticket.area));
  const near = inArea.length > 0 ? inArea : candidates.filter(({ areas }) => areas.length === 0);
  const free = near.filter((one) => one.load < limitOf(one, ticket.area, rules));
  const skilled = free.filter((one) => skillFor(one, ticket.facts) !== null);
  const fitting = skilled.length > 0 ? skilled : free;
  const [first] = fitting.toSorted((a, b) => (strategy === 'balanced' ? a.load - b.load : 0) || byTurn(a, b));
  if (first === undefined) return null;
  const limit = limitOf(first, ticket.area, rules);
  const skill = skillFor(first, ticket.facts);
  const why = {
    ...{ strategy, load: first.load, among: fitting.length, full: near.length - free.length },
    ...(Number.isFinite(limit) && { limit }),
    ...(skill !== null && { skill }),
    ...(inArea.length > 0 && { area: ticket.area }),
  };
  return { agent: first.id, why };
}

/** The lowest limit that holds for somebody; whoever has no area of their own is counted in the ticket's. */
export function limitOf(
  { roles, posts, areas }: Pick<Candidate, 'roles' | 'posts' | 'areas'>,
  area: string,
  { loadLimits }: Pick<Rules, 'loadLimits'>,
): number {
  const own = areas.length > 0 ? areas : [area];
  const holding = loadLimits.filter(
    (limit) =>
      (limit.role === null || roles.includes(limit.role) || posts.includes(limit.role)) &&
      (limit.area === null || own.includes(limit.area)),
  );
  return Math.min(Number.POSITIVE_INFINITY, ...holding.map(({ open }) => open));
}

/** A skill is a value that one of the ticket's facts has: a module, a line, a language. */
function skillFor({ skills }: Candidate, facts: TicketFacts): string | null {
  const values = new Set(Object.values(facts).map(String));
  return skills.find((skill) => values.has(skill)) ?? null;
}

function byTurn(a: Candidate, b: Candidate): number {
  const waited = (a.lastGivenAt?.getTime() ?? 0) - (b.lastGivenAt?.getTime() ?? 0);
  return waited || (a.id < b.id ? -1 : 1);
}
