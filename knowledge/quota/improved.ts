import type { EntryEvent } from '../../src/contracts/knowledge-events.ts';
import { isByPerson } from './verdicts.ts';

/** An entry that somebody made better. */
export interface Improvement {
  readonly entryId: string;
  readonly agentId: string;
  /** Of the last change. */
  readonly at: Date;
}

/**
 * Published entries whose content an agent changed between two instants, once per agent and entry (AMB-09: shown apart,
 * in no quota). What a person changes and takes back is no improvement, nor is the work on a new entry before its
 * first publication or, by its own author, in the same span.
 */
export function improvementsOf(events: readonly EntryEvent[], span: { from: Date; to: Date }): Improvement[] {
  const ordered = [...events].sort((one, other) => one.seq - other.seq);
  const changes = new Map<string, { entryId: string; agentId: string; at: Date; before: string; after: string }>();
  const current = new Map<string, { hash: string; publishedAt: Date | null; author: string }>();
  for (const event of ordered) {
    const known = current.get(event.entryId);
    if (known && isChange(event, known) && event.at >= span.from && event.at < span.to) {
      const key = `${event.agentId}|${event.entryId}`;
      const before = changes.get(key)?.before ?? known.hash;
      const isOwnNew = known.author === event.agentId && (known.publishedAt ?? span.from) >= span.from;
      const { entryId, agentId, at } = event;
      if (!isOwnNew) changes.set(key, { entryId, agentId, at, before, after: event.contentHash });
    }
    current.set(event.entryId, {
      hash: event.contentHash,
      publishedAt: known?.publishedAt ?? (event.deed === 'publish' ? event.at : null),
      author: known?.author ?? event.agentId,
    });
  }
  return [...changes.values()]
    .filter(({ before, after }) => before !== after)
    .map(({ entryId, agentId, at }) => ({ entryId, agentId, at }));
}

function isChange(event: EntryEvent, known: { hash: string; publishedAt: Date | null }): boolean {
  const changes = event.deed === 'edit' || event.deed === 'restore';
  return changes && known.publishedAt !== null && known.hash !== event.contentHash && isByPerson(event);
}
