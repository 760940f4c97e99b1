import type { ContactMergeDoc } from '../storage/models/contact-merges.ts';
import type { ContactDeps } from './deps.ts';

/** The writes of a merge and of its undo, each of which may be done again. */
export interface MergeSteps {
  /** Takes both contacts for this merge; false: another merge has one of them. */
  claimBoth(doc: ContactMergeDoc): Promise<boolean>;
  /** Ends a merge whose one write is done. */
  finish(doc: ContactMergeDoc): Promise<ContactMergeDoc>;
  /** Takes a merge back whose one write is not done. */
  drop(doc: ContactMergeDoc): Promise<void>;
  split(doc: ContactMergeDoc): Promise<ContactMergeDoc>;
  /** Finishes or takes back what was left in the middle. */
  settle(doc: ContactMergeDoc): Promise<void>;
}

/** A merge that holds a contact for longer than this was left by a process that died. */
const STALE_MS = 30_000;

/** Makes the steps. */
export function createMergeSteps({
  merges,
  contacts,
  clock,
}: Pick<ContactDeps, 'merges' | 'contacts' | 'clock'>): MergeSteps {
  /** Whether the merge that had a contact was left by a process that died, and is settled now. */
  async function isFreed(contact: string): Promise<boolean> {
    const claim = await merges.claimOf(contact);
    const holder = claim === null ? null : await merges.find(claim);
    if (holder === null || holder.at.getTime() > clock.now().getTime() - STALE_MS) return false;
    await settle(holder);
    return true;
  }

  /** Where a crash fell tells the one write: joined is finished, anything before it is taken back. */
  async function settle(doc: ContactMergeDoc): Promise<void> {
    if (doc.state === 'splitting') await split(doc);
    else if ((await contacts.find(doc.contact))?.joint?.merge === doc._id) await finish(doc);
    else await drop(doc);
  }

  async function finish(doc: ContactMergeDoc): Promise<ContactMergeDoc> {
    const joined = await merges.move(doc._id, 'joining', { state: 'joined' });
    await merges.release(doc.kept, doc._id);
    await contacts.forgetPerson(doc.kept);
    return joined ?? { ...doc, state: 'joined' };
  }

  async function drop(doc: ContactMergeDoc): Promise<void> {
    await merges.move(doc._id, 'joining', { state: 'dropped' });
    for (const contact of [doc.kept, doc.contact]) await merges.release(contact, doc._id);
  }

  async function split(doc: ContactMergeDoc): Promise<ContactMergeDoc> {
    // While they are still one: afterwards nobody knows whose cards were made of both.
    const members = await contacts.membersOf(doc.contact);
    await merges.split(doc);
    for (const member of members) contacts.forget(member);
    return (await merges.move(doc._id, 'splitting', { state: 'split' })) ?? { ...doc, state: 'split' };
  }

  return {
    ...{ finish, drop, split, settle },
    /** In the order of their ids, so that of two merges of the same contacts one gets both. */
    async claimBoth(doc) {
      for (const contact of [doc.kept, doc.contact].sort()) {
        const joins = contact === doc.kept;
        if (await merges.claim(contact, doc._id, joins)) continue;
        if (!(await isFreed(contact)) || !(await merges.claim(contact, doc._id, joins))) return false;
      }
      return true;
    },
  };
}
