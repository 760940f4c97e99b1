import type { OutgoingMail } from '../contracts/mail.ts';
import type { Policy } from '../contracts/policy.ts';
import type { TicketChange } from '../contracts/ticket-effects.ts';
import type { DeskPerson } from '../contracts/ticket-notices.ts';
import type { TicketNoticeDeps } from './deps.ts';
import { peopleOf } from './people.ts';
import { noticesOf } from './planning.ts';

/** What a mail carries at most, bytes: most mail servers take no more. What does not fit is read in the console. */
const MAX_BYTES = 8 * 1024 * 1024;

/** What the policy asks of somebody with this event: its words, and whether the ticket's files go along (CON-27). */
export function requestFor(
  recipient: string,
  change: TicketChange,
  { policy, desk }: { policy: Policy; desk: readonly DeskPerson[] },
): { readonly texts: readonly string[]; readonly files: boolean } {
  if (!recipient.startsWith('agent:')) return { texts: [], files: false };
  const own = noticesOf(change, policy).filter(({ to }) =>
    to.some((role) => peopleOf(role, change.ticket, desk, policy.directory).includes(recipient)),
  );
  return { texts: own.flatMap(({ text }) => text ?? []), files: own.some(({ files }) => files) };
}

/** What the event brought, else the ticket's files, as a mail carries them: the first ones up to the limit. */
export async function filesOf(
  { files }: Pick<TicketNoticeDeps, 'files'>,
  { ticket, event }: TicketChange,
): Promise<NonNullable<OutgoingMail['files']>> {
  const carried: { name: string; mediaType: string; body: Buffer }[] = [];
  let size = 0;
  const brought = event.attachments ?? [];
  for (const { fileId, name, mediaType } of brought.length > 0 ? brought : ticket.attachments) {
    const bytes = await files?.get(fileId);
    if (!bytes || size + bytes.length > MAX_BYTES) continue;
    size += bytes.length;
    carried.push({ name, mediaType, body: Buffer.from(bytes) });
  }
  return carried;
}
