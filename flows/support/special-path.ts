import type { Policy } from '../../src/contracts/policy.ts';
import { caseOf, holds } from './case.ts';
import { noteOnce } from './state.ts';
import type { Turn } from './turn.ts';

/** A special path of the policy: a letter of an authority, a relevant incident (ALI-29, MAS-84). */
export type SpecialPath = Policy['protocols'][number];

/** The path that this case takes; null: the ordinary one. Paths without conditions are for the desk to start. */
export function specialPathOf(turn: Turn): SpecialPath | null {
  const facts = { ...caseOf(turn), ...turn.state.codes } as unknown as Readonly<Record<string, unknown>>;
  return turn.ctx.policy.protocols.find(({ when }) => when !== undefined && holds(when, facts)) ?? null;
}

/** What the person has to know at once is told, once in a case (ALI-30, MAS-89). Never ends the turn. */
export function tellSpecialPath(turn: Turn): boolean {
  const path = specialPathOf(turn);
  if (path !== null && noteOnce(turn.state, `path:${path.name}`)) for (const line of path.tell) turn.lead(line);
  return false;
}
