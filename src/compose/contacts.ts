import type { Secrets } from '../config/secrets.ts';
import { createCodeDelivery } from '../contacts/code-delivery.ts';
import { createOneTimeCodes } from '../contacts/codes.ts';
import { createContacts } from '../contacts/contacts.ts';
import type { ContactDeps } from '../contacts/deps.ts';
import { createLinking } from '../contacts/linking.ts';
import type { ContactDesk } from '../contracts/contact-desk.ts';
import type { JobQueue } from '../contracts/jobs.ts';
import type { MailPort } from '../contracts/mail.ts';
import type { ContactLinks, OneTimeCodes } from '../contracts/one-time-codes.ts';
import type { Redactor } from '../contracts/redacted.ts';
import type { RequesterSpeech } from '../contracts/requester-speech.ts';
import type { SecureLinks } from '../contracts/vault.ts';
import { ContactMergeRepository } from '../storage/repositories/contact-merges.ts';
import { ContactProofRepository } from '../storage/repositories/contact-proofs.ts';
import { RequesterRepository } from '../storage/repositories/requesters.ts';
import { createProductCatalogue } from './organisations.ts';
import type { PipelineStores } from './pipeline.ts';
import type { ServiceModels } from './stores.ts';

/** Contacts as the other parts know them. */
export interface ContactParts {
  readonly contactDesk: ContactDesk;
  readonly contactLinks: ContactLinks;
  readonly codes: OneTimeCodes;
  /** With the codes: what must not stand in the database is made in one place, on the way out. */
  readonly secureLinks: SecureLinks;
}

/** The stage, joined. */
export interface JoinedContacts {
  readonly parts: ContactParts;
  /** Finishes merges and sends codes that were left in the middle (P5). `olderThanMs`: another process may be at younger ones. */
  recover(olderThanMs?: number): Promise<number>;
  /** Tells the stage how to speak in a conversation; the pipeline and the stage need one another. */
  speakBy(speech: RequesterSpeech): void;
}

/** What it is joined from. `mail`: null while nothing can be sent. */
export type ContactJoin = Pick<ContactDeps, 'tickets' | 'lineOf' | 'audit' | 'clock' | 'logger' | 'policyOf'> & {
  readonly stores: PipelineStores;
  readonly models: ServiceModels;
  readonly secrets: Secrets;
  readonly redactor: Redactor;
  readonly jobs: JobQueue;
  readonly mail: MailPort | null;
  readonly secureLinks: SecureLinks;
};

/** Joins contacts to their store. */
export function joinContacts({ stores, models, secrets, redactor, jobs, mail, ...given }: ContactJoin): JoinedContacts {
  const { tickets, lineOf, audit, clock, logger, policyOf } = given;
  let speech: RequesterSpeech | null = null;
  const requesters = new RequesterRepository(models);
  const proofs = new ContactProofRepository(models);
  const codes = createOneTimeCodes(Buffer.from(secrets.portalLinkKey, 'hex'), redactor);
  const catalogue = createProductCatalogue();
  const deps: ContactDeps = {
    ...{ tickets, lineOf, audit, clock, logger, policyOf },
    ...{ contacts: stores.contacts, conversations: stores.conversations },
    merges: new ContactMergeRepository({ contactMerges: models.contactMerges, contacts: stores.contactModel }),
  };
  const { desk, merging } = createContacts({ ...deps, contactsOfLine: (line) => requesters.contactsOf(line) });
  const delivery = createCodeDelivery({
    ...{ proofs, conversations: stores.conversations, codes, jobs, clock, logger, policyOf, mail: () => mail },
    textsOf: (organisation) => catalogue.t(policyOf(organisation).organisation.locale),
    speech() {
      if (speech === null) throw new Error('A code was to be said before the pipeline was joined.');
      return speech;
    },
  });
  const linking = createLinking(deps, { proofs, codes, delivery, merging });
  return {
    parts: {
      ...{ contactDesk: desk, contactLinks: linking, codes },
      secureLinks: { ...given.secureLinks, codeOf: codes.codeOf },
    },
    recover: async (olderThanMs) => (await merging.recover(olderThanMs)) + (await linking.recover(olderThanMs)),
    speakBy(by) {
      speech = by;
    },
  };
}
