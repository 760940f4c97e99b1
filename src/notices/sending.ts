import type { NoticeKind } from '../contracts/notifications.ts';
import type { TicketEvent, TicketView } from '../contracts/ticket.ts';
import { isAppError } from '../errors/app-error.ts';
import type { TicketNoticeDoc } from '../storage/models/ticket-notices.ts';
import type { TicketNoticeDeps } from './deps.ts';
import { filesOf, requestFor } from './requests.ts';
import { chatChoices, chatWords, mailWords, type WordingCase } from './wording.ts';

/** `left`: nobody is there to be told any more, or there is no way to reach them. */
type Outcome = 'sent' | 'left';

/** Sends one notice, worded from the ticket as it is now. Throws what may pass by itself. */
export async function sendNotice(deps: TicketNoticeDeps, notice: TicketNoticeDoc): Promise<Outcome> {
  const found = await lookUp(deps, notice);
  if (found === null) return 'left';
  if (notice.way === 'console') return tellInConsole(deps, notice, found);
  const about = wordingOf(deps, notice, found);
  if (notice.way === 'chat') {
    const { conversationId, organisation } = found.ticket;
    if (conversationId === null) return 'left';
    const choices = chatChoices(about);
    const said = { organisation, conversationId, text: chatWords(about), ...(choices.length > 0 && { choices }) };
    await deps.speech.say(`notice:${notice._id}`, said);
    return 'sent';
  }
  const to = await addressOf(deps, notice, found.ticket);
  if (to === null || deps.mail === null) return 'left';
  const asked = requestFor(notice.recipient, found, { policy: about.policy, desk: await deps.people(notice.org) });
  const files = asked.files ? await filesOf(deps, found) : [];
  await deps.mail.send({
    ...{ id: `notice-${notice._id}`, organisation: notice.org, to, ...mailWords({ ...about, asked: asked.texts }) },
    ...(files.length > 0 && { files }),
  });
  return 'sent';
}

interface Found {
  readonly ticket: TicketView;
  readonly event: TicketEvent;
}

async function lookUp({ tickets }: TicketNoticeDeps, { ticket: id, seq }: TicketNoticeDoc): Promise<Found | null> {
  try {
    const { ticket, events } = await tickets.get(id);
    const event = events.find((one) => one.seq === seq);
    return event === undefined ? null : { ticket, event };
  } catch (error) {
    if (isAppError(error, 'TICKET_NOT_FOUND')) return null;
    throw error;
  }
}

async function tellInConsole(
  { notifications }: TicketNoticeDeps,
  { _id: id, org: organisation, recipient, reason }: TicketNoticeDoc,
  { ticket, event }: Found,
): Promise<Outcome> {
  const agentId = recipient.slice('agent:'.length);
  const known = Object.entries(event.facts ?? {}).filter(([, value]) => value !== null);
  const facts = { ...(Object.fromEntries(known) as Record<string, string | number | boolean>) };
  const kind: NoticeKind = `ticket.${reason}`;
  const about = { ticket: ticket.id, folio: ticket.folio, area: ticket.area, priority: ticket.priority ?? '' };
  const bell = Object.fromEntries(
    ['clock', 'dueAt', 'reminder', 'ladder', 'level'].flatMap((name) => pick(facts, name)),
  );
  await notifications.notify({ id, organisation, agentId, kind, at: event.at, facts: { ...about, ...bell } });
  return 'sent';
}

function pick(facts: Readonly<Record<string, string | number | boolean>>, name: string) {
  const value = facts[name];
  return value === undefined ? [] : [[name, value] as const];
}

function wordingOf(deps: TicketNoticeDeps, notice: TicketNoticeDoc, { ticket, event }: Found): WordingCase {
  const { organisation, company, folio } = ticket;
  const isRequester = notice.recipient === 'requester';
  return {
    ...{ ticket, event, reason: notice.reason, recipient: notice.recipient },
    policy: deps.policyOf(organisation, company),
    t: deps.textsOf(organisation),
    url: isRequester ? deps.ticketUrl(organisation, folio) : null,
  };
}

async function addressOf(deps: TicketNoticeDeps, notice: TicketNoticeDoc, ticket: TicketView): Promise<string | null> {
  const { recipient } = notice;
  if (recipient.startsWith('agent:')) {
    const desk = await deps.people(notice.org);
    return desk.find(({ id }) => `agent:${id}` === recipient)?.email ?? null;
  }
  if (recipient === 'requester') return requesterMail(deps, ticket);
  const company = ticket.company === null ? null : await deps.companies?.find(notice.org, ticket.company);
  return (recipient === 'director' ? company?.director?.email : company?.partner?.email) ?? null;
}

/** Who talks with us at that very address is told there. */
async function requesterMail({ requesters }: TicketNoticeDeps, ticket: TicketView): Promise<string | null> {
  if (ticket.contactId === null) return null;
  const mail = await requesters.mailOf(ticket.organisation, ticket.contactId);
  if (mail === null || ticket.conversationId === null) return mail;
  const talksAt = await requesters.conversationAddress(ticket.conversationId);
  return talksAt?.toLowerCase() === mail.toLowerCase() ? null : mail;
}
