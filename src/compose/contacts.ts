import { type Contacts, createContacts } from '../contacts/contacts.ts';
import type { ContactDeps } from '../contacts/deps.ts';
import type { ContactDesk } from '../contracts/contact-desk.ts';
import { ContactMergeRepository } from '../storage/repositories/contact-merges.ts';
import { RequesterRepository } from '../storage/repositories/requesters.ts';
import type { PipelineStores } from './pipeline.ts';
import type { ServiceModels } from './stores.ts';

/** Contacts as the other parts know them. */
export interface ContactParts {
  readonly contactDesk: ContactDesk;
}

/** The stage, joined. */
export interface JoinedContacts extends Pick<Contacts, 'merging'> {
  readonly parts: ContactParts;
}

/** What it is joined from. */
export type ContactJoin = Pick<ContactDeps, 'tickets' | 'lineOf' | 'audit' | 'clock' | 'logger' | 'policyOf'> & {
  readonly stores: PipelineStores;
  readonly models: ServiceModels;
};

/** Joins contacts to their store. */
export function joinContacts({ stores, models, ...given }: ContactJoin): JoinedContacts {
  const { tickets, lineOf, audit, clock, logger, policyOf } = given;
  const requesters = new RequesterRepository(models);
  const { desk, merging } = createContacts({
    ...{ tickets, lineOf, audit, clock, logger, policyOf },
    ...{ contacts: stores.contacts, conversations: stores.conversations },
    merges: new ContactMergeRepository({ contactMerges: models.contactMerges, contacts: stores.contactModel }),
    contactsOfLine: (requester) => requesters.contactsOf(requester),
  });
  return { parts: { contactDesk: desk }, merging };
}
