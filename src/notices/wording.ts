import { isIP } from 'node:net';
import type { Choice } from '../contracts/envelope.ts';
import type { Policy } from '../contracts/policy.ts';
import type { TicketEvent, TicketView } from '../contracts/ticket.ts';
import type { TicketNoticeReason } from '../contracts/ticket-notices.ts';
import type { Translate } from '../i18n/catalogue.ts';
import { kindOfTicket } from '../policy/ticket-kinds.ts';
import { startedProtocol } from './planning.ts';

/** A notice in words. */
export interface NoticeWords {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** What a notice is worded from. */
export interface WordingCase {
  readonly ticket: TicketView;
  readonly event: TicketEvent;
  readonly reason: TicketNoticeReason;
  readonly recipient: string;
  readonly policy: Policy;
  readonly t: Translate;
  /** Null: nobody serves it, or it is not the reader's to open. */
  readonly url: string | null;
  /** What the policy asks of the reader, in its own words. */
  readonly asked?: readonly string[];
}

/** A mail's words: the folio in the subject, what happened, where to look. Nothing internal to who is not of the desk. */
export function mailWords(about: WordingCase): NoticeWords {
  const { t, ticket, policy, url, asked = [] } = about;
  const { body, what } = wordsOf(about);
  const lines = [body, ...asked, ...(url === null ? [] : [t('notices.link', { url })]), policy.organisation.name];
  return {
    subject: `[${ticket.folio}] ${what}`,
    text: lines.join('\n\n'),
    html: htmlOf(lines, url),
  };
}

/** The same in a conversation: one short message. */
export function chatWords(about: WordingCase): string {
  const { body } = wordsOf(about);
  const { url } = about;
  return url === null || isBareAddress(url) ? body : `${body}\n\n${about.t('notices.link', { url })}`;
}

/** A gateway without a name of its own (`PUBLIC_URL`): no IP address is said in a chat (P4), so the link would come out broken. */
function isBareAddress(url: string): boolean {
  return isIP(new URL(url).hostname.replace(/^\[|\]$/g, '')) !== 0;
}

/** What the requester may answer by one press (MAS-77, ALI-37, ALI-43): the flow reads these values. */
export function chatChoices({ ticket, reason, policy, t }: WordingCase): Choice[] {
  const choice = (what: 'accept' | 'reject' | 'reply' | 'more') => ({
    value: `ticket:${what}:${ticket.folio}`,
    title: t(`notices.choice.${what}`),
  });
  const isSpoken = reason === 'moved' || reason === 'noted';
  // MAS-102: whoever wants more than they asked for at first is led to a ticket of its own.
  const isFixed = (isSpoken || reason === 'solved') && kindOfTicket(policy, ticket)?.fixedScope === true;
  const more = isFixed ? [choice('more')] : [];
  if (reason === 'solved' && policy.tickets.askValidation) return [choice('accept'), choice('reject'), ...more];
  return ticket.phase === 'waiting_user' && isSpoken ? [choice('reply'), ...more] : more;
}

function wordsOf(about: WordingCase): { what: string; body: string } {
  const { t, ticket, event, reason, recipient, policy } = about;
  const audience = recipient === 'requester' ? 'requester' : recipient.startsWith('agent:') ? 'desk' : 'other';
  const values = valuesOf(about);
  const what = t(`notices.${audience}.${reason}.subject`, values);
  if (audience !== 'requester') return { what, body: t(`notices.${audience}.text`, { ...values, what }) };
  const said = event.internal || event.note === undefined ? '' : event.note;
  const body = t(`notices.requester.${reason}.text`, values);
  const asks = reason === 'solved' && policy.tickets.askValidation ? `\n\n${t('notices.requester.validate')}` : '';
  const until = reason === 'escalated' || reason === 'moved' ? untilOf(ticket, values.due, t) : '';
  return { what, body: `${body}${said && `\n\n«${said}»`}${until}${asks}` };
}

/** ICE-29: the requester hears by when at the latest. */
function untilOf({ dueAt }: TicketView, due: string, t: Translate): string {
  return dueAt === null ? '' : `\n\n${t('notices.requester.until', { due })}`;
}

function valuesOf({ ticket, event, policy, t }: WordingCase) {
  const clock = policy.clocks.find(({ name }) => name === event.facts?.clock)?.label ?? '';
  const limit = typeof event.facts?.dueAt === 'string' ? new Date(event.facts.dueAt) : ticket.dueAt;
  const area = policy.areas.find(({ code }) => code === ticket.area)?.name ?? ticket.area;
  return {
    ...{ folio: ticket.folio, subject: ticket.subject, area, clock, organisation: policy.organisation.name },
    ...{ state: ticket.requesterLabel, deskState: ticket.agentLabel, priority: ticket.priority ?? '—' },
    ...{ role: String(event.facts?.role ?? area), step: stepOf(policy, event), company: ticket.company ?? '' },
    tell: startedProtocol(ticket, event, policy)?.tell.join('\n\n') ?? '',
    due: limit === null ? t('notices.noLimit') : instantOf(limit, policy),
  };
}

function stepOf({ protocols, tickets }: Policy, { mark }: TicketEvent): string {
  const step = protocols.flatMap(({ steps }) => steps).find((one) => one.mark === mark);
  const ofKind = tickets.kinds
    .flatMap(({ checks, actions }) => [...checks, ...actions])
    .find(({ code }) => code === mark);
  return step?.label ?? ofKind?.label ?? mark ?? '';
}

/** An instant as people of the organisation read it. */
function instantOf(at: Date, { organisation: { locale, timeZone } }: Policy): string {
  return new Intl.DateTimeFormat(locale, { timeZone, dateStyle: 'long', timeStyle: 'short' }).format(at);
}

function htmlOf(lines: readonly string[], url: string | null): string {
  const linked = (line: string) => {
    const safe = escaped(line).replaceAll('\n', '<br>');
    if (url === null) return safe;
    const target = escaped(url);
    return safe.replace(target, `<a href="${target}">${target}</a>`);
  };
  return lines.map((line) => `<p>${linked(line)}</p>`).join('\n');
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
