import type { AuditActor, AuditPort } from '../contracts/audit.ts';
import type { Clock } from '../contracts/clock.ts';
import type { JobQueue } from '../contracts/jobs.ts';
import type { Logger } from '../contracts/logger.ts';
import type { MailPort } from '../contracts/mail.ts';
import type { NotificationPort } from '../contracts/notifications.ts';
import type { Policy } from '../contracts/policy.ts';
import type { Redacted, Redactor } from '../contracts/redacted.ts';
import type { Translate } from '../i18n/catalogue.ts';
import type { ContactRepository } from '../storage/repositories/contacts.ts';
import type { PortalRepository } from '../storage/repositories/portal.ts';
import type {
  CompanyRepository,
  DesignationRepository,
  RequesterRepository,
} from '../storage/repositories/requesters.ts';

/** What the parts of the stage work with. */
export interface RequesterDeps {
  readonly requesters: RequesterRepository;
  readonly companies: CompanyRepository;
  readonly designations: DesignationRepository;
  readonly portal: PortalRepository;
  readonly contacts: Pick<ContactRepository, 'identitiesOf' | 'behind' | 'withMail' | 'resolve' | 'membersOf'>;
  readonly redactor: Redactor;
  readonly audit: AuditPort;
  readonly notifications: NotificationPort;
  readonly jobs: JobQueue;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Codes of the organisations that this gateway runs. */
  readonly organisations: () => readonly string[];
  /** Throws for an organisation that the gateway does not run. */
  readonly policyOf: (organisation: string) => Policy;
  readonly textsOf: (organisation: string) => Translate;
  /** Ids of the leads of an organisation. */
  readonly leadsOf: (organisation: string) => Promise<readonly string[]>;
  /** Null: nothing is mailed, and links are handed over by people. */
  readonly mail: () => MailPort | null;
  /** Makes the one-time links: 256 random bits of the installation. */
  readonly linkKey: Buffer;
  /** The gateway as people reach it, without a trailing slash; null while it does not listen. */
  readonly base: () => string | null;
}

/** Writes a deed into the trail; nothing is done before it stands there. Ids, enums and numbers only (P4). */
export function recordDeed(
  { audit, clock }: Pick<RequesterDeps, 'audit' | 'clock'>,
  action: string,
  about: {
    readonly organisation: string;
    readonly actor: AuditActor;
    readonly subject: { readonly kind: string; readonly id: string };
    readonly reason?: Redacted;
    readonly facts?: Readonly<Record<string, string | number | boolean>>;
  },
): Promise<void> {
  return audit.record({ at: clock.now(), action, ...about });
}

/** The product itself, by the part of it that acted. */
export const requestersActor: AuditActor = { kind: 'system', id: 'requesters' };
