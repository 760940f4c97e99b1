import type { DeskAction } from '../contracts/conversation.ts';
import type { FlowEvent } from '../contracts/flow.ts';
import type { AnswerGate } from '../contracts/quality.ts';
import type { Redactor } from '../contracts/redacted.ts';
import type { Actor, TicketPort } from '../contracts/ticket.ts';
import type { VaultOfferPort } from '../contracts/vault.ts';
import { AppError } from '../errors/app-error.ts';
import { markProtocol, type TurnDraft } from './draft.ts';
import { type ModeEvent, nextMode } from './modes.ts';
import type { Organisation } from './organisation.ts';
import { pause, start } from './work-clock.ts';
import { applyWorkTimers, openWorkTicket } from './work-ticket.ts';

/** Somebody at the desk, with the name that the requester sees. */
export type DeskActor = Actor & { readonly name: string };

/** The actions that send something: the same one again must send nothing twice. */
type SendingAction = Extract<DeskAction, { type: 'reply' | 'requestSecret' }>;

/** A desk action; what it sends has got the id under which it leaves. */
export type NumberedAction = Exclude<DeskAction, SendingAction> | (SendingAction & { readonly replyId: string });

/** What the actions reach. */
export interface DeskPorts {
  readonly tickets: TicketPort;
  readonly redactor: Redactor;
  readonly vault: VaultOfferPort;
  /** Where the policy wants answers reviewed before they leave (ICE-08). */
  readonly gate: AnswerGate;
}

/** Who has a conversation that was answered from the number's own telephone: anybody at the desk may take it over. */
export const TELEPHONE = 'telephone';

/** Applies a desk action to a turn's draft. Gives the event that the flow must see next, if any. */
export async function applyDeskAction(
  action: NumberedAction,
  actor: DeskActor,
  turn: { draft: TurnDraft; organisation: Organisation; ports: DeskPorts },
): Promise<FlowEvent | null> {
  const { draft, organisation, ports } = turn;
  switch (action.type) {
    case 'take':
      return take(draft, actor, organisation);
    case 'reply':
      return reply(draft, action, actor, turn);
    case 'requestSecret':
      return requestSecret(draft, action, actor, turn);
    case 'return':
      return giveBack(draft, actor, organisation);
    case 'close':
      return close(draft, action, actor, turn);
    case 'openTicket':
      mustOwn(draft, actor, 'openTicket');
      if (!draft.work.folio)
        await openWorkTicket(draft, organisation, ports, 'manual', { role: actor.role, id: actor.id });
      return null;
  }
}

function take(draft: TurnDraft, actor: DeskActor, organisation: Organisation): null {
  const isFree = draft.assignee === actor.id || draft.assignee === TELEPHONE;
  if (draft.mode === 'agent' && !isFree) throw new AppError('CONVERSATION_TAKEN');
  if (draft.mode === 'agent' && draft.assignee === actor.id) return null;
  move(draft, 'take');
  draft.assignee = actor.id;
  draft.waitingSince = null;
  // The flow's own timers must not speak into the agent's conversation (P7).
  draft.timers = {};
  draft.work = start(draft.work, draft.at);
  applyWorkTimers(draft, organisation);
  const text = organisation.t('desk.taken', { name: actor.name });
  draft.replies.push({ role: 'system', name: organisation.policy.organisation.name, draft: { text } });
  return null;
}

async function reply(
  draft: TurnDraft,
  action: Extract<NumberedAction, { type: 'reply' }>,
  actor: DeskActor,
  { organisation, ports }: { organisation: Organisation; ports: DeskPorts },
): Promise<null> {
  mustOwn(draft, actor, 'reply');
  const { attachments = [] } = action;
  const { org, _id: conversationId, channel } = draft.read;
  const decision = await ports.gate.pass({
    ...{ id: action.replyId, clientId: action.id, organisation: org, conversationId, channel, agent: actor },
    ...{ text: ports.redactor.redact(action.text, { speaker: 'agent' }).text, attachments, at: draft.at },
  });
  // Said to nobody yet: it is stored at the gate, and the clock goes on.
  if (decision === 'held') return null;
  draft.replies.push({
    role: 'agent',
    name: actor.name,
    draft: { text: action.text },
    id: action.replyId,
    clientId: action.id,
    attachments,
  });
  if (organisation.policy.ticketRule.pauseWhileWaitingForUser) draft.work = pause(draft.work, draft.at);
  applyWorkTimers(draft, organisation);
  // EXS-05 step 9: the requester heard from a person how the case goes.
  markProtocol(draft, [{ step: 9, status: 'done' }], 'agent');
  return null;
}

/** MAS-132: the agent needs a password or the like; the form takes it, the chat never does. */
async function requestSecret(
  draft: TurnDraft,
  action: Extract<NumberedAction, { type: 'requestSecret' }>,
  actor: DeskActor,
  { organisation, ports }: { organisation: Organisation; ports: DeskPorts },
): Promise<null> {
  mustOwn(draft, actor, 'requestSecret');
  const form = await ports.vault.offer(action.replyId, {
    organisation: draft.read.org,
    conversationId: draft.read._id,
    contactId: draft.contact.id,
    kind: action.kind,
    by: { kind: 'agent', id: actor.id },
    at: draft.at,
  });
  if (form === null) throw new AppError('VAULT_NOT_OFFERED');
  const { t } = organisation;
  const what = t(`vault.kind.${action.kind}`);
  draft.replies.push({
    role: 'agent',
    name: actor.name,
    draft: { text: t('vault.asked', { what }), secureForms: [{ ...form, title: t('vault.button') }] },
    id: action.replyId,
    clientId: action.id,
  });
  if (organisation.policy.ticketRule.pauseWhileWaitingForUser) draft.work = pause(draft.work, draft.at);
  applyWorkTimers(draft, organisation);
  return null;
}

function giveBack(draft: TurnDraft, actor: DeskActor, organisation: Organisation): FlowEvent {
  if (draft.mode === 'agent' && draft.assignee !== TELEPHONE) mustOwn(draft, actor, 'return');
  move(draft, 'return');
  draft.assignee = null;
  draft.waitingSince = null;
  draft.work = pause(draft.work, draft.at);
  applyWorkTimers(draft, organisation);
  return { type: 'returned' };
}

function close(
  draft: TurnDraft,
  action: Extract<DeskAction, { type: 'close' }>,
  actor: DeskActor,
  { organisation }: { organisation: Organisation },
): null {
  if (draft.mode === 'agent' && draft.assignee !== TELEPHONE) mustOwn(draft, actor, 'close');
  move(draft, 'close');
  draft.outcome = action.outcome;
  draft.closedAt = draft.at;
  draft.waitingSince = null;
  draft.work = pause(draft.work, draft.at);
  draft.timers = {};
  const text = organisation.t('desk.closed');
  draft.replies.push({ role: 'system', name: organisation.policy.organisation.name, draft: { text } });
  return null;
}

function move(draft: TurnDraft, event: ModeEvent): void {
  const mode = nextMode(draft.mode, event);
  if (mode === null) throw new AppError('CONVERSATION_MOVE_REFUSED', { mode: draft.mode, action: event });
  draft.mode = mode;
}

function mustOwn(draft: TurnDraft, actor: DeskActor, action: string): void {
  if (draft.mode !== 'agent') throw new AppError('CONVERSATION_MOVE_REFUSED', { mode: draft.mode, action });
  if (draft.assignee !== actor.id && actor.role === 'agent') throw new AppError('CONVERSATION_TAKEN');
}
