import type { EntryActor, EntryContent, EntryState } from '../../src/contracts/knowledge-entries.ts';
import type { EntryDeed } from '../../src/contracts/knowledge-events.ts';
import type { EntryDoc } from '../../src/storage/models/knowledge.ts';
import type { NewEntryEvent } from '../../src/storage/repositories/entry-events.ts';
import { contentHash } from './content.ts';

/** A deed and what it makes of an entry. */
export interface DeedOn {
  readonly id: string;
  readonly version: number;
  readonly deed: EntryDeed;
  readonly state: EntryState;
  readonly content: EntryContent;
  readonly duplicateOf?: string | null;
  /** The entry as it was; null = it is new. */
  readonly before: Pick<EntryDoc, 'url' | 'state'> | null;
}

/** The event of a deed on what an entry says. */
export function eventOf(deed: DeedOn, about: { by: EntryActor; org: string; at: Date }): NewEntryEvent {
  const { id, version, state, content, before } = deed;
  const freshLink = before?.url !== content.url;
  const isShown = state === 'published' && (freshLink || before?.state !== 'published');
  return {
    _id: `${about.org}:${id}:${version}`,
    org: about.org,
    at: about.at,
    entry: id,
    version,
    deed: deed.deed,
    agent: about.by.agentId,
    how: about.by.how,
    hash: contentHash(content),
    duplicateOf: deed.duplicateOf ?? null,
    state,
    content,
    freshLink,
    // Samples have made-up addresses: nobody is to knock there.
    checkLink: isShown && about.by.how !== 'seed',
    found: null,
  };
}
