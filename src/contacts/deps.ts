import type { AuditPort } from '../contracts/audit.ts';
import type { Clock } from '../contracts/clock.ts';
import type { Logger } from '../contracts/logger.ts';
import type { Policy } from '../contracts/policy.ts';
import type { RequesterView } from '../contracts/requester-desk.ts';
import type { TicketPort } from '../contracts/ticket.ts';
import type { ContactMergeRepository } from '../storage/repositories/contact-merges.ts';
import type { ContactRepository } from '../storage/repositories/contacts.ts';
import type { ConversationRepository } from '../storage/repositories/conversations.ts';

/** What the parts of the stage work with. */
export interface ContactDeps {
  readonly contacts: ContactRepository;
  readonly merges: ContactMergeRepository;
  readonly conversations: Pick<ConversationRepository, 'ofContact' | 'load'>;
  readonly tickets: Pick<TicketPort, 'list' | 'byFolio'>;
  /** Who of the list of requesters a contact is. */
  readonly lineOf: (organisation: string, contact: string) => Promise<RequesterView | null>;
  readonly audit: AuditPort;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Throws for an organisation that the gateway does not run. */
  readonly policyOf: (organisation: string) => Policy;
}
