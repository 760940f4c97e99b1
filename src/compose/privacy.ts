import type { AuditTrail } from '../audit/trail.ts';
import type { BusinessCalendar } from '../contracts/calendar.ts';
import type { Clock } from '../contracts/clock.ts';
import type { FileEraser } from '../contracts/files.ts';
import type { JobQueue } from '../contracts/jobs.ts';
import type { Logger } from '../contracts/logger.ts';
import type { Policy } from '../contracts/policy.ts';
import type { Redactor } from '../contracts/redacted.ts';
import type { TicketPort } from '../contracts/ticket.ts';
import { createPrivacy, type Privacy } from '../privacy/privacy.ts';
import { createRetention, type Retention } from '../privacy/retention.ts';
import type { StoreHandle } from '../storage/connection.ts';
import { PersonalDataRepository } from '../storage/repositories/personal-data.ts';
import { PrivacyRequestRepository } from '../storage/repositories/privacy-requests.ts';
import type { Pipeline, PipelineStores } from './pipeline.ts';
import type { ServiceModels } from './stores.ts';

/** What privacy is joined from. */
export interface PrivacyParts {
  readonly store: Pick<StoreHandle, 'connection' | 'scrub'>;
  readonly stores: PipelineStores;
  readonly models: Pick<ServiceModels, 'privacyRequests' | 'retentionRuns'>;
  readonly pipeline: Pick<Pipeline, 'alone'>;
  /** What else keeps something of people in the process. */
  readonly memory?: { forget(contact: string): void };
  /** Takes what was blanked out of the index of words. */
  readonly mendIndex: () => Promise<void>;
  readonly audit: AuditTrail;
  readonly files: FileEraser;
  readonly tickets: TicketPort;
  readonly jobs: JobQueue;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly redactor: Redactor;
  readonly policy: Policy;
  readonly calendar: BusinessCalendar;
}

/** Joins privacy: it reaches every collection by name, and lets nothing of a person stay in a cache. */
export function joinPrivacy(parts: PrivacyParts): { readonly privacy: Privacy; readonly retention: Retention } {
  const { store, stores, models, pipeline, memory, mendIndex, ...rest } = parts;
  const deps = {
    ...rest,
    data: new PersonalDataRepository(store.connection.models),
    register: new PrivacyRequestRepository(models),
    alone: pipeline.alone,
    forget({ contact, conversation }: { contact?: string; conversation?: string }) {
      if (contact !== undefined) {
        stores.contacts.forget(contact);
        memory?.forget(contact);
      }
      if (conversation === undefined) return;
      stores.conversations.forget(conversation);
      stores.log.forget(conversation);
    },
    async scrub() {
      // What was blanked must not be found by its words either.
      await mendIndex();
      await store.scrub();
    },
  };
  return { privacy: createPrivacy(deps), retention: createRetention(deps) };
}
