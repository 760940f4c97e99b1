import { provenAddresses } from '../policy/addresses.ts';
import type { RequesterDoc } from '../storage/models/requesters.ts';
import type { RequesterDeps } from './deps.ts';

/**
 * Who of the list a contact is (MAS-02): whom a one-time link proved, else the one whose address the channel vouches for,
 * else whoever those are that the contact is joined with. Two people with one address (a switchboard's number) are nobody:
 * what is ambiguous never matches by itself.
 */
export async function matchRequester(
  deps: RequesterDeps,
  organisation: string,
  contact: string,
): Promise<RequesterDoc | null> {
  const own = await matchOwn(deps, organisation, contact);
  if (own !== null) return own;
  const others = (await deps.contacts.membersOf(contact)).filter((id) => id !== contact);
  const found = new Map<string, RequesterDoc>();
  for (const other of others) {
    const person = await matchOwn(deps, organisation, other);
    if (person !== null) found.set(person._id, person);
  }
  // Nothing is written for this contact: an undone merge takes the standing with it.
  return only([...found.values()]);
}

/** By what the contact itself proved. */
async function matchOwn(deps: RequesterDeps, organisation: string, contact: string): Promise<RequesterDoc | null> {
  const { requesters, contacts, policyOf, clock } = deps;
  const link = await requesters.linkOf(contact);
  if (link?.proof === 'link') {
    const linked = await requesters.find(link.requester);
    if (linked !== null && linked.org === organisation) return linked;
  }
  const found = new Map<string, RequesterDoc>();
  for (const proof of provenAddresses(await contacts.identitiesOf(contact), policyOf(organisation))) {
    const people =
      'mail' in proof
        ? await requesters.byMail(organisation, proof.mail)
        : await requesters.byPhone(organisation, proof.phoneKey);
    for (const person of people) found.set(person._id, person);
  }
  const person = only([...found.values()]);
  if (person !== null && link?.requester !== person._id)
    await requesters.link({
      ...{ _id: contact, org: organisation, contact, requester: person._id, proof: 'address', at: clock.now() },
    });
  return person;
}

/** Who is on the list comes before who was: a person who left and came back with a new line is one person. */
function only(people: readonly RequesterDoc[]): RequesterDoc | null {
  const current = people.filter(({ state }) => state !== 'inactive');
  const candidates = current.length > 0 ? current : people;
  return candidates.length === 1 ? (candidates[0] ?? null) : null;
}
