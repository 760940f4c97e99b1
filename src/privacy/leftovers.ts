import type { ContactProofDoc } from '../storage/models/contact-proofs.ts';
import type { AnyDoc } from '../storage/repositories/personal-data.ts';
import type { PrivacyDeps } from './deps.ts';
import type { Counts } from './eraser.ts';

/** One batch of the daily run: how far it came (null = the step is over), and what went. */
export interface Batch {
  readonly after: string | null;
  readonly counts: Counts;
}

/** Runs one batch of a step from where the last one ended. `dry`: changes nothing. */
export type RunBatch = (deps: PrivacyDeps, at: { after: string; at: Date; dry: boolean }) => Promise<Batch>;

/** Documents that a batch reads. */
export const BATCH = 25;
const DAY = 86_400_000;
/** The limits of codes look back an hour. */
const PROOF_DAYS = 1;
/** No reply is tried again after so long. */
const DELIVERY_DAYS = 30;

/**
 * What serves nothing any more after a while, whatever the policy keeps: codes that were never typed, and which parts of
 * replies a connector took. A proof that was used stays as long as its contact: it says that who writes proved it.
 */
export const leftovers: Readonly<Record<'proofs' | 'deliveries', RunBatch>> = {
  proofs: leftoverOf('contact_proofs', PROOF_DAYS, (doc, { organisation, before }) => {
    const { org, state, expiresAt } = doc as unknown as ContactProofDoc;
    return org === organisation && state !== 'used' && expiresAt < before;
  }),
  deliveries: leftoverOf('bot_deliveries', DELIVERY_DAYS, ({ at }, { before }) => (at as Date) < before),
};

function leftoverOf(
  collection: string,
  days: number,
  isLeft: (doc: AnyDoc, than: { readonly organisation: string; readonly before: Date }) => boolean,
): RunBatch {
  return async ({ data, policy }, { after, at, dry }) => {
    const page = await data.page<AnyDoc>(collection, after, BATCH);
    const than = { organisation: policy.organisation.code, before: new Date(at.getTime() - days * DAY) };
    const ids = page.filter((doc) => isLeft(doc, than)).map(({ _id }) => _id);
    // Nobody's data goes by it that anybody would look for: it is not counted.
    if (!dry) await data.delete(collection, ids);
    return { after: page.length < BATCH ? null : (page.at(-1)?._id ?? null), counts: {} };
  };
}
