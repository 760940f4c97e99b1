import type { EntryEvent } from '../../src/contracts/knowledge-events.ts';
import type { Policy } from '../../src/contracts/policy.ts';
import type { EntryVerification, QuotaReason, QuotaVerdict } from '../../src/contracts/quota.ts';

/** The policy's rule. */
export type QuotaRule = NonNullable<Policy['knowledge']['quota']>;

/** One entry's life, as far as the count needs it. */
interface EntryLife {
  readonly author: string;
  readonly how: EntryEvent['how'];
  readonly isByPerson: boolean;
  readonly published: EntryEvent | null;
  readonly isUndone: boolean;
}

const DAY_MS = 86_400_000;

/**
 * The verdict on every event, in the order of the log (EXS-39, AMB-09): an entry counts once, when it is published for
 * the first time, for the person who wrote it. Pure: the same log, rule and verifications give the same verdicts.
 */
export function verdictsOf(
  events: readonly EntryEvent[],
  rule: QuotaRule,
  verifications: readonly EntryVerification[] = [],
): QuotaVerdict[] {
  const ordered = [...events].sort((one, other) => one.seq - other.seq);
  const lives = livesOf(ordered, rule);
  const rejected = rejectedEntries(verifications);
  const contents = new PublishedContents(lives);
  return ordered.map((event) => {
    const life = lives.get(event.entryId);
    const author = life?.author ?? event.agentId;
    const reason = life ? reasonOf(event, life, { rule, rejected, lives, contents }) : 'notAPublication';
    contents.see(event);
    return { seq: event.seq, entryId: event.entryId, agentId: author, at: event.at, reason };
  });
}

/** The entries whose latest verification rejects them. */
export function rejectedEntries(verifications: readonly EntryVerification[]): ReadonlySet<string> {
  return new Set([...latestVerifications(verifications).values()].filter(isRejection).map(({ entryId }) => entryId));
}

/** The verification that holds for each entry. */
export function latestVerifications(verifications: readonly EntryVerification[]): Map<string, EntryVerification> {
  const latest = new Map<string, EntryVerification>();
  for (const one of verifications) {
    const known = latest.get(one.entryId);
    const isLater = !known || one.at > known.at || (one.at.getTime() === known.at.getTime() && one.id > known.id);
    if (isLater) latest.set(one.entryId, one);
  }
  return latest;
}

/** Whether a deed was done by somebody of the desk, not by the product itself nor by its operator. */
export function isByPerson({ agentId, how }: Pick<EntryEvent, 'agentId' | 'how'>): boolean {
  return agentId !== 'system' && agentId !== 'operator' && how !== 'job' && how !== 'seed';
}

interface Facts {
  readonly rule: QuotaRule;
  readonly rejected: ReadonlySet<string>;
  readonly lives: ReadonlyMap<string, EntryLife>;
  readonly contents: PublishedContents;
}

function reasonOf(event: EntryEvent, life: EntryLife, facts: Facts): QuotaReason {
  if (event.deed !== 'publish') return 'notAPublication';
  if (life.published?.seq !== event.seq) return 'publishedBefore';
  if (!life.isByPerson) return 'notAPerson';
  if (!(facts.rule.ways as readonly string[]).includes(life.how)) return 'wayNotCounted';
  if (life.isUndone) return 'undone';
  if (event.duplicateOf !== null && !facts.lives.get(event.duplicateOf)?.isUndone) return 'duplicate';
  if (facts.contents.hasElsewhere(event)) return 'sameContent';
  return facts.rejected.has(event.entryId) ? 'rejected' : 'counted';
}

function livesOf(events: readonly EntryEvent[], rule: QuotaRule): Map<string, EntryLife> {
  const byEntry = new Map<string, EntryEvent[]>();
  for (const event of events) {
    const known = byEntry.get(event.entryId);
    if (known) known.push(event);
    else byEntry.set(event.entryId, [event]);
  }
  return new Map([...byEntry].map(([entryId, own]) => [entryId, lifeOf(own, rule)]));
}

/** Who wrote it decides; what the product drafted is the work of the person who published it first. */
function lifeOf(own: readonly EntryEvent[], rule: QuotaRule): EntryLife {
  const published = own.find(({ deed }) => deed === 'publish') ?? null;
  const created = own.find(({ deed }) => deed === 'create');
  const isSeed = created?.how === 'seed';
  const origin = created && (isSeed || isByPerson(created)) ? created : (published ?? created ?? own[0]);
  if (!origin) throw new RangeError('An entry has at least one event.');
  const byPerson = isByPerson(origin);
  const isUndone = byPerson && published !== null && wasUndone(own, published, { author: origin.agentId, rule });
  return { author: origin.agentId, how: origin.how, isByPerson: byPerson, published, isUndone };
}

/** AMB-09: its author took it back within the policy's days, and nobody published it again. */
function wasUndone(
  own: readonly EntryEvent[],
  published: EntryEvent,
  { author, rule }: { author: string; rule: QuotaRule },
): boolean {
  const until = published.at.getTime() + rule.undoneWithinDays * DAY_MS;
  let undone = false;
  for (const { seq, deed, agentId, at } of own) {
    if (seq <= published.seq) continue;
    if (deed === 'publish') undone = false;
    if (deed === 'archive') undone = undone || (agentId === author && at.getTime() <= until);
  }
  return undone;
}

/** Which contents were in the base under which entries, as far as the log was read. */
class PublishedContents {
  readonly #lives: ReadonlyMap<string, EntryLife>;
  readonly #byHash = new Map<string, Set<string>>();
  readonly #seenPublished = new Set<string>();

  constructor(lives: ReadonlyMap<string, EntryLife>) {
    this.#lives = lives;
  }

  see({ entryId, deed, contentHash }: EntryEvent): void {
    if (deed === 'publish') this.#seenPublished.add(entryId);
    if (!this.#seenPublished.has(entryId) || this.#lives.get(entryId)?.isUndone) return;
    const entries = this.#byHash.get(contentHash) ?? new Set();
    this.#byHash.set(contentHash, entries.add(entryId));
  }

  hasElsewhere({ entryId, contentHash }: EntryEvent): boolean {
    const entries = this.#byHash.get(contentHash);
    return entries !== undefined && (entries.size > 1 || !entries.has(entryId));
  }
}

function isRejection({ verdict }: EntryVerification): boolean {
  return verdict === 'rejected';
}
