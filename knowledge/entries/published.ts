import type { CandidatePort } from '../../src/contracts/advice.ts';
import type { Link } from '../../src/contracts/envelope.ts';
import type { AnswerCautions, KnowledgeAnswer, KnowledgePort } from '../../src/contracts/knowledge.ts';
import type { Logger } from '../../src/contracts/logger.ts';
import type { Policy } from '../../src/contracts/policy.ts';
import type { SearchEngine } from '../../src/contracts/search.ts';
import { AppError } from '../../src/errors/app-error.ts';
import type { EntryDoc } from '../../src/storage/models/knowledge.ts';
import type { NewEntryEvent } from '../../src/storage/repositories/entry-events.ts';
import type { EntryLedger } from '../../src/storage/repositories/entry-ledger.ts';
import type { KnowledgeRepository } from '../../src/storage/repositories/knowledge.ts';
import { DuplicateFinder, type Similarity } from './duplicates.ts';
import { isAllowedLink } from './links.ts';
import { LiveIndex } from './live-index.ts';

/** What the published entries are kept from. */
export interface PublishedParts {
  readonly repository: KnowledgeRepository;
  readonly ledger: EntryLedger;
  readonly engine: SearchEngine;
  readonly policy: Policy;
  readonly logger: Logger;
  /** What people refused; without it nothing. */
  readonly cautions?: AnswerCautions;
}

/**
 * What this process knows of the published entries, and the only way to change entries: deeds go through `commit`, one
 * after another, so that answers never lag behind what this process stored.
 */
export class PublishedEntries implements Required<KnowledgePort> {
  readonly #parts: PublishedParts;
  readonly #org: string;
  readonly #live: LiveIndex;
  #revision = 0;
  #queue: Promise<unknown> = Promise.resolve();
  /** Built by the first publication; null after a reload. */
  #duplicates: DuplicateFinder | null = null;
  #linksDue: () => Promise<void> = async () => {};
  #published: ReadonlyMap<string, EntryDoc> = new Map();

  constructor(parts: PublishedParts) {
    this.#parts = parts;
    this.#org = parts.policy.organisation.code;
    this.#live = new LiveIndex(parts.engine, parts.cautions);
  }

  get revision(): number {
    return this.#revision;
  }

  /** Entries that may be sent. */
  get size(): number {
    return this.#live.size;
  }

  answer(question: string, options?: Parameters<KnowledgePort['answer']>[1]): KnowledgeAnswer {
    return this.#live.answer(question, options);
  }

  /** What may be sent, and the search by words alone: for whoever gives advice. */
  get candidates(): CandidatePort {
    return {
      revision: () => this.#revision,
      published: () => this.#live.published(),
      search: (question, limit) => this.#live.candidates(question, limit),
    };
  }

  current(links: readonly Link[]): readonly Link[] {
    return this.#live.current(links);
  }

  warm(): void {
    this.#live.warm();
  }

  /** Reads the published entries; their index is built by the first question, or by `warm`. */
  load(): Promise<void> {
    return this.inTurn(() => this.#load());
  }

  /** Reads again when another process changed something; true if so. */
  async refresh(): Promise<boolean> {
    const revision = await this.#parts.repository.revision(this.#org);
    if (revision === this.#revision) return false;
    await this.load();
    return true;
  }

  /** Runs a deed after those under way: what it reads stays so until it is stored, as far as this process goes. */
  inTurn<T>(work: () => Promise<T>): Promise<T> {
    const run = this.#queue.then(work);
    this.#queue = run.catch(() => undefined);
    return run;
  }

  /**
   * Stores deeds and changes the answers with them; to be called `inTurn`. What leaves publication is out of answers
   * first (P8). Resolves with the changed entries by id, and the ids that another process was faster with.
   */
  async commit(events: readonly NewEntryEvent[]): Promise<{ changed: Map<string, EntryDoc>; refused: Set<string> }> {
    const last = new Map(events.map((event) => [event.entry, event]));
    for (const { entry, state } of last.values()) if (state !== 'published') this.#live.withdraw(entry);
    try {
      const { appended, refused, revision } = await this.#parts.ledger.commit(this.#org, events);
      const docs = await this.#parts.repository.findMany(this.#org, [...new Set(appended.map(({ entry }) => entry))]);
      // One step is ours; more, and another process changed something too.
      if (refused.length > 0 || revision > this.#revision + 1) await this.#load();
      else this.#take(docs, revision);
      if (appended.some(({ checkLink }) => checkLink)) await this.#tellLinksDue();
      return {
        changed: new Map(docs.map((doc) => [doc.entry, doc])),
        refused: new Set(refused.map(({ entry }) => entry)),
      };
    } catch (error) {
      await this.#recover();
      throw error;
    }
  }

  /** Called after deeds that ask for a look at a link. */
  onLinksDue(listener: () => Promise<void>): void {
    this.#linksDue = listener;
  }

  /** Takes an entry out of answers at once, before anything is stored (P8). */
  withdraw(id: string): void {
    this.#live.withdraw(id);
  }

  /** Published entries that say nearly the same as this one. */
  similarTo(entry: Parameters<DuplicateFinder['similarTo']>[0]): Similarity[] {
    return this.duplicates().similarTo(entry);
  }

  /** What finds near-duplicates among the published entries. */
  duplicates(): DuplicateFinder {
    if (this.#duplicates) return this.#duplicates;
    const finder = new DuplicateFinder();
    for (const doc of this.#published.values()) finder.set({ ...doc, id: doc.entry });
    this.#duplicates = finder;
    return finder;
  }

  /** A published entry as this process knows it. Throws ENTRY_NOT_FOUND. */
  known(id: string): EntryDoc {
    const doc = this.#published.get(id);
    if (doc === undefined) throw new AppError('ENTRY_NOT_FOUND');
    return doc;
  }

  /** After a write that failed somewhere: what is in the log is carried out, and what was withdrawn in vain comes back. */
  async #recover(): Promise<void> {
    try {
      await this.#parts.ledger.repair(this.#org);
      await this.#load();
    } catch (err) {
      this.#parts.logger.error({ err }, 'entries could not be read again; the next start carries out what is left');
    }
  }

  /** What is due stands in the entries; a queue that does not answer makes no publication fail. */
  async #tellLinksDue(): Promise<void> {
    await this.#linksDue().catch((err: unknown) => this.#parts.logger.error({ err }, 'link check not scheduled'));
  }

  async #load(): Promise<void> {
    // The revision is read first: a change in between is read twice, never missed.
    const revision = await this.#parts.repository.revision(this.#org);
    const entries = await this.#parts.repository.published(this.#org);
    for (const entry of entries) this.#tellRefused(entry);
    this.#published = new Map(entries.map((entry) => [entry.entry, entry]));
    this.#duplicates = null;
    this.#live.replaceLater(entries.filter((entry) => this.#maySend(entry)));
    this.#revision = revision;
  }

  #take(docs: readonly EntryDoc[], revision: number): void {
    const published = new Map(this.#published);
    for (const doc of docs) {
      if (doc.state === 'published') published.set(doc.entry, doc);
      else published.delete(doc.entry);
      if (doc.state === 'published') this.#duplicates?.set({ ...doc, id: doc.entry });
      else this.#duplicates?.delete(doc.entry);
    }
    this.#published = published;
    const entries = this.#live.with(docs, (doc) => doc.state === 'published' && this.#maySend(doc));
    // The first entries come before the first question: the index is built once, when all are in.
    if (this.#live.size === 0) this.#live.replaceLater(entries);
    else this.#live.replace(entries);
    this.#revision = revision;
  }

  /** A host that the policy still allows (EXS-36), and a link that works. */
  #maySend(entry: EntryDoc): boolean {
    const works = entry.link?.state !== 'broken' && entry.link?.state !== 'unreachable';
    return works && this.#isAllowed(entry);
  }

  #isAllowed({ url }: EntryDoc): boolean {
    return url !== null && isAllowedLink(url, this.#parts.policy.knowledge.allowedHosts);
  }

  #tellRefused(entry: EntryDoc): void {
    if (this.#isAllowed(entry)) return;
    this.#parts.logger.warn({ entry: entry.entry }, 'entry left out: its host is not allowed any more');
  }
}
