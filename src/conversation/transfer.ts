import type { TransferTarget } from '../contracts/conversation.ts';
import type { DeskPeople } from '../contracts/desk.ts';
import type { Actor } from '../contracts/ticket.ts';
import { AppError } from '../errors/app-error.ts';
import type { TurnDraft } from './draft.ts';
import type { Organisation } from './organisation.ts';
import { move, mustOwn, TELEPHONE } from './ownership.ts';
import { pause, start } from './work-clock.ts';
import { applyWorkTimers } from './work-ticket.ts';

/**
 * Gives a conversation to another agent, or lets it wait for the people of an area. Whoever has it may, and a lead; one that
 * nobody has may be given by anybody. Throws AGENT_NOT_FOUND, AREA_UNKNOWN, CONVERSATION_TAKEN, CONVERSATION_MOVE_REFUSED.
 */
export async function transfer(
  draft: TurnDraft,
  to: TransferTarget,
  actor: Actor,
  { organisation, ports }: { organisation: Organisation; ports: { readonly people: DeskPeople } },
): Promise<null> {
  if (isThere(draft, to)) {
    draft.isQuiet = true;
    return null;
  }
  if (draft.mode === 'agent' && draft.assignee !== TELEPHONE) await mustOwn(draft, actor, 'transfer', ports.people);
  const { t } = organisation;
  const says = (text: string) =>
    draft.replies.push({ role: 'system', name: organisation.policy.organisation.name, draft: { text } });
  if ('agent' in to) {
    const agent = await ports.people.person(to.agent);
    if (agent === null || agent.organisation !== draft.read.org) throw new AppError('AGENT_NOT_FOUND');
    move(draft, 'take');
    draft.assignee = agent.id;
    draft.area = null;
    draft.unansweredSince ??= draft.waitingSince;
    draft.waitingSince = null;
    draft.work = start(draft.work, draft.at);
    says(t('desk.taken', { name: agent.name }));
  } else {
    const area = organisation.policy.areas.find(({ code }) => code === to.area);
    if (area === undefined)
      throw new AppError('AREA_UNKNOWN', { known: organisation.policy.areas.map(({ code }) => code).join(', ') });
    move(draft, 'queue');
    draft.assignee = null;
    draft.area = area.code;
    draft.waitingSince ??= draft.at;
    draft.unansweredSince = null;
    draft.work = pause(draft.work, draft.at);
    says(t('desk.passedOn', { area: area.name }));
  }
  // The flow's own timers must not speak into what a person is to do (P7).
  draft.timers = {};
  applyWorkTimers(draft, organisation);
  return null;
}

/** The same transfer again, over a weak link: it has happened. */
function isThere(draft: TurnDraft, to: TransferTarget): boolean {
  if ('agent' in to) return draft.mode === 'agent' && draft.assignee === to.agent;
  return draft.mode === 'waiting' && draft.area === to.area;
}
