import type { ContactSuggestion, SuggestionReason } from '../contracts/contact-desk.ts';
import { mailOf, type ProvenAddress, phoneKeyOf, provenAddresses, sendersOf } from '../policy/addresses.ts';
import { docsOf, type JointContact } from '../storage/repositories/joint-contact.ts';
import type { ContactDeps } from './deps.ts';
import { lineOf } from './person.ts';

/** What a suggestion needs besides the stage's own: the contacts that one line of the list of requesters leads to. */
export type SuggestionDeps = ContactDeps & {
  readonly contactsOfLine: (requester: string) => Promise<readonly string[]>;
};

/** More than an agent looks at. */
const MOST = 5;

/**
 * Contacts that may be the same person, the surest first. A name never counts. Nothing follows from a suggestion by itself:
 * a switchboard's number or a shared mailbox has many people behind it.
 */
export async function suggestionsFor(deps: SuggestionDeps, person: JointContact): Promise<ContactSuggestion[]> {
  const { org } = person.doc;
  const own = new Set(docsOf(person).map(({ _id }) => _id));
  const apart = await deps.merges.apartFrom([...own]);
  const found = new Map<string, { person: JointContact; reason: SuggestionReason }>();
  const add = async (ids: readonly string[], reason: SuggestionReason) => {
    for (const id of ids) {
      const other = own.has(id) ? null : await deps.contacts.personOf(id);
      if (other === null || other.doc.org !== org || other.doc._id === person.doc._id) continue;
      // Somebody looked, and said that they are two people.
      if (docsOf(other).some(({ _id }) => apart.has(_id))) continue;
      if (!found.has(other.doc._id)) found.set(other.doc._id, { person: other, reason });
    }
  };
  const proven = await provenOf(deps, person);
  await add(await behind(deps, org, proven), 'sameAddress');
  await add(await sameLine(deps, person), 'sameRequester');
  for (const address of proven)
    if ('mail' in address) await add(await deps.contacts.withMail(org, address.mail), 'gaveAddress');
  await add(await behind(deps, org, claimedOf(deps, person)), 'gaveAddress');
  const listed: ContactSuggestion[] = [];
  for (const { person: other, reason } of [...found.values()].slice(0, MOST))
    listed.push({ ...(await lineOf(deps, other)), reason });
  return listed;
}

async function provenOf({ contacts, policyOf }: ContactDeps, person: JointContact): Promise<ProvenAddress[]> {
  const all: ProvenAddress[] = [];
  for (const { _id, org } of docsOf(person)) {
    const identities = await contacts.identitiesOf(_id);
    all.push(...provenAddresses(identities, policyOf(org)));
    // Whoever signs in to the page was mailed the link.
    for (const identity of identities)
      if (identity.startsWith(`${org}|portal|`)) all.push({ mail: identity.split('|')[2] ?? '' });
  }
  return all;
}

function claimedOf({ policyOf }: ContactDeps, person: JointContact): ProvenAddress[] {
  return docsOf(person).flatMap(({ org, email, phone }) => {
    const mail = email === null ? null : mailOf(email);
    const phoneKey = phone === null ? null : phoneKeyOf(phone, policyOf(org).organisation.locale);
    return [...(mail === null ? [] : [{ mail }]), ...(phoneKey === null ? [] : [{ phoneKey }])];
  });
}

/** Contacts of the channels that vouch for one of these addresses. */
async function behind(
  { contacts, policyOf }: ContactDeps,
  org: string,
  addresses: readonly ProvenAddress[],
): Promise<string[]> {
  const { channels } = policyOf(org);
  const vouching = [...Object.keys(channels).filter((name) => channels[name]?.identity === 'address'), 'portal'];
  const senders = addresses.flatMap((address) => [...sendersOf(address)]);
  return contacts.behind(vouching.flatMap((channel) => senders.map((sender) => `${org}|${channel}|${sender}`)));
}

async function sameLine(deps: SuggestionDeps, person: JointContact): Promise<string[]> {
  const ids: string[] = [];
  for (const { _id, org } of docsOf(person)) {
    const line = await deps.lineOf(org, _id);
    if (line !== null) ids.push(...(await deps.contactsOfLine(line.id)));
  }
  return ids;
}
