import type { DeskPeople } from '../contracts/desk.ts';
import type { Actor } from '../contracts/ticket.ts';
import { AppError } from '../errors/app-error.ts';
import type { TurnDraft } from './draft.ts';
import { type ModeEvent, nextMode } from './modes.ts';

/** Who has a conversation that was answered from the number's own telephone: anybody at the desk may take it over. */
export const TELEPHONE = 'telephone';

/** Moves the conversation to another owner. Throws CONVERSATION_MOVE_REFUSED. */
export function move(draft: TurnDraft, event: ModeEvent): void {
  const mode = nextMode(draft.mode, event);
  if (mode === null) throw new AppError('CONVERSATION_MOVE_REFUSED', { mode: draft.mode, action: event });
  draft.mode = mode;
}

/** Only whoever has it, or a lead. Throws CONVERSATION_MOVE_REFUSED, CONVERSATION_TAKEN. */
export async function mustOwn(draft: TurnDraft, actor: Actor, action: string, people: DeskPeople): Promise<void> {
  if (draft.mode !== 'agent') throw new AppError('CONVERSATION_MOVE_REFUSED', { mode: draft.mode, action });
  if (draft.assignee !== actor.id && actor.role === 'agent') await refuseTaken(draft, people);
}

/** Throws CONVERSATION_TAKEN with the name of whoever has it. */
export async function refuseTaken(draft: TurnDraft, people: DeskPeople): Promise<never> {
  const owner = draft.assignee === null ? null : await people.person(draft.assignee);
  throw new AppError('CONVERSATION_TAKEN', { who: owner?.name ?? 'Another agent' });
}
