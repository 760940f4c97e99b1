import { timingSafeEqual } from 'node:crypto';
import type { CodeAsked, CodeTyped, ContactLinks, OneTimeCodes } from '../contracts/one-time-codes.ts';
import { isAppError } from '../errors/app-error.ts';
import { mailOf, phoneKeyOf, sendersOf } from '../policy/addresses.ts';
import { effectIdOf } from '../storage/ids.ts';
import type { ContactProofDoc } from '../storage/models/contact-proofs.ts';
import type { ContactProofRepository } from '../storage/repositories/contact-proofs.ts';
import type { CodeDelivery } from './code-delivery.ts';
import type { ContactDeps } from './deps.ts';
import type { Merging } from './merging.ts';

/** What linking works with beside the stage's own. */
export interface LinkingParts {
  readonly proofs: ContactProofRepository;
  readonly codes: OneTimeCodes;
  readonly delivery: CodeDelivery;
  readonly merging: Merging;
}

/** How long a code may be typed. */
export const CODE_MINUTES = 10;
const MINUTE_MS = 60_000;
/** Typed wrong so often, a code is over: one in 200,000 is guessed. */
const MOST_TRIES = 5;
/** Codes that one contact asks for, and that one address is sent, in an hour. */
const MOST_ASKED = 5;
const MOST_SENT = 3;
const HOUR_MS = 60 * MINUTE_MS;

/** Linking, and what a crash left of it. */
export interface Linking extends ContactLinks {
  /** Sends codes that are waited for and did not leave (P5); how many. `olderThanMs`: younger ones are under way somewhere. */
  recover(olderThanMs?: number): Promise<number>;
}

/**
 * Proving on one channel who one is on another: a code is sent there and typed here. What is answered never tells whether
 * somebody writes from an address.
 */
export function createLinking(deps: ContactDeps, parts: LinkingParts): Linking {
  const { contacts, policyOf, clock } = deps;
  const { proofs } = parts;
  return {
    isOffered: (organisation, channel) => vouching(policyOf(organisation).channels).some((name) => name !== channel),
    async ask(key, { organisation: org, contactId: contact, conversationId: conversation, address }) {
      const _id = effectIdOf('contactProof', org, key);
      const known = await proofs.find(_id);
      if (known !== null) return send(parts, known);
      const createdAt = clock.now();
      const found = await targetOf(deps, org, contact, address);
      const expiresAt = new Date(createdAt.getTime() + CODE_MINUTES * MINUTE_MS);
      const about = found ?? { identity: null, target: null };
      const doc: ContactProofDoc = {
        ...{ _id, org, contact, conversation, ...about, state: 'open', tries: [], usedBy: null },
        ...{ createdAt, expiresAt, sentAt: null },
      };
      await proofs.add(doc);
      return send(parts, doc);
    },
    async recover(olderThanMs = 0) {
      const now = clock.now();
      const limit = now.getTime() - olderThanMs;
      const left = (await proofs.unsent(now)).filter(({ createdAt }) => createdAt.getTime() <= limit);
      for (const doc of left) await send(parts, doc);
      return left.length;
    },
    answer: (key, about) => answer(deps, parts, key, about),
    async isProven(contact) {
      const used = await proofs.used(contact);
      if (used.length === 0) return false;
      const members = await contacts.membersOf(contact);
      // An undone merge takes the proof with it.
      return used.some(({ target }) => target !== null && members.includes(target));
    },
    membersOf: (contact) => contacts.membersOf(contact),
  };
}

/**
 * What follows once a proof is stored: it is counted with those that others store in the same moment, and only then sent.
 * Each step may be done again, so that a crash between them loses nothing.
 */
async function send({ proofs, delivery }: LinkingParts, doc: ContactProofDoc): Promise<CodeAsked> {
  const { _id, contact, conversation, target, createdAt } = doc;
  if (doc.state === 'limited') return 'limited';
  if (doc.state !== 'open' || doc.sentAt !== null) return 'asked';
  const since = new Date(createdAt.getTime() - HOUR_MS);
  if ((await proofs.countSince('contact', contact, since)) > MOST_ASKED) {
    await proofs.refuse(_id);
    return 'limited';
  }
  await proofs.supersede(conversation, _id);
  if (target === null) return 'asked';
  // Whoever is asked about often is left in peace; the answer is the same.
  if ((await proofs.countSince('target', target, since)) > MOST_SENT) await proofs.mute(_id);
  else await delivery.schedule(_id);
  return 'asked';
}

async function answer(
  deps: ContactDeps,
  { proofs, codes, merging }: LinkingParts,
  key: string,
  { organisation, contactId, conversationId, digest }: Parameters<ContactLinks['answer']>[1],
): Promise<CodeTyped> {
  const open = await proofs.current(conversationId, key);
  if (open === null || open.contact !== contactId || open.expiresAt <= deps.clock.now()) return 'over';
  if (digest === null) return 'unread';
  const tried = await proofs.countTry(open._id, key);
  if (tried === null) return 'over';
  const { proof, place } = tried;
  if (proof.state !== 'open' && proof.usedBy !== key) return 'over';
  // By its place among all tries: of many at the same time only the first ones are compared at all.
  if (place === 0 || place > MOST_TRIES) return 'over';
  const isRight = proof.target !== null && isSame(digest, codes.digestOf(conversationId, codes.codeOf(proof._id)));
  if (!isRight || proof.target === null) {
    if (place < MOST_TRIES) return 'wrong';
    await proofs.end(proof._id);
    return 'over';
  }
  if (proof.usedBy !== key && !(await proofs.use(proof._id, key))) return 'over';
  return join(merging, organisation, { id: proof._id, kept: proof.target, joined: contactId });
}

async function join(
  merging: Merging,
  organisation: string,
  { id, kept, joined }: { readonly id: string; readonly kept: string; readonly joined: string },
): Promise<CodeTyped> {
  try {
    const by = { kind: 'contact', id: joined } as const;
    await merging.merge(organisation, { kept, joined }, { id, proof: 'code', choices: {}, reason: null, by });
    return 'linked';
  } catch (error) {
    if (!isAppError(error, 'CONTACT_MERGE_REFUSED')) throw error;
    // An agent was faster; or the list knows two people, which only a person can put right.
    return error.details.cause === 'same' ? 'linked' : 'conflict';
  }
}

/** Who writes from an address on a channel that vouches for it; null: nobody, or whoever asks. */
async function targetOf({ contacts, policyOf }: ContactDeps, org: string, asker: string, address: string) {
  const policy = policyOf(org);
  const mail = mailOf(address);
  const phoneKey = phoneKeyOf(address, policy.organisation.locale);
  const senders = mail !== null ? [mail] : phoneKey !== null ? sendersOf({ phoneKey }) : [];
  const own = await contacts.membersOf(asker);
  for (const channel of vouching(policy.channels))
    for (const sender of senders) {
      const identity = `${org}|${channel}|${sender}`;
      const [target] = await contacts.behind([identity]);
      if (target !== undefined && !own.includes(target)) return { identity, target };
    }
  return null;
}

/** Channels that know people by their address; on others a sender's id proves nothing. */
function vouching(
  channels: Readonly<Record<string, { readonly enabled: boolean; readonly identity: string }>>,
): string[] {
  return Object.keys(channels).filter((name) => channels[name]?.enabled && channels[name]?.identity === 'address');
}

function isSame(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
