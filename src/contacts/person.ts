import type { ContactView } from '../contracts/contact.ts';
import type { ContactIdentity, ContactLine, ContactStanding } from '../contracts/contact-desk.ts';
import { AppError } from '../errors/app-error.ts';
import { provenAddresses } from '../policy/addresses.ts';
import type { ContactDoc } from '../storage/models/contacts.ts';
import { docsOf, type JointContact, jointView } from '../storage/repositories/joint-contact.ts';
import type { ContactDeps } from './deps.ts';

/** A person of an organisation. Throws CONTACT_NOT_FOUND; what another organisation has does not exist for this one. */
export async function personOf(
  { contacts }: Pick<ContactDeps, 'contacts'>,
  organisation: string,
  id: string,
): Promise<JointContact> {
  const person = await contacts.personOf(id);
  if (person === null || person.doc.org !== organisation) throw new AppError('CONTACT_NOT_FOUND');
  return person;
}

/** What is known of a person, under the id of the contact whose card is shown. */
export function viewOf(person: JointContact): Omit<ContactView, 'consents'> {
  const { consents: _consents, ...view } = jointView(person);
  return { id: person.doc._id, ...view };
}

/** Every address that a person writes from, the oldest contact's first. */
export async function identitiesOf(
  { contacts, policyOf }: Pick<ContactDeps, 'contacts' | 'policyOf'>,
  docs: readonly ContactDoc[],
): Promise<ContactIdentity[]> {
  const found: ContactIdentity[] = [];
  for (const { _id, org } of docs)
    for (const identity of await contacts.identitiesOf(_id)) found.push(identityOf(identity, _id, policyOf(org)));
  return found;
}

/** A person as lists show them. */
export async function lineOf(
  deps: Pick<ContactDeps, 'contacts' | 'policyOf'>,
  person: JointContact,
): Promise<ContactLine> {
  return { contact: viewOf(person), identities: await identitiesOf(deps, docsOf(person)) };
}

/** Lines of the list of requesters that are this person's, each once. */
export async function standingsOf(
  { lineOf: listed, policyOf }: Pick<ContactDeps, 'lineOf' | 'policyOf'>,
  docs: readonly ContactDoc[],
): Promise<ContactStanding[]> {
  const found = new Map<string, ContactStanding>();
  for (const { _id, org } of docs) {
    const line = await listed(org, _id);
    if (line === null) continue;
    const { id, name, company, type, state } = line;
    const kind = policyOf(org).requesters.types.find(({ value }) => value === type)?.label ?? type;
    found.set(id, { id, name, company, kind, state });
  }
  return [...found.values()];
}

/** `organisation|channel|sender`, taken apart. */
function identityOf(
  identity: string,
  contactId: string,
  policy: Parameters<typeof provenAddresses>[1],
): ContactIdentity {
  const [, channel = '', ...rest] = identity.split('|');
  const isProven = channel === 'portal' || provenAddresses([identity], policy).length > 0;
  return { channel, address: rest.join('|'), contactId, isProven };
}
