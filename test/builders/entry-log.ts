import { createHash } from 'node:crypto';
import type { EntryEvent, EntryEventReader } from '../../src/contracts/knowledge-events.ts';

/** An event log in memory: append-only, numbered without gaps. */
export class EntryLog implements EntryEventReader {
  readonly lines: EntryEvent[] = [];
  readonly #organisation: string;

  constructor(organisation = 'exsim') {
    this.#organisation = organisation;
  }

  /** Appends a line; `content` stands for what the entry says. */
  add(
    line: Pick<EntryEvent, 'at' | 'entryId' | 'deed' | 'agentId'> & Partial<EntryEvent> & { content?: string },
  ): this {
    const { content = line.entryId, ...given } = line;
    this.lines.push({
      ...{
        organisation: this.#organisation,
        seq: this.lines.length + 1,
        version: 1,
        how: 'console',
        duplicateOf: null,
      },
      contentHash: createHash('sha256').update(content).digest('hex'),
      ...given,
    });
    return this;
  }

  async events({ after = 0, from, to, limit }: Parameters<EntryEventReader['events']>[0]): Promise<EntryEvent[]> {
    return this.lines.filter(({ seq, at }) => seq > after && (!from || at >= from) && (!to || at < to)).slice(0, limit);
  }
}
