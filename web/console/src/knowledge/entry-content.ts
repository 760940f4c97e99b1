import type { Entry, EntryContent } from '../../../shared/wire.ts';

/** A new entry before anything is written. */
export const blankEntry: EntryContent = {
  ...{
    title: '',
    summary: '',
    body: '',
    tags: [],
    module: null,
    audience: 'support',
    type: 'solucion',
    salesKind: null,
  },
  ...{ url: null, examples: [], language: 'es', reviewOn: null },
};

/** What of an entry is edited. */
export function contentOf(entry: Entry): EntryContent {
  const fields = Object.keys(blankEntry) as (keyof EntryContent)[];
  return Object.fromEntries(fields.map((field) => [field, entry[field]])) as unknown as EntryContent;
}

/** The fields that differ, for a change; empty when nothing does. */
export function changeOf(before: EntryContent, after: EntryContent): Partial<EntryContent> {
  const fields = Object.keys(blankEntry) as (keyof EntryContent)[];
  const changed = fields.filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]));
  return Object.fromEntries(changed.map((field) => [field, after[field]]));
}

/** Whether an address can be looked at. */
export function isAddress(url: string | null): url is string {
  return url !== null && /^https:\/\/[^\s/]+\.[^\s]+$/i.test(url);
}
