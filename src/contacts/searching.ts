import type { ContactLine } from '../contracts/contact-desk.ts';
import type { Page } from '../contracts/conversation.ts';
import { foldName, mailOf, type ProvenAddress, phoneKeyOf, sendersOf } from '../policy/addresses.ts';
import type { ContactDoc } from '../storage/models/contacts.ts';
import { docsOf, type JointContact } from '../storage/repositories/joint-contact.ts';
import type { ContactDeps } from './deps.ts';
import { readPlace, writePlace } from './paging.ts';
import { lineOf } from './person.ts';

/** Contacts that one search looks through at most; a name that is older is found by the next page. */
const LOOKED_THROUGH = 2_000;
const BATCH = 200;

/** Which page of whom. */
export interface ContactSearch {
  readonly text?: string;
  readonly after?: string;
  readonly limit: number;
}

/** People, newest first; by a part of their name, address or number, or by a whole address that they write from. */
export async function searchContacts(
  deps: ContactDeps,
  org: string,
  search: ContactSearch,
): Promise<Page<ContactLine>> {
  const wanted = foldName(search.text ?? '');
  const found = new Map<string, JointContact>();
  if (search.after === undefined)
    for (const person of await byAddress(deps, org, search.text ?? '')) found.set(person.doc._id, person);
  let before = search.after === undefined ? undefined : readPlace(search.after);
  let looked = 0;
  for (let isMore = true; isMore; ) {
    const page = await deps.contacts.heads(org, { limit: BATCH, ...(before && { before }) });
    for (const doc of page) {
      if (found.size >= search.limit) break;
      before = { at: doc.createdAt, id: doc._id };
      const person = doc.joins ? await deps.contacts.personOf(doc._id) : { doc, joined: [] };
      if (person !== null && docsOf(person).some((one) => matches(one, wanted))) found.set(doc._id, person);
    }
    looked += page.length;
    isMore = page.length === BATCH && found.size < search.limit && looked < LOOKED_THROUGH;
  }
  const hasNext = before !== undefined && (await deps.contacts.heads(org, { limit: 1, before })).length > 0;
  const items: ContactLine[] = [];
  for (const person of found.values()) items.push(await lineOf(deps, person));
  return { items, next: hasNext && before !== undefined ? writePlace(before) : null };
}

function matches({ name, email, phone, organisation }: ContactDoc, wanted: string): boolean {
  if (wanted === '') return true;
  const digits = wanted.replace(/[\s().+-]/g, '');
  if (/^\d{4,}$/.test(digits) && (phone ?? '').replace(/\D/g, '').includes(digits)) return true;
  return [name, email, phone, organisation].some((value) => value !== null && foldName(value).includes(wanted));
}

async function byAddress({ contacts, policyOf }: ContactDeps, org: string, text: string): Promise<JointContact[]> {
  const policy = policyOf(org);
  const [mail, phoneKey] = [mailOf(text), phoneKeyOf(text, policy.organisation.locale)];
  const addresses: ProvenAddress[] = [
    ...(mail === null ? [] : [{ mail }]),
    ...(phoneKey === null ? [] : [{ phoneKey }]),
  ];
  const channels = [...Object.keys(policy.channels), 'portal'];
  const senders = addresses.flatMap((address) => [...sendersOf(address)]);
  const ids = await contacts.behind(
    channels.flatMap((channel) => senders.map((sender) => `${org}|${channel}|${sender}`)),
  );
  const people = await Promise.all(ids.map((id) => contacts.personOf(id)));
  return people.flatMap((person) => (person === null ? [] : [person]));
}
