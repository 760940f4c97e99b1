import type { Clock } from '../contracts/clock.ts';
import type { ContactView } from '../contracts/contact.ts';
import type { LiveBus } from '../contracts/conversation.ts';
import type { LoggedConversation, LoggedConversations, LoggedDraft } from '../contracts/logged-conversations.ts';
import type { Policy } from '../contracts/policy.ts';
import type { Redacted, Redactor } from '../contracts/redacted.ts';
import { joinRedacted, pieceOf } from '../contracts/redacted-text.ts';
import type { Actor, TicketPort } from '../contracts/ticket.ts';
import { AppError } from '../errors/app-error.ts';
import { conversationIdOf, effectIdOf, replyIdOf } from '../storage/ids.ts';
import type { ConversationDoc } from '../storage/models/conversations.ts';
import type { MessageDoc } from '../storage/models/messages.ts';
import type { ContactRepository } from '../storage/repositories/contacts.ts';
import type { ConversationRepository } from '../storage/repositories/conversations.ts';
import type { MessageLog } from '../storage/repositories/message-log.ts';
import { blankConversation } from './commit.ts';
import type { Organisation } from './organisation.ts';
import { summaryOf } from './views.ts';
import { freshWorkClock } from './work-clock.ts';

/** What it is made from. */
export interface LoggedParts {
  readonly conversations: Pick<ConversationRepository, 'load' | 'create'>;
  readonly contacts: Pick<ContactRepository, 'find' | 'get' | 'resolve' | 'update'>;
  readonly log: Pick<MessageLog, 'append'>;
  readonly tickets: Pick<TicketPort, 'open'>;
  readonly redactor: Redactor;
  readonly live: LiveBus;
  readonly clock: Clock;
  readonly organisation: (org: string) => Organisation;
}

const MINUTE = 60_000;
/** What is written down later than this is no log any more, ms. */
const LATEST_MS = 90 * 24 * 60 * MINUTE;
const SUBJECT = 100;

type Agent = Actor & { readonly name: string };

/** A draft whose texts may be kept, and when it was. */
interface Clean {
  readonly draft: LoggedDraft;
  readonly asked: Redacted;
  readonly answered: Redacted;
  readonly remoteTool: Redacted | null;
  readonly endedAt: Date;
}

/** Makes the log of conversations that no channel carried. */
export function createLoggedConversations(parts: LoggedParts): LoggedConversations {
  const { conversations, organisation, clock } = parts;
  return {
    async log(key, draft, { organisation: org, agent }) {
      const rules = organisation(org);
      const effect = effectIdOf('loggedConversation', org, `${agent.id}:${key}`);
      const id = conversationIdOf(org, draft.channel, 'desk', effect);
      const known = await conversations.load(id);
      if (known) return viewOf(known);
      checkDraft(rules.policy, draft, clock.now());
      const clean = cleanOf(parts, draft);
      const contact = await contactOf(parts, { org, effect }, draft);
      const folio = await ticketOf(parts, { id, org, effect, contact, agent }, clean);
      await writeMessages(parts, { id, org, contact, agent }, clean);
      const doc = documentOf({ id, org, effect, contact, agent, folio, flow: rules.flow.initial() }, clean);
      // Somebody's second press was faster: what is stored then is the same.
      if (!(await conversations.create(doc))) return viewOf((await conversations.load(id)) ?? doc);
      parts.live.publish({ type: 'conversation', conversation: summaryOf(doc, contact, rules, clock.now()) });
      return viewOf(doc);
    },
  };
}

function checkDraft(policy: Policy, draft: LoggedDraft, now: Date): void {
  const hand = handLoggedOf(policy);
  if (!hand.includes(draft.channel)) throw new AppError('LOGGED_CHANNEL_UNKNOWN', { known: hand.join(', ') || 'none' });
  const { limitMinutes } = policy.ticketRule;
  // EXS-12: over the limit it is a ticket, whoever counted the minutes.
  if (limitMinutes !== null && draft.minutes > limitMinutes && draft.outcome === 'answered')
    throw new AppError('LOGGED_NEEDS_TICKET', { minutes: limitMinutes });
  const ended = draft.at.getTime() + draft.minutes * MINUTE;
  if (ended > now.getTime()) throw new AppError('INPUT_INVALID', { path: 'body.at', problem: 'it is not over yet' });
  if (now.getTime() - ended > LATEST_MS)
    throw new AppError('INPUT_INVALID', { path: 'body.at', problem: 'it is longer ago than 90 days' });
  if (draft.area !== null && !policy.areas.some(({ code }) => code === draft.area))
    throw new AppError('INPUT_INVALID', { path: 'body.area', problem: 'the policy has no such area' });
  if (draft.outcome === 'escalated' && draft.area === null)
    throw new AppError('INPUT_INVALID', { path: 'body.area', problem: 'say which area gets it' });
  if (draft.remoteTool !== null && !policy.desk.remoteTools.includes(draft.remoteTool))
    throw new AppError('INPUT_INVALID', { path: 'body.remoteTool', problem: 'the policy names no such tool' });
}

/** Channels of a policy whose conversations are written down by hand. */
export function handLoggedOf({ channels }: Pick<Policy, 'channels'>): string[] {
  return Object.entries(channels).flatMap(([name, { enabled, handLogged }]) => (enabled && handLogged ? [name] : []));
}

function cleanOf({ redactor }: LoggedParts, draft: LoggedDraft): Clean {
  return {
    draft,
    asked: redactor.redact(draft.asked.trim(), { speaker: 'user' }).text,
    answered: redactor.redact(draft.answered.trim(), { speaker: 'agent' }).text,
    remoteTool: draft.remoteTool === null ? null : redactor.redact(draft.remoteTool).text,
    endedAt: new Date(draft.at.getTime() + draft.minutes * MINUTE),
  };
}

/** Somebody who is known, or a contact made of what was said; the key makes it once. */
async function contactOf(
  { contacts, redactor }: LoggedParts,
  { org, effect }: { org: string; effect: string },
  { channel, contact, at }: LoggedDraft,
): Promise<ContactView> {
  if ('id' in contact) {
    const found = await contacts.find(contact.id);
    if (found?.org !== org) throw new AppError('CONTACT_NOT_FOUND');
    return contacts.get(contact.id);
  }
  const clean = (text: string) => redactor.redact(text.trim(), { speaker: 'agent' }).text;
  const made = await contacts.resolve({ org, channel, sender: effect, name: clean(contact.name), at });
  const { phone, email } = contact;
  const given = { ...(phone && { phone: clean(phone) }), ...(email && { email: clean(email) }) };
  return Object.keys(given).length === 0 ? made : contacts.update(made.id, given, at);
}

interface Placed {
  readonly id: string;
  readonly org: string;
  readonly contact: ContactView;
  readonly agent: Agent;
}

async function ticketOf(
  { tickets }: LoggedParts,
  { id, org, effect, contact, agent }: Placed & { effect: string },
  { draft, asked, answered, endedAt }: Clean,
): Promise<string | null> {
  if (draft.outcome === 'answered') return null;
  const description = joinRedacted([asked, answered], '\n');
  const ticket = await tickets.open(
    `logged:${effect}`,
    {
      ...{ subject: subjectOf(asked), description, reason: 'manual', diagnosis: {}, complexity: null },
      ...{ area: draft.area ?? '', facts: { channel: draft.channel } },
    },
    {
      ...{ organisation: org, conversationId: id, contactId: contact.id },
      ...{ actor: { role: agent.role, id: agent.id }, at: endedAt },
    },
  );
  return ticket.folio;
}

/** The first line, cut at a word. */
function subjectOf(asked: Redacted): Redacted {
  const [line = ''] = asked.split('\n');
  if (line.length <= SUBJECT) return pieceOf(asked, 0, line.length);
  const end = line.lastIndexOf(' ', SUBJECT);
  return pieceOf(asked, 0, end > 0 ? end : SUBJECT);
}

async function writeMessages(
  { log, redactor }: LoggedParts,
  { id, org, contact, agent }: Placed,
  { draft, asked, answered, endedAt }: Clean,
): Promise<void> {
  const lines = [
    { speaker: 'user', direction: 'in', name: contact.name ?? redactor.redact('').text, at: draft.at, text: asked },
    { speaker: 'agent', direction: 'out', name: redactor.redact(agent.name).text, at: endedAt, text: answered },
  ] as const;
  const builders = lines
    .filter(({ text }) => text !== '')
    .map(
      (line, place) =>
        (head: { readonly seq: number }): MessageDoc => ({
          ...{ _id: replyIdOf(`${id}:logged`, place), org, conversation: id, seq: head.seq + 1, kind: 'message' },
          ...line,
        }),
    );
  await log.append(id, builders);
}

/** Begun, taken, answered and closed by the same hand: what figures read of any other conversation. */
function documentOf(
  about: Placed & { effect: string; folio: string | null; flow: ConversationDoc['flow'] },
  { draft, asked, answered, remoteTool, endedAt }: Clean,
): ConversationDoc {
  const { id, org, effect, contact, agent, folio, flow } = about;
  const by = agent.id;
  return {
    ...blankConversation(
      { _id: id, org, channel: draft.channel, account: 'desk', address: effect, contact: contact.id },
      draft.at,
      { flow, work: { ...freshWorkClock, elapsedMs: draft.minutes * MINUTE, folio }, lastText: answered || asked },
    ),
    ...{ version: 1, mode: 'closed', assignee: by, closedAt: endedAt, lastAt: endedAt, minutes: draft.minutes },
    outcome: draft.outcome === 'answered' ? 'agent' : 'ticket',
    steps: [
      { type: 'opened', at: draft.at, by: null },
      { type: 'taken', at: draft.at, by },
      { type: 'answered', at: draft.at, by },
      { type: 'closed', at: endedAt, by },
    ],
    tickets: folio === null ? [] : [folio],
    ...(remoteTool !== null && { tags: [remoteTool] }),
  };
}

function viewOf({ _id: id, channel, contact: contactId, tickets, lastText }: ConversationDoc): LoggedConversation {
  return { id, channel, contactId, folio: tickets[0] ?? null, lastText };
}
