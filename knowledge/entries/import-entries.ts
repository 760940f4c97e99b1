import type { Clock } from '../../src/contracts/clock.ts';
import type { EntryActor, EntryContent, EntryState } from '../../src/contracts/knowledge-entries.ts';
import { AppError } from '../../src/errors/app-error.ts';
import type { EntryDoc } from '../../src/storage/models/knowledge.ts';
import type { NewEntryEvent } from '../../src/storage/repositories/entry-events.ts';
import type { KnowledgeRepository } from '../../src/storage/repositories/knowledge.ts';
import { type ContentRules, contentIn, contentOf, isSameContent, parseDraft, refuseUnpublishable } from './content.ts';
import { type DeedOn, eventOf } from './deeds.ts';
import type { PublishedEntries } from './published.ts';

/** What an import works with. */
export interface ImportParts extends ContentRules {
  readonly repository: KnowledgeRepository;
  readonly published: PublishedEntries;
  readonly clock: Clock;
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
  /** Default: published. */
  readonly state?: EntryState;
  readonly how?: EntryActor['how'];
}

/** An entry to be stored, checked. */
export interface WantedEntry {
  readonly id: string;
  readonly content: EntryContent;
  readonly state: EntryState;
}

/** Reads entries that are all to be stored, or none. Throws ENTRY_INVALID, ENTRY_HOST_REFUSED. */
export function readWanted(inputs: readonly unknown[], state: EntryState, rules: ContentRules): WantedEntry[] {
  const seen = new Set<string>();
  return inputs.map((input, index) => {
    const path = `entries[${index}]`;
    const { id, ...fields } = parseDraft(input, path);
    if (id === undefined) throw new AppError('ENTRY_INVALID', { path: `${path}.id`, problem: 'the id is missing' });
    if (seen.has(id)) throw new AppError('ENTRY_INVALID', { path: `${path}.id`, problem: 'the id repeats' });
    seen.add(id);
    const content = contentOf(fields, rules, path);
    if (state === 'published') refuseUnpublishable(content, rules, path);
    return { id, content, state };
  });
}

/** Stores entries in one go; to be called `inTurn`. Throws ENTRY_CHANGED when another process was faster with one. */
export async function storeWanted(
  wanted: readonly WantedEntry[],
  { author, how = 'import' }: ImportOptions,
  { repository, published, clock, policy }: ImportParts,
): Promise<ImportReport> {
  const org = policy.organisation.code;
  const found = await repository.findMany(
    org,
    wanted.map(({ id }) => id),
  );
  const stored = new Map(found.map((entry) => [entry.entry, entry]));
  const about = { by: { agentId: author, how }, org, at: clock.now() };
  const duplicates = duplicatesAmong(wanted, how === 'seed' ? null : published);
  const deeds = wanted.map((entry) => deedsFor(entry, stored.get(entry.id), duplicates.get(entry.id) ?? null));
  const events: NewEntryEvent[] = deeds.flat().map((deed) => eventOf(deed, about));
  const counts = countsOf(wanted, deeds, stored);
  if (events.length === 0) return { ...counts, revision: published.revision };
  const { refused } = await published.commit(events);
  if (refused.size > 0) throw new AppError('ENTRY_CHANGED', { version: 'another one' });
  return { ...counts, revision: published.revision };
}

function countsOf(wanted: readonly WantedEntry[], deeds: readonly DeedOn[][], stored: ReadonlyMap<string, EntryDoc>) {
  const changed = wanted.filter((_, at) => (deeds[at]?.length ?? 0) > 0);
  const created = changed.filter(({ id }) => !stored.has(id)).length;
  return { created, updated: changed.length - created, unchanged: wanted.length - changed.length };
}

/** Create, edit, publish or archive, whatever leads from what is stored to what is wanted. */
function deedsFor(wanted: WantedEntry, stored: EntryDoc | undefined, duplicateOf: string | null): DeedOn[] {
  const { id, content, state } = wanted;
  const deeds: DeedOn[] = [];
  let before: Pick<EntryDoc, 'url' | 'state'> | null = stored ?? null;
  let version = stored?.version ?? 0;
  const add = (deed: DeedOn['deed'], next: EntryState, extra: { duplicateOf?: string | null } = {}) => {
    version += 1;
    deeds.push({ id, version, deed, state: next, content, before, ...extra });
    before = { url: content.url, state: next };
  };
  if (stored === undefined) add('create', 'draft');
  else if (!isSameContent(content, contentIn(stored))) add('edit', stored.state);
  const now = (before as Pick<EntryDoc, 'state'> | null)?.state ?? 'draft';
  if (state === 'published' && now !== 'published') add('publish', 'published', { duplicateOf });
  // Back to a draft is out of answers too: the log calls both the same.
  if (state !== 'published' && now !== state) add('archive', state);
  return deeds;
}

/** Which published entry, or earlier one of the batch, each new publication repeats. */
function duplicatesAmong(wanted: readonly WantedEntry[], published: PublishedEntries | null): Map<string, string> {
  const found = new Map<string, string>();
  if (published === null) return found;
  const batch = published.duplicates().copy();
  for (const { id, content, state } of wanted) {
    if (state !== 'published') continue;
    const [first] = batch.similarTo({ ...content, id });
    if (first) found.set(id, first.id);
    batch.set({ ...content, id });
  }
  return found;
}
