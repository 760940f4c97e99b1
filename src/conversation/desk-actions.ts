import type { DeskAction } from '../contracts/conversation.ts';
import type { DeskPeople } from '../contracts/desk.ts';
import type { FlowEvent } from '../contracts/flow.ts';
import type { AnswerGate } from '../contracts/quality.ts';
import type { Redactor } from '../contracts/redacted.ts';
import type { Actor, TicketPort } from '../contracts/ticket.ts';
import type { VaultOfferPort } from '../contracts/vault.ts';
import { AppError } from '../errors/app-error.ts';
import type { MessageLog } from '../storage/repositories/message-log.ts';
import { correctCard } from './correct-card.ts';
import { markProtocol, type TurnDraft } from './draft.ts';
import { refuseEvidence } from './evidence.ts';
import type { Organisation } from './organisation.ts';
import { move, mustOwn, refuseTaken, TELEPHONE } from './ownership.ts';
import { changeTags } from './tags.ts';
import { transfer } from './transfer.ts';
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
  /** What was said leads one to expect of what is said now. */
  readonly log: Pick<MessageLog, 'context'>;
  readonly vault: VaultOfferPort;
  /** Where the policy wants answers reviewed before they leave (ICE-08). */
  readonly gate: AnswerGate;
  readonly people: DeskPeople;
}

/** Applies a desk action to a turn's draft. Gives the event that the flow must see next, if any. */
export async function applyDeskAction(
  action: NumberedAction,
  actor: DeskActor,
  turn: { draft: TurnDraft; organisation: Organisation; ports: DeskPorts },
): Promise<FlowEvent | null> {
  const { draft, organisation, ports } = turn;
  switch (action.type) {
    case 'take':
      return take(draft, actor, turn);
    case 'reply':
      return reply(draft, action, actor, turn);
    case 'requestSecret':
      return requestSecret(draft, action, actor, turn);
    case 'return':
      return giveBack(draft, actor, turn);
    case 'transfer':
      return transfer(draft, action.to, actor, turn);
    case 'tag':
      return changeTags(draft, action, ports.redactor);
    case 'correctCard':
      await mustOwn(draft, actor, 'correctCard', ports.people);
      return correctCard(draft, action, actor, organisation);
    case 'close':
      return close(draft, action, actor, turn);
    case 'openTicket':
      await mustOwn(draft, actor, 'openTicket', ports.people);
      if (!draft.work.folio)
        await openWorkTicket(draft, organisation, ports, 'manual', { role: actor.role, id: actor.id });
      return null;
  }
}

async function take(
  draft: TurnDraft,
  actor: DeskActor,
  { organisation, ports }: { organisation: Organisation; ports: DeskPorts },
): Promise<null> {
  const isFree = draft.assignee === actor.id || draft.assignee === TELEPHONE;
  if (draft.mode === 'agent' && !isFree) await refuseTaken(draft, ports.people);
  if (draft.mode === 'agent' && draft.assignee === actor.id) return null;
  move(draft, 'take');
  draft.assignee = actor.id;
  draft.area = null;
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
  await mustOwn(draft, actor, 'reply', ports.people);
  const { attachments = [] } = action;
  const { org, _id: conversationId, channel } = draft.read;
  const about = { organisation: org, contactId: draft.contact.id, conversationId };
  await refuseEvidence(attachments, about, { policy: organisation.policy, tickets: ports.tickets });
  // What waits at the gate is read as a message of the conversation would be (P4).
  const context = await ports.log.context(conversationId);
  const { text } = ports.redactor.redact(action.text, { speaker: 'agent', ...(context && { context }) });
  const decision = await ports.gate.pass({
    ...{ id: action.replyId, clientId: action.id, organisation: org, conversationId, channel, agent: actor },
    ...{ text, attachments, at: draft.at },
  });
  // Said to nobody yet: it is stored at the gate, and the clock goes on.
  if (decision === 'held') return null;
  draft.unansweredSince = null;
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
  await mustOwn(draft, actor, 'requestSecret', ports.people);
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

async function giveBack(
  draft: TurnDraft,
  actor: DeskActor,
  { organisation, ports }: { organisation: Organisation; ports: DeskPorts },
): Promise<FlowEvent> {
  if (draft.mode === 'agent' && draft.assignee !== TELEPHONE) await mustOwn(draft, actor, 'return', ports.people);
  move(draft, 'return');
  draft.assignee = null;
  draft.area = null;
  draft.waitingSince = null;
  draft.unansweredSince = null;
  draft.work = pause(draft.work, draft.at);
  applyWorkTimers(draft, organisation);
  return { type: 'returned' };
}

async function close(
  draft: TurnDraft,
  action: Extract<DeskAction, { type: 'close' }>,
  actor: DeskActor,
  { organisation, ports }: { organisation: Organisation; ports: DeskPorts },
): Promise<null> {
  if (draft.mode === 'agent' && draft.assignee !== TELEPHONE) await mustOwn(draft, actor, 'close', ports.people);
  move(draft, 'close');
  draft.outcome = action.outcome;
  draft.closedAt = draft.at;
  draft.waitingSince = null;
  draft.unansweredSince = null;
  draft.work = pause(draft.work, draft.at);
  draft.timers = {};
  const text = organisation.t('desk.closed');
  draft.replies.push({ role: 'system', name: organisation.policy.organisation.name, draft: { text } });
  return null;
}
