import {
  type EntryContent,
  type EntryState,
  entryStates,
  examplesWanted,
} from '../../../src/contracts/knowledge-entries.ts';
import type { LineFate, TransferOptions } from '../../../src/contracts/knowledge-transfer.ts';
import { AppError, isAppError } from '../../../src/errors/app-error.ts';
import type { EntryDoc } from '../../../src/storage/models/knowledge.ts';
import { type ContentRules, contentFields, contentIn, contentOf, parseDraft, refuseUnpublishable } from '../content.ts';
import type { DuplicateFinder } from '../duplicates.ts';
import { slugOf } from '../entry-id.ts';
import type { WantedEntry } from '../import-entries.ts';
import type { Row } from './record.ts';

/** A line and where it stands. */
export interface PlacedRow extends Row {
  readonly file: string;
}

/** What to do: each line's fate, and the entries to be stored. */
export interface Plan {
  readonly lines: readonly LineFate[];
  readonly wanted: readonly WantedEntry[];
}

/** What a plan is made with. `duplicates` is this plan's own: it learns the lines too. */
export interface PlanParts extends ContentRules {
  readonly duplicates: DuplicateFinder;
  readonly stored: ReadonlyMap<string, EntryDoc>;
  readonly options: TransferOptions;
}

/** The id that a line has, or gets from its title. */
export function rowId({ fields }: Row): string {
  const { id, title } = fields;
  return typeof id === 'string' && id.trim() !== '' ? id.trim() : slugOf(String(title ?? ''));
}

/** Decides the fate of every line; changes nothing. */
export function planImport(rows: readonly PlacedRow[], parts: PlanParts): Plan {
  const seen = new Map<string, PlacedRow>();
  const wanted: WantedEntry[] = [];
  const lines = rows.map((row): LineFate => {
    const { file, line } = row;
    const id = rowId(row);
    const first = seen.get(id);
    seen.set(id, first ?? row);
    try {
      if (first !== undefined)
        throw new AppError('ENTRY_INVALID', { path: 'id', problem: `line ${first.line} has it too` });
      const { fate, entry } = decide(row, id, parts);
      if (entry) wanted.push(entry);
      return { file, line, id, ...fate };
    } catch (error) {
      if (!isAppError(error)) throw error;
      return { file, line, id: id === '' ? null : id, fate: 'refused', code: error.code, problem: error.message };
    }
  });
  return { lines, wanted };
}

type Decision = { fate: Pick<LineFate, 'fate'> & Partial<LineFate>; entry?: WantedEntry };

function decide(row: PlacedRow, id: string, parts: PlanParts): Decision {
  const { options, duplicates } = parts;
  const stored = parts.stored.get(id);
  // What people made of a draft is not undone by the page that it came from.
  if (stored && isFeed(options)) return { fate: { fate: 'same' } };
  const { content, state } = readRow(row, id, parts);
  if (state === 'published') refuseUnpublishable(content, parts, 'entry');
  const [twin] = stored ? [] : duplicates.similarTo({ ...content, id });
  if (twin && !options.confirmDuplicates) return { fate: { fate: 'duplicate', of: twin.id, why: twin.why } };
  duplicates.set({ ...content, id });
  const entry = { id, content, state };
  const hint = hintFor(content);
  if (stored === undefined) return { fate: { fate: 'create', ...hint }, entry };
  const changes = changesOf(stored, content, state);
  return changes.length === 0 ? { fate: { fate: 'same' } } : { fate: { fate: 'update', changes, ...hint }, entry };
}

function readRow({ fields }: Row, id: string, parts: PlanParts): { content: EntryContent; state: EntryState } {
  const { options, stored } = parts;
  const { state: said, ...given } = fields;
  const before = stored.get(id);
  if (said !== undefined && !entryStates.some((one) => one === said)) {
    throw new AppError('ENTRY_INVALID', { path: 'entry.state', problem: `use one of ${entryStates.join(', ')}` });
  }
  const state =
    (said as EntryState | undefined) ?? before?.state ?? (isFeed(options) ? 'draft' : (options.state ?? 'draft'));
  // A column that the file does not have leaves what is stored.
  const basis = before ? contentIn(before) : defaultsFor(options);
  const { id: _id, ...draft } = parseDraft({ ...basis, ...given, id }, 'entry');
  return { content: contentOf(draft, parts, 'entry'), state };
}

function defaultsFor({ format, audience, type }: TransferOptions): object {
  const isKnown = format === 'sitemap' || format === 'youtube';
  return {
    ...(audience ? { audience } : isKnown ? { audience: 'support' } : {}),
    ...(type ? { type } : isKnown ? { type: 'video_folleto' } : {}),
  };
}

function changesOf(stored: EntryDoc, content: EntryContent, state: EntryState): (keyof EntryContent | 'state')[] {
  const fields = contentFields.filter((name) => JSON.stringify(stored[name]) !== JSON.stringify(content[name]));
  return state === stored.state ? fields : [...fields, 'state'];
}

function hintFor({ examples }: EntryContent): { hint?: string } {
  const { atLeast, atMost } = examplesWanted;
  return examples.length >= atLeast
    ? {}
    : { hint: `give ${atLeast} to ${atMost} example questions: it is found better` };
}

function isFeed({ format }: TransferOptions): boolean {
  return format === 'sitemap' || format === 'youtube';
}
