import type { Diagnosis } from '../../src/contracts/diagnosis.ts';
import type { TicketDraft } from '../../src/contracts/ticket.ts';
import type { Turn } from './turn.ts';

/** Less alike than this, an example says nothing of the ticket beyond its area. */
const LIKE_ENOUGH = 0.35;

/**
 * What the labelled example nearest to the case says of its ticket: the sub-area (ALI-62), and as facts what the desk must
 * mind: an approval that is still missing (ALI-15), a third party that works on it too (ALI-16). Nothing once the person's
 * answers read otherwise than the text.
 */
export function scenarioOf(turn: Turn, diagnosis: Diagnosis): Pick<TicketDraft, 'subarea' | 'facts'> {
  const { area, needs, scenarios } = turn.diagnose(turn.state.problem);
  const nearest = scenarios?.[0];
  if (!nearest || nearest.likeness < LIKE_ENOUGH || area !== diagnosis.area || needs !== diagnosis.needs) return {};
  const parts = turn.ctx.policy.areas.flatMap(({ name, subareas }) => (name === area ? subareas : []));
  const subarea = parts.find(({ name }) => name === nearest.subarea)?.code;
  return {
    ...(subarea !== undefined && { subarea }),
    facts: {
      scenario: nearest.id,
      ...(nearest.flags.includes('approval') && { approval: 'pending' }),
      ...(nearest.flags.includes('thirdParty') && { thirdParty: true }),
    },
  };
}
