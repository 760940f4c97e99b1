import type { EffectWeek, Replay, ReplayChange } from '../../src/contracts/demand.ts';
import type { SearchableEntry, SearchEngine, SearchIndex } from '../../src/contracts/search.ts';
import type { SearchDoc } from '../../src/storage/models/demand.ts';
import { troubleOf } from './rank.ts';

const DAY_MS = 86_400_000;
const order = { loss: 0, gain: 1, change: 2 } as const;

/** "What would have been answered": the questions asked of an index without the entry and of one with it. Pure. */
export function replayOf(
  entry: SearchableEntry,
  published: readonly SearchableEntry[],
  searches: readonly SearchDoc[],
  engine: Pick<SearchEngine, 'createIndex'>,
): Replay {
  // The entry may be out already: then this shows what its change does.
  const others = published.filter(({ id }) => id !== entry.id);
  const before = engine.createIndex(published);
  const after = engine.createIndex([...others, entry]);
  const changes = byMeaning(searches).flatMap((asked) => changeOf(asked, { entry, before, after }));
  changes.sort((one, other) => order[one.effect] - order[other.effect] || other.asked - one.asked);
  const count = (effect: ReplayChange['effect']) => changes.filter((change) => change.effect === effect).length;
  return { entryId: entry.id, questions: searches.length, gains: count('gain'), losses: count('loss'), changes };
}

/** What an entry did, by week, oldest first. Pure. */
export function effectOf(entryId: string, searches: readonly SearchDoc[]): EffectWeek[] {
  const weeks = new Map<string, { asked: number; sent: number; solved: number; handedOver: number }>();
  for (const search of searches) {
    if (!search.top.includes(entryId) && !search.shown.includes(entryId)) continue;
    const week = mondayOf(search.at);
    const sums = weeks.get(week) ?? { asked: 0, sent: 0, solved: 0, handedOver: 0 };
    const isShown = search.shown.includes(entryId);
    sums.asked += 1;
    if (isShown) sums.sent += 1;
    if (search.solved === true && search.solvedBy.includes(entryId)) sums.solved += 1;
    if (isShown && search.handedOver) sums.handedOver += 1;
    weeks.set(week, sums);
  }
  return [...weeks].sort(([one], [other]) => (one < other ? -1 : 1)).map(([week, sums]) => ({ week, ...sums }));
}

function byMeaning(searches: readonly SearchDoc[]): SearchDoc[][] {
  const groups = new Map<string, SearchDoc[]>();
  for (const search of searches) {
    const key = `${search.meaning}|${search.module ?? ''}`;
    groups.set(key, [...(groups.get(key) ?? []), search]);
  }
  return [...groups.values()];
}

function changeOf(
  asked: readonly SearchDoc[],
  { entry, before, after }: { entry: SearchableEntry; before: SearchIndex; after: SearchIndex },
): ReplayChange[] {
  const [first] = asked;
  if (!first) return [];
  const [was, is] = [answerOf(before, first), answerOf(after, first)];
  if (was.band === is.band && was.first === is.first) return [];
  const solvers = new Set(asked.filter(({ solved }) => solved === true).flatMap(({ solvedBy }) => solvedBy));
  const isLoss =
    was.band !== 'none' &&
    was.first !== null &&
    solvers.has(was.first) &&
    (is.first !== was.first || is.band === 'none');
  const isServedNow = is.band !== 'none' && is.first === entry.id;
  const isGain = isServedNow && asked.some((search) => troubleOf(search) !== null);
  const effect = isLoss ? 'loss' : isGain ? 'gain' : 'change';
  return [{ question: first.question, asked: asked.length, before: was, after: is, effect }];
}

function answerOf(index: SearchIndex, { question, module }: SearchDoc): ReplayChange['before'] {
  const { band, results } = index.search(question, { limit: 1, module });
  return { band, first: band === 'none' ? null : (results[0]?.id ?? null) };
}

function mondayOf(at: Date): string {
  const day = Math.floor(at.getTime() / DAY_MS);
  // 1970-01-01 was a Thursday.
  return new Date((day - ((day + 3) % 7)) * DAY_MS).toISOString().slice(0, 10);
}
