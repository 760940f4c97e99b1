import type { Clock } from '../../src/contracts/clock.ts';
import {
  type EntryActor,
  type EntryChange,
  type EntryContent,
  type EntryDraft,
  type EntryLikeness,
  type EntryService,
  type EntryVersion,
  type EntryView,
  entryIdField,
  type FieldDiff,
  type SeenVersion,
  type SimilarEntry,
} from '../../src/contracts/knowledge-entries.ts';
import type { EntryDeed } from '../../src/contracts/knowledge-events.ts';
import { AppError } from '../../src/errors/app-error.ts';
import type { EntryDoc } from '../../src/storage/models/knowledge.ts';
import type { EntryEventLog } from '../../src/storage/repositories/entry-events.ts';
import type { KnowledgeRepository } from '../../src/storage/repositories/knowledge.ts';
import {
  type ContentRules,
  contentIn,
  contentOf,
  isSameContent,
  parseChange,
  parseDraft,
  refuseUnpublishable,
} from './content.ts';
import { eventOf } from './deeds.ts';
import { diffOf } from './diff.ts';
import type { Similarity } from './duplicates.ts';
import { freeId } from './entry-id.ts';
import { stateAfter } from './moves.ts';
import type { PublishedEntries } from './published.ts';
import { viewOf } from './view.ts';

/** What the service works with. */
export interface EntryServiceParts extends ContentRules {
  readonly repository: KnowledgeRepository;
  readonly log: EntryEventLog;
  readonly published: PublishedEntries;
  readonly clock: Clock;
}

/** What a deed makes of an entry. Null: nothing would change. */
type Deed = (doc: EntryDoc) => Promise<DeedOutcome | null> | DeedOutcome | null;

interface DeedOutcome {
  readonly deed: Exclude<EntryDeed, 'create' | 'linkBroken' | 'linkMended'>;
  readonly content: EntryContent;
  readonly duplicateOf?: string | null;
}

/** Times a deed is tried again when another process changed the entry and the caller did not say which version it saw. */
const MAX_TRIES = 50;

/** The life of one organisation's entries. */
export class StoredEntryService implements EntryService {
  readonly #parts: EntryServiceParts;
  readonly #org: string;

  constructor(parts: EntryServiceParts) {
    this.#parts = parts;
    this.#org = parts.policy.organisation.code;
  }

  create(draft: EntryDraft, by: EntryActor): Promise<EntryView> {
    return this.#parts.published.inTurn(async () => {
      const { id: wanted, ...fields } = parseDraft(draft, 'entry');
      const content = contentOf(fields, this.#parts, 'entry');
      const id = wanted ?? (await freeId(content.title, (ids) => this.#taken(ids)));
      const created = { id, version: 1, deed: 'create', state: 'draft', content, before: null } as const;
      const { changed } = await this.#parts.published.commit([eventOf(created, this.#about(by))]);
      const doc = changed.get(id);
      if (doc === undefined) throw new AppError('ENTRY_EXISTS', { id });
      return viewOf(doc);
    });
  }

  edit(id: string, change: EntryChange, by: EntryActor, seen: SeenVersion = {}): Promise<EntryView> {
    const wanted = parseChange(change, 'entry');
    return this.#do(id, { by, seen }, (doc) => {
      stateAfter('edit', doc.state);
      const content = contentOf({ ...contentIn(doc), ...wanted }, this.#parts, 'entry');
      if (isSameContent(content, contentIn(doc))) return null;
      if (doc.state === 'published') refuseUnpublishable(content, this.#parts, 'entry');
      return { deed: 'edit', content };
    });
  }

  publish(
    id: string,
    by: EntryActor,
    { confirmDuplicates = false, ...seen }: SeenVersion & { confirmDuplicates?: boolean } = {},
  ): Promise<EntryView> {
    return this.#do(id, { by, seen }, (doc) => {
      stateAfter('publish', doc.state);
      const content = contentIn(doc);
      refuseUnpublishable(content, this.#parts, id);
      const similar = this.#parts.published.similarTo({ ...doc, id });
      if (similar.length > 0 && !confirmDuplicates) {
        throw new AppError('ENTRY_DUPLICATE', { others: similar.map((one) => `${one.id} (${one.why})`).join(', ') });
      }
      return { deed: 'publish', content, duplicateOf: similar[0]?.id ?? null };
    });
  }

  archive(id: string, by: EntryActor, seen: SeenVersion = {}): Promise<EntryView> {
    this.#parts.published.withdraw(id);
    return this.#do(id, { by, seen }, (doc) => {
      stateAfter('archive', doc.state);
      return { deed: 'archive', content: contentIn(doc) };
    }).catch(async (error: unknown) => {
      // It stays published: what was withdrawn comes back.
      await this.#parts.published.load();
      throw error;
    });
  }

  restore(id: string, version: number, by: EntryActor, seen: SeenVersion = {}): Promise<EntryView> {
    return this.#do(id, { by, seen }, async (doc) => {
      const { content: then } = await this.#version(id, version);
      // The rules of today hold for what was said then.
      const content = contentOf(then, this.#parts, 'entry');
      if (doc.state === 'published') refuseUnpublishable(content, this.#parts, 'entry');
      return { deed: 'restore', content };
    });
  }

  review(id: string, reviewOn: string | null, by: EntryActor, seen: SeenVersion = {}): Promise<EntryView> {
    const change = parseChange({ reviewOn }, 'entry');
    return this.#do(id, { by, seen }, (doc) => ({
      deed: 'review',
      content: { ...contentIn(doc), ...change } as EntryContent,
    }));
  }

  async get(id: string): Promise<EntryView> {
    return viewOf(await this.#doc(id));
  }

  async similar(id: string): Promise<readonly SimilarEntry[]> {
    const doc = await this.#doc(id);
    return this.#named(this.#parts.published.similarTo({ ...doc, id }));
  }

  alike({ id = '', ...draft }: EntryLikeness): readonly SimilarEntry[] {
    return this.#named(this.#parts.published.similarTo({ ...draft, id }));
  }

  #named(found: readonly Similarity[]): SimilarEntry[] {
    return found.map((one) => {
      const { title, state } = this.#parts.published.known(one.id);
      return { ...one, title, state };
    });
  }

  async history(id: string): Promise<readonly EntryVersion[]> {
    await this.#doc(id);
    const events = await this.#parts.log.versions(this.#org, id);
    return events.flatMap(({ version, at, deed, agent: agentId, how, state, content }) =>
      content === null ? [] : [{ version, at, deed, agentId, how, state, content }],
    );
  }

  async diff(id: string, from: number, to: number): Promise<readonly FieldDiff[]> {
    const [before, after] = [await this.#version(id, from), await this.#version(id, to)];
    return diffOf(before.content, after.content, { from: `version ${from}`, to: `version ${to}` });
  }

  async list(filter: Parameters<EntryService['list']>[0]): ReturnType<EntryService['list']> {
    const docs = await this.#parts.repository.page(this.#org, filter);
    const next = docs.length < filter.limit ? null : (docs.at(-1)?.order ?? null);
    return { items: docs.map(viewOf), next };
  }

  async dueForReview(limit: number): Promise<readonly EntryView[]> {
    const { timeZone } = this.#parts.policy.organisation;
    // Swedish writes dates as ISO 8601 does.
    const today = new Intl.DateTimeFormat('sv', { timeZone }).format(this.#parts.clock.now());
    return (await this.#parts.repository.dueReviews(this.#org, today, limit)).map(viewOf);
  }

  async brokenLinks(limit: number): Promise<readonly EntryView[]> {
    return (await this.#parts.repository.withLink(this.#org, ['broken', 'unreachable'], limit)).map(viewOf);
  }

  /** Reads the entry, decides, stores; again when another process was faster. */
  #do(id: string, { by, seen }: { by: EntryActor; seen: SeenVersion }, decide: Deed): Promise<EntryView> {
    return this.#parts.published.inTurn(async () => {
      for (let tries = 1; ; tries++) {
        const doc = await this.#doc(id);
        if (seen.version !== undefined && seen.version !== doc.version) throw changed(doc.version);
        const outcome = await decide(doc);
        if (outcome === null) return viewOf(doc);
        const state = stateAfter(outcome.deed, doc.state);
        const event = eventOf({ ...outcome, id, state, version: doc.version + 1, before: doc }, this.#about(by));
        const done = (await this.#parts.published.commit([event])).changed.get(id);
        if (done !== undefined) return viewOf(done);
        if (seen.version !== undefined || tries === MAX_TRIES) throw changed(doc.version + 1);
      }
    });
  }

  #about(by: EntryActor) {
    return { by, org: this.#org, at: this.#parts.clock.now() };
  }

  async #doc(id: string): Promise<EntryDoc> {
    const doc = entryIdField.safeParse(id).success ? await this.#parts.repository.find(this.#org, id) : null;
    if (doc === null) throw new AppError('ENTRY_NOT_FOUND');
    return doc;
  }

  async #version(id: string, version: number): Promise<EntryVersion> {
    const found = (await this.history(id)).find((one) => one.version === version);
    if (found === undefined) throw new AppError('ENTRY_VERSION_UNKNOWN', { version });
    return found;
  }

  async #taken(ids: readonly string[]): Promise<Set<string>> {
    return new Set((await this.#parts.repository.findMany(this.#org, ids)).map(({ entry }) => entry));
  }
}

function changed(version: number): AppError {
  return new AppError('ENTRY_CHANGED', { version });
}
