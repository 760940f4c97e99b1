import type { Policy } from '../contracts/policy.ts';
import type { PortalPort, PortalTicket, PortalTicketDetail, PortalViewer, RequesterEyes } from '../contracts/portal.ts';
import type { TicketPort, TicketView } from '../contracts/ticket.ts';
import type { TicketDeed } from '../contracts/ticket-deeds.ts';
import { AppError } from '../errors/app-error.ts';
import { disclosable, portalRule, type TicketRelationship } from '../policy/disclosure.ts';
import { escalationBy, requesterClosing, requesterMayReject } from '../policy/requester-moves.ts';
import { kindOfTicket } from '../policy/ticket-kinds.ts';
import type { RequesterDeps } from './deps.ts';
import { historyOf } from './portal-history.ts';

/** Tickets of one person that are looked through. */
const LISTED = 200;

type Tickets = Pick<PortalPort, 'tickets' | 'ticket' | 'reply' | 'close' | 'reject' | 'evaluate' | 'escalate'>;

/** What the requester of a ticket sees of it when signed in. */
export function createRequesterEyes({ policyOf }: Pick<RequesterDeps, 'policyOf'>): RequesterEyes {
  return {
    seen(ticket, events) {
      const policy = policyOf(ticket.organisation);
      const channelRule = policy.channels.portal ?? portalRule;
      const relation = 'own' as const;
      const disclosure = disclosable(ticket, { channelRule, identityLevel: 'session', relation });
      if (disclosure === 'nothing') return null;
      return detailOf(policy, { ticket, relation, disclosure }, historyOf(policy, ticket, events));
    },
  };
}

/** What may be told and done of tickets by who is signed in. */
export function createPortalTickets(deps: RequesterDeps, tickets: TicketPort): Tickets {
  const { policyOf, clock, redactor } = deps;
  const clean = (text: string) => redactor.redact(text.trim(), { speaker: 'user' }).text;

  /** The ticket, if anything of it may be told; what is not there and what is somebody else's are the same (ALI-47). */
  async function told(viewer: PortalViewer, folio: string) {
    const found = await tickets.byFolio(viewer.organisation, folio);
    const relation = found === null ? 'none' : relationOf(viewer, found);
    const channelRule = policyOf(viewer.organisation).channels.portal ?? portalRule;
    const disclosure = disclosable(found, { channelRule, identityLevel: 'session', relation });
    return found === null || disclosure === 'nothing' ? null : { ticket: found, relation, disclosure };
  }

  /** Does a deed as the requester of one's own ticket; a repeat of the same form finds it done (P2). */
  async function act(viewer: PortalViewer, folio: string, deedOf: (ticket: TicketView) => TicketDeed, key: string) {
    const found = await told(viewer, folio);
    if (found === null || found.relation !== 'own') throw new AppError('TICKET_NOT_FOUND');
    const actor = { role: 'requester', id: found.ticket.contactId ?? viewer.mail } as const;
    return tickets.act(found.ticket.id, deedOf(found.ticket), { actor, at: clock.now(), key: `portal:${key}` });
  }

  return {
    async tickets(viewer, { open, company }) {
      const about = { organisation: viewer.organisation, limit: LISTED, ...(open ? { open } : {}) };
      const pages = company
        ? await Promise.all(viewer.directs.map((name) => tickets.list({ ...about, company: name })))
        : await Promise.all(viewer.contacts.map((contactId) => tickets.list({ ...about, contactId })));
      const all = new Map(pages.flatMap(({ items }) => items).map((ticket) => [ticket.id, ticket]));
      return [...all.values()].sort((a, b) => b.openedAt.getTime() - a.openedAt.getTime()).map(lineOf);
    },
    async ticket(viewer, folio) {
      const found = await told(viewer, folio);
      if (found === null) return null;
      const { events } = await tickets.get(found.ticket.id);
      const policy = policyOf(viewer.organisation);
      return detailOf(policy, found, historyOf(policy, found.ticket, events));
    },
    async reply(viewer, folio, { text, attachments, key, apart }) {
      const policy = policyOf(viewer.organisation);
      const deed = (ticket: TicketView): TicketDeed => ({
        ...{ type: 'requesterReply', text: clean(text), attachments },
        ...(apart && kindOfTicket(policy, ticket)?.fixedScope && { apart: true }),
      });
      return { folio: (await act(viewer, folio, deed, key)).folio };
    },
    async close(viewer, folio, key) {
      await act(viewer, folio, (ticket) => closingOf(policyOf(viewer.organisation), ticket), key);
    },
    async reject(viewer, folio, { text, key }) {
      const policy = policyOf(viewer.organisation);
      const note = clean(text);
      const deed = (): TicketDeed => ({ type: 'move', to: policy.tickets.unsatisfiedTo ?? '', note });
      // The ladder of the dissatisfied climbs by itself, from the event (MAS-78).
      await act(viewer, folio, deed, key);
    },
    async escalate(viewer, folio, { text, key }) {
      const policy = policyOf(viewer.organisation);
      const deed = escalationBy(policy, clean(text));
      if (deed === null) throw new AppError('NOT_FOUND');
      const { escalation } = await act(viewer, folio, () => deed, key);
      const ladder = policy.escalations.find(({ name }) => name === escalation?.ladder);
      return ladder?.levels[escalation?.level ?? 0]?.role ?? '';
    },
    async evaluate(viewer, folio, { score, comment, key }) {
      const words = comment.trim() === '' ? {} : { comment: clean(comment) };
      await act(viewer, folio, () => ({ type: 'evaluate', score, ...words }), key);
    },
  };
}

function relationOf({ contacts, directs }: PortalViewer, { contactId, company }: TicketView): TicketRelationship {
  if (contactId !== null && contacts.includes(contactId)) return 'own';
  return company !== null && directs.includes(company) ? 'company' : 'none';
}

/** ALI-43: a policy that gives the requester no way refuses it, with what is allowed. */
function closingOf(policy: Policy, { state }: TicketView): TicketDeed {
  return { type: 'move', ...(requesterClosing(policy, state) ?? { to: 'closed' }) };
}

function lineOf(ticket: TicketView): PortalTicket {
  const { folio, subject, requesterLabel: label, phase, openedAt, updatedAt } = ticket;
  const tone = tones[phase] ?? 'open';
  return { folio, subject, label, tone, openedAt, updatedAt };
}

const tones: Readonly<Record<string, PortalTicket['tone']>> = {
  ...{ waiting_user: 'awaited', solved: 'solved', closed: 'over', rejected: 'over', cancelled: 'over' },
};

function detailOf(
  policy: Policy,
  { ticket, relation, disclosure }: { ticket: TicketView; relation: TicketRelationship; disclosure: 'state' | 'full' },
  history: PortalTicketDetail['history'],
): PortalTicketDetail {
  const isFull = disclosure === 'full';
  const isOwn = relation === 'own';
  const line = lineOf(ticket);
  return {
    ...line,
    ...{ id: ticket.id, isOwn, description: isFull ? ticket.description : null, history: isFull ? history : [] },
    files: isFull ? ticket.attachments.filter(({ fileId }) => isPublic(history, fileId)) : [],
    agreedAt: ticket.agreedAt,
    score: ticket.evaluation?.score ?? null,
    may: isOwn && isFull ? maysOf(policy, ticket) : { ...mayNothing },
  };
}

const mayNothing = { reply: false, close: false, reject: false, evaluate: null, more: false } as const;

function isPublic(history: PortalTicketDetail['history'], fileId: string): boolean {
  return history.some(({ files }) => files.some((file) => file.fileId === fileId));
}

function maysOf(policy: Policy, ticket: TicketView): PortalTicketDetail['may'] {
  const { evaluation, afterClose } = policy.tickets;
  const isOver = ticket.closedAt !== null;
  const isSolved = ticket.phase === 'solved';
  return {
    reply: !isOver || afterClose !== 'nothing',
    close: isSolved && requesterClosing(policy, ticket.state) !== null,
    reject: isSolved && requesterMayReject(policy, ticket.state),
    more: !isOver && kindOfTicket(policy, ticket)?.fixedScope === true,
    evaluate: evaluation !== null && (isSolved || (isOver && ticket.evaluation === null)) ? evaluation : null,
  };
}
