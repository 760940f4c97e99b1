import type { Clock } from '../../src/contracts/clock.ts';
import type { Link } from '../../src/contracts/envelope.ts';
import type { KnowledgeAdminPort, KnowledgeAnswer, KnowledgePort } from '../../src/contracts/knowledge.ts';
import type { Logger } from '../../src/contracts/logger.ts';
import type { Policy } from '../../src/contracts/policy.ts';
import type { KnowledgeRecorder } from '../../src/contracts/ports.ts';
import type { SearchEngine } from '../../src/contracts/search.ts';
import { AppError } from '../../src/errors/app-error.ts';
import type { EntryDoc, EntryState } from '../../src/storage/models/knowledge.ts';
import { entryIdOf, type KnowledgeRepository, orderOf } from '../../src/storage/repositories/knowledge.ts';
import { createAdmin } from './admin.ts';
import { LiveIndex } from './live-index.ts';
import { type EntryInput, isAllowedLink, parseEntry } from './schema.ts';

/** What the knowledge base is built from. */
export interface KnowledgeBaseParts {
  readonly repository: KnowledgeRepository;
  readonly engine: SearchEngine;
  readonly policy: Policy;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** What an import did. Entries that say what is stored already are left alone. */
export interface ImportReport {
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  /** Revision of the knowledge base after the import. */
  readonly revision: number;
}

/** How imported entries arrive. */
export interface ImportOptions {
  /** Agent id, or a word for a machine (`samples`, `cli`). */
  readonly author: string;
  readonly state?: EntryState;
}

/** One organisation's knowledge base: entries, their index, and what was asked in vain. */
export interface KnowledgeBase extends Required<KnowledgePort> {
  /** Reads the published entries; the first answer, or `warm`, builds the index. To be awaited once before the first answer. */
  load(): Promise<void>;
  /** Builds the index if it is not built (some 0.1 s), so that no question waits for it. */
  warm(): void;
  /** Looks whether another process changed the entries; true when they were read again. */
  refresh(): Promise<boolean>;
  /** All entries are valid and are stored, or none: throws ENTRY_INVALID, ENTRY_HOST_REFUSED. */
  importEntries(inputs: readonly unknown[], options: ImportOptions): Promise<ImportReport>;
  /** Imports the samples when there is no entry at all; returns how many were imported. */
  seedIfEmpty(samples: () => readonly unknown[] | Promise<readonly unknown[]>): Promise<number>;
  /** An entry in any state. Throws ENTRY_NOT_FOUND. */
  get(id: string): Promise<EntryDoc>;
  /** Throws ENTRY_NOT_FOUND. */
  publish(id: string): Promise<EntryDoc>;
  /** Its link is out of answers before this resolves. Throws ENTRY_NOT_FOUND. */
  archive(id: string): Promise<EntryDoc>;
  readonly admin: KnowledgeAdminPort;
  readonly recorder: KnowledgeRecorder;
  /** For health: revision and number of entries that the index was built from. */
  status(): { readonly revision: number; readonly entries: number };
}

/** Makes the knowledge base of the policy's organisation. */
export function createKnowledgeBase(parts: KnowledgeBaseParts): KnowledgeBase {
  return new StoredKnowledgeBase(parts);
}

class StoredKnowledgeBase implements KnowledgeBase {
  readonly admin: KnowledgeAdminPort;
  readonly recorder: KnowledgeRecorder;
  readonly #parts: KnowledgeBaseParts;
  readonly #org: string;
  readonly #live: LiveIndex;
  #revision = 0;
  /** Changes run one after another, so that the index never goes back to an older state. */
  #queue: Promise<unknown> = Promise.resolve();

  constructor(parts: KnowledgeBaseParts) {
    this.#parts = parts;
    this.#org = parts.policy.organisation.code;
    this.#live = new LiveIndex(parts.engine);
    const { admin, recorder } = createAdmin(parts);
    this.admin = admin;
    this.recorder = recorder;
  }

  answer(question: string, options?: Parameters<KnowledgePort['answer']>[1]): KnowledgeAnswer {
    return this.#live.answer(question, options);
  }

  current(links: readonly Link[]): readonly Link[] {
    return this.#live.current(links);
  }

  status(): { revision: number; entries: number } {
    return { revision: this.#revision, entries: this.#live.size };
  }

  load(): Promise<void> {
    return this.#inTurn(async () => {
      // The revision is read first: a change in between is read twice, never missed.
      const revision = await this.#parts.repository.revision(this.#org);
      const entries = await this.#parts.repository.published(this.#org);
      this.#live.replaceLater(entries.filter((entry) => this.#mayBeSent(entry)));
      this.#revision = revision;
    });
  }

  warm(): void {
    this.#live.warm();
  }

  async refresh(): Promise<boolean> {
    const revision = await this.#parts.repository.revision(this.#org);
    if (revision === this.#revision) return false;
    await this.load();
    return true;
  }

  async importEntries(inputs: readonly unknown[], options: ImportOptions): Promise<ImportReport> {
    const wanted = inputs.map((input, index) => parseEntry(input, `entries[${index}]`, this.#parts.policy));
    refuseRepeats(wanted);
    return this.#inTurn(async () => {
      const ids = wanted.map((entry) => entry.id);
      const found = await this.#parts.repository.findMany(this.#org, ids);
      const stored = new Map(found.map((entry) => [entry.entry, entry]));
      const docs = wanted.map((entry) => this.#docOf(entry, options, stored.get(entry.id)));
      const changed = docs.filter((doc) => !isSame(doc, stored.get(doc.entry)));
      if (changed.length > 0) await this.#save(changed);
      const created = changed.filter((doc) => !stored.has(doc.entry)).length;
      const counts = { created, updated: changed.length - created, unchanged: docs.length - changed.length };
      return { ...counts, revision: this.#revision };
    });
  }

  async seedIfEmpty(samples: () => readonly unknown[] | Promise<readonly unknown[]>): Promise<number> {
    if (!(await this.#parts.repository.isEmpty(this.#org))) return 0;
    const { created } = await this.importEntries(await samples(), { author: 'samples' });
    this.#parts.logger.info({ entries: created }, 'sample knowledge imported');
    return created;
  }

  async get(id: string): Promise<EntryDoc> {
    const entry = await this.#parts.repository.find(this.#org, id);
    if (entry === null) throw new AppError('ENTRY_NOT_FOUND');
    return entry;
  }

  async publish(id: string): Promise<EntryDoc> {
    const { url } = await this.get(id);
    const { allowedHosts } = this.#parts.policy.knowledge;
    if (!isAllowedLink(url, allowedHosts)) {
      throw new AppError('ENTRY_HOST_REFUSED', { host: new URL(url).host, allowed: allowedHosts.join(', ') });
    }
    return this.#move(id, 'published');
  }

  async archive(id: string): Promise<EntryDoc> {
    this.#live.withdraw(id);
    try {
      return await this.#move(id, 'archived');
    } catch (error) {
      // The store still has it published: what was withdrawn comes back, if the store can be read.
      await this.load().catch(() => undefined);
      throw error;
    }
  }

  #move(id: string, state: EntryState): Promise<EntryDoc> {
    return this.#inTurn(async () => {
      const at = this.#parts.clock.now();
      const moved = await this.#parts.repository.setState(this.#org, id, { state, at });
      if (moved === null) throw new AppError('ENTRY_NOT_FOUND');
      this.#live.replace(this.#live.with([moved.entry]));
      this.#revision = moved.revision;
      return moved.entry;
    });
  }

  async #save(changed: readonly EntryDoc[]): Promise<void> {
    for (const doc of changed) if (doc.state !== 'published') this.#live.withdraw(doc.entry);
    this.#revision = await this.#parts.repository.save(this.#org, changed);
    const published = this.#live.with(changed);
    // The first entries come before the first question: the index is built once, when all are in.
    if (this.#live.size === 0) this.#live.replaceLater(published);
    else this.#live.replace(published);
  }

  #docOf(entry: EntryInput, options: ImportOptions, stored: EntryDoc | undefined): EntryDoc {
    const at = this.#parts.clock.now();
    const { id, ...fields } = entry;
    return {
      _id: entryIdOf(this.#org, id),
      org: this.#org,
      entry: id,
      ...fields,
      state: options.state ?? 'published',
      author: stored?.author ?? options.author,
      createdAt: stored?.createdAt ?? at,
      updatedAt: at,
      order: orderOf(at, id),
    };
  }

  /** The policy may have changed since the entry was stored (EXS-36). */
  #mayBeSent(entry: EntryDoc): boolean {
    const isAllowed = isAllowedLink(entry.url, this.#parts.policy.knowledge.allowedHosts);
    if (!isAllowed) this.#parts.logger.warn({ entry: entry.entry }, 'entry left out: its host is not allowed any more');
    return isAllowed;
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const run = this.#queue.then(work);
    this.#queue = run.catch(() => undefined);
    return run;
  }
}

function refuseRepeats(entries: readonly EntryInput[]): void {
  const seen = new Set<string>();
  for (const [index, { id }] of entries.entries()) {
    if (seen.has(id)) throw new AppError('ENTRY_INVALID', { path: `entries[${index}].id`, problem: 'the id repeats' });
    seen.add(id);
  }
}

function isSame(doc: EntryDoc, stored: EntryDoc | undefined): boolean {
  if (stored === undefined) return false;
  const content = ({ updatedAt: _updatedAt, order: _order, ...rest }: EntryDoc) => JSON.stringify(sorted(rest));
  return content(doc) === content(stored);
}

function sorted(fields: object): [string, unknown][] {
  return Object.entries(fields).sort(([one], [other]) => (one < other ? -1 : 1));
}
