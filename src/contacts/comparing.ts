import { type ContactConflict, contactFields, type MergePreview } from '../contracts/contact-desk.ts';
import { foldName } from '../policy/addresses.ts';
import { docsOf, type JointContact, jointView } from '../storage/repositories/joint-contact.ts';
import type { ContactDeps } from './deps.ts';
import { lineOf, standingsOf } from './person.ts';

/** Tickets that are counted for a preview; more are not told apart. */
const COUNTED = 200;

/** Two people side by side. */
export interface Pair {
  readonly kept: JointContact;
  readonly joined: JointContact;
}

/** Fields in which two contacts differ; case and accents are no difference. */
export function conflictsOf({ kept, joined }: Pair): ContactConflict[] {
  const [mine, theirs] = [jointView(kept), jointView(joined)];
  return contactFields.flatMap((field) => {
    const [a, b] = [mine[field], theirs[field]];
    return a === null || b === null || foldName(a) === foldName(b) ? [] : [{ field, kept: a, joined: b }];
  });
}

/**
 * Why two contacts may not be joined at all. Two lines of the list are two people who may open tickets for two customers:
 * whoever thinks otherwise mends the list first.
 */
export async function refusalOf(
  deps: Pick<ContactDeps, 'lineOf' | 'policyOf'>,
  { kept, joined }: Pair,
): Promise<MergePreview['refused']> {
  if (kept.doc._id === joined.doc._id) return 'same';
  const [mine, theirs] = await Promise.all([standingsOf(deps, docsOf(kept)), standingsOf(deps, docsOf(joined))]);
  const isOther = theirs.some(({ id }) => !mine.some((line) => line.id === id));
  return mine.length > 0 && isOther ? 'requesters' : null;
}

/** What a merge would do, for people to look at before. */
export async function previewOf(deps: ContactDeps, pair: Pair): Promise<MergePreview> {
  const [kept, joined, refused, ...counts] = await Promise.all([
    lineOf(deps, pair.kept),
    lineOf(deps, pair.joined),
    refusalOf(deps, pair),
    countsOf(deps, pair.kept),
    countsOf(deps, pair.joined),
  ]);
  const [mine, theirs] = counts;
  return {
    ...{ kept, joined, refused, conflicts: refused === 'same' ? [] : conflictsOf(pair) },
    counts: {
      identities: kept.identities.length + joined.identities.length,
      conversations: mine.conversations + theirs.conversations,
      tickets: mine.tickets + theirs.tickets,
    },
  };
}

async function countsOf({ conversations, tickets }: ContactDeps, person: JointContact) {
  const counts = { conversations: 0, tickets: 0 };
  for (const { _id, org } of docsOf(person)) {
    counts.conversations += (await conversations.ofContact(_id)).length;
    const { items } = await tickets.list({ organisation: org, contactId: _id, limit: COUNTED });
    counts.tickets += items.length;
  }
  return counts;
}
