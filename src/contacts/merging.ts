import { randomUUID } from 'node:crypto';
import type { AuditActor } from '../contracts/audit.ts';
import type { ContactChoices, ContactMerge, ContactPair, MergeProof } from '../contracts/contact-desk.ts';
import type { Redacted } from '../contracts/redacted.ts';
import { AppError } from '../errors/app-error.ts';
import { effectIdOf } from '../storage/ids.ts';
import type { ContactMergeDoc } from '../storage/models/contact-merges.ts';
import { conflictsOf, type Pair, refusalOf } from './comparing.ts';
import type { ContactDeps } from './deps.ts';
import { createMergeSteps } from './merge-steps.ts';
import { personOf } from './person.ts';

/** What a merge is done by. */
export interface MergeAbout {
  /** Absent: a new one. The same again finds the first (P2). */
  readonly id?: string;
  readonly proof: MergeProof;
  /** `code`: values that differ stay as the kept contact has them, nobody has to choose. */
  readonly choices: ContactChoices;
  readonly reason: Redacted | null;
  readonly by: AuditActor;
}

/** Joins and splits contacts. */
export interface Merging {
  merge(organisation: string, pair: ContactPair, about: MergeAbout): Promise<ContactMerge>;
  /** Records that the two are different people; once more changes nothing. */
  dismiss(organisation: string, pair: ContactPair, by: AuditActor): Promise<void>;
  undo(
    organisation: string,
    mergeId: string,
    about: { readonly reason: Redacted | null; readonly by: AuditActor },
  ): Promise<ContactMerge>;
  /** Finishes or takes back what was left in the middle (P5); how many there were. `olderThanMs`: another process may be at it. */
  recover(olderThanMs?: number): Promise<number>;
}

/**
 * A merge is recorded, then it claims both contacts, then ONE write joins them: the joined contact points to the kept one.
 * Nothing else is changed: conversations, tickets, links to the list and consents stay with the contact that they came to,
 * so an undo, which is one write too, splits exactly what was joined, and what came since stays with its identity.
 */
export function createMerging(deps: ContactDeps): Merging {
  const { merges, audit, clock, logger } = deps;
  const { claimBoth, drop, finish, split, settle } = createMergeSteps(deps);

  return {
    async merge(organisation, pair, about) {
      const known = about.id === undefined ? null : await merges.find(about.id);
      if (known?.state === 'joined') return viewMerge(known);
      const found = await pairOf(deps, organisation, pair);
      await check(deps, found, about);
      // One that was dropped or undone stays as the record of that: joining again is a new merge.
      const again = known === null ? about : { ...about, id: randomUUID() };
      const doc = known?.state === 'joining' ? known : newMerge(organisation, found, again, clock.now());
      await record('contact.merge', doc, about);
      await merges.add(doc);
      if (!(await claimBoth(doc))) {
        await drop(doc);
        throw new AppError('CONTACT_MERGE_BUSY');
      }
      if (!(await merges.join(doc))) throw new AppError('CONTACT_MERGE_BUSY');
      return viewMerge(await finish(doc));
    },
    async dismiss(organisation, pair, by) {
      const found = await pairOf(deps, organisation, pair);
      const [kept, joined] = [found.kept.doc._id, found.joined.doc._id];
      if (kept === joined) throw new AppError('CONTACT_MERGE_REFUSED', { cause: 'same' });
      const id = effectIdOf('contactsApart', organisation, [kept, joined].sort().join('|'));
      const about = { id, proof: 'agent', choices: {}, reason: null, by } as const;
      const doc = { ...newMerge(organisation, found, about, clock.now()), state: 'apart' as const };
      await record('contact.apart', doc, about);
      await merges.add(doc);
    },
    async undo(organisation, mergeId, { reason, by }) {
      const doc = await merges.find(mergeId);
      if (doc === null || doc.org !== organisation) throw new AppError('CONTACT_MERGE_NOT_FOUND');
      if (doc.state !== 'joined') throw new AppError('CONTACT_MERGE_OVER');
      await record('contact.split', doc, { reason, by });
      const undone = { undoneBy: by, undoneReason: reason, undoneAt: clock.now() };
      const splitting = await merges.move(mergeId, 'joined', { state: 'splitting', ...undone });
      if (splitting === null) throw new AppError('CONTACT_MERGE_OVER');
      return viewMerge(await split(splitting));
    },
    async recover(olderThanMs = 0) {
      const limit = clock.now().getTime() - olderThanMs;
      const left = (await merges.unfinished()).filter(({ at, undoneAt }) => (undoneAt ?? at).getTime() <= limit);
      for (const doc of left)
        await settle(doc).catch((err: unknown) => {
          logger.error({ err, merge: doc._id }, 'a merge of contacts is not finished; the next start tries again');
        });
      return left.length;
    },
  };

  /** Both sides find it in the trail: the subject is the contact that is joined or split, the other one a fact. */
  function record(
    action: string,
    { _id, org, kept, contact }: ContactMergeDoc,
    { reason, by }: { readonly reason: Redacted | null; readonly by: AuditActor },
  ): Promise<void> {
    return audit.record({
      ...{ organisation: org, at: clock.now(), actor: by, action, subject: { kind: 'contact', id: contact } },
      ...(reason !== null && { reason }),
      facts: { merge: _id, kept },
    });
  }
}

async function pairOf(deps: ContactDeps, organisation: string, { kept, joined }: ContactPair): Promise<Pair> {
  const [keeper, other] = await Promise.all([personOf(deps, organisation, kept), personOf(deps, organisation, joined)]);
  return { kept: keeper, joined: other };
}

async function check(deps: ContactDeps, pair: Pair, { proof, choices }: MergeAbout): Promise<void> {
  const cause = await refusalOf(deps, pair);
  if (cause !== null) throw new AppError('CONTACT_MERGE_REFUSED', { cause });
  const open = conflictsOf(pair).filter(({ field }) => choices[field] === undefined);
  if (proof === 'agent' && open.length > 0)
    throw new AppError('CONTACT_CONFLICT', { fields: open.map(({ field }) => field).join(', ') });
}

/** The heads of the two people: whoever asks may name any contact of theirs. */
function newMerge(org: string, { kept, joined }: Pair, about: MergeAbout, at: Date): ContactMergeDoc {
  const { id = randomUUID(), proof, choices, reason, by } = about;
  return {
    ...{ _id: id, org, kept: kept.doc._id, contact: joined.doc._id, proof, choices, by, reason, at },
    ...{ state: 'joining', undoneBy: null, undoneReason: null, undoneAt: null },
  };
}

/** A merge as lists show it. */
export function viewMerge(doc: ContactMergeDoc): ContactMerge {
  const { _id: id, org: organisation, kept, contact: joined, proof, choices, by, reason, at } = doc;
  const { undoneBy, undoneReason, undoneAt } = doc;
  const undone = undoneBy && undoneAt ? { by: undoneBy, reason: undoneReason, at: undoneAt } : null;
  return { id, organisation, kept, joined, proof, choices, by, reason, at, undone };
}
