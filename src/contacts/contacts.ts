import type { ContactCard, ContactDesk } from '../contracts/contact-desk.ts';
import type { ContactMergeDoc } from '../storage/models/contact-merges.ts';
import { docsOf, type JointContact, jointConsents } from '../storage/repositories/joint-contact.ts';
import { previewOf } from './comparing.ts';
import { historyOf, ticketsOf } from './history.ts';
import { createMerging, type Merging, viewMerge } from './merging.ts';
import { readPlace, writePlace } from './paging.ts';
import { identitiesOf, personOf, standingsOf, viewOf } from './person.ts';
import { searchContacts } from './searching.ts';
import { type SuggestionDeps, suggestionsFor } from './suggestions.ts';

/** Merges that a card lists. */
const LISTED = 50;

/** People across channels: their card, their history, and how contacts are joined and split. */
export interface Contacts {
  readonly desk: ContactDesk;
  readonly merging: Merging;
}

/** Joins the stage. */
export function createContacts(deps: SuggestionDeps): Contacts {
  const { merges } = deps;
  const merging = createMerging(deps);
  const find = (organisation: string, id: string) => personOf(deps, organisation, id);
  return {
    merging,
    desk: {
      search: (organisation, filter) => searchContacts(deps, organisation, filter),
      card: async (organisation, id) => cardOf(deps, await find(organisation, id)),
      history: async (organisation, id, page) => historyOf(deps, await find(organisation, id), page),
      tickets: async (organisation, id, limit) => ticketsOf(deps, await find(organisation, id), limit),
      suggestions: async (organisation, id) => suggestionsFor(deps, await find(organisation, id)),
      async preview(organisation, { kept, joined }) {
        return previewOf(deps, { kept: await find(organisation, kept), joined: await find(organisation, joined) });
      },
      merge: (organisation, pair, about) => merging.merge(organisation, pair, { ...about, proof: 'agent' }),
      dismiss: merging.dismiss,
      undo: merging.undo,
      async merges(organisation, { contact, after, limit }) {
        const contacts =
          contact === undefined ? undefined : docsOf(await find(organisation, contact)).map(({ _id }) => _id);
        const before = after === undefined ? undefined : readPlace(after);
        const page = { limit: limit + 1, ...(contacts && { contacts }), ...(before && { before }) };
        const found = await merges.page(organisation, page);
        const items = found.slice(0, limit);
        const last = items.at(-1);
        const next = found.length > limit && last ? writePlace({ at: last.at, id: last._id }) : null;
        return { items: items.map(viewMerge), next };
      },
    },
  };
}

async function cardOf(deps: SuggestionDeps, person: JointContact): Promise<ContactCard> {
  const docs = docsOf(person);
  const contacts = docs.map(({ _id }) => _id);
  const made = await deps.merges.page(person.doc.org, { contacts, limit: LISTED });
  const holds = ({ state, contact }: ContactMergeDoc) => state === 'joined' && contacts.includes(contact);
  return {
    ...viewOf(person),
    createdAt: new Date(Math.min(...docs.map(({ createdAt }) => createdAt.getTime()))),
    isHeld: docs.some(({ heldAt }) => Boolean(heldAt)),
    consents: jointConsents(docs),
    contacts,
    identities: await identitiesOf(deps, docs),
    merges: made.filter(holds).map(viewMerge),
    standings: await standingsOf(deps, docs),
  };
}
