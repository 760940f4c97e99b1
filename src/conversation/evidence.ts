import type { Attachment } from '../contracts/envelope.ts';
import type { Policy } from '../contracts/policy.ts';
import type { TicketPort, TicketView } from '../contracts/ticket.ts';
import { AppError } from '../errors/app-error.ts';
import { kindOfTicket } from '../policy/ticket-kinds.ts';

/** Tickets of one person that are looked through. */
const LOOKED = 100;

/**
 * MAS-105: evidence goes out by its ticket alone. No file is sent to a person who has such a ticket open, and no file that
 * lies on one of theirs, open or over. Throws EVIDENCE_ONLY_ON_TICKET.
 */
export async function refuseEvidence(
  files: readonly Pick<Attachment, 'fileId'>[],
  { organisation, contactId, conversationId }: { organisation: string; contactId: string; conversationId: string },
  { policy, tickets }: { policy: Policy; tickets: Pick<TicketPort, 'list'> },
): Promise<void> {
  const isAsked = policy.tickets.kinds.some(({ delivery }) => delivery?.ticketOnly === true);
  if (files.length === 0 || !isAsked) return;
  const pages = [{ contactId }, { conversationId }].map((of) => tickets.list({ organisation, ...of, limit: LOOKED }));
  const own = (await Promise.all(pages)).flatMap(({ items }) => items);
  const holds = ({ attachments }: TicketView) =>
    attachments.some(({ fileId }) => files.some((file) => file.fileId === fileId));
  const barring = own.find(
    (ticket) =>
      kindOfTicket(policy, ticket)?.delivery?.ticketOnly === true && (ticket.closedAt === null || holds(ticket)),
  );
  if (barring !== undefined) throw new AppError('EVIDENCE_ONLY_ON_TICKET', { folio: barring.folio });
}
