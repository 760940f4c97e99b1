import { definePipelineStores } from '../../src/compose/pipeline.ts';
import { defineServiceModels } from '../../src/compose/stores.ts';
import { openStore, type StoreOptions } from '../../src/storage/connection.ts';
import type { Script } from './scripts.ts';
import type { Visitor } from './visitor.ts';

/** One conversation that was held, with what it should have been. */
export interface Held {
  readonly script: Script;
  readonly visitor: Visitor;
}

/** What a conversation without any crash looked like: each script's replies, in order. */
export type Reference = ReadonlyMap<string, readonly string[]>;

/** Compares what each visitor saw with the reference. Returns what is wrong, one line each. */
export function checkTranscripts(held: readonly Held[], reference: Reference): string[] {
  return held.flatMap(({ script, visitor }) => {
    const wrong: string[] = [];
    const said = visitor.seen.filter((item) => item.mine).map((item) => item.text);
    const heard = visitor.seen.filter((item) => !item.mine).map((item) => steady(item.text));
    const ids = visitor.seen.map((item) => item.id);
    if (new Set(ids).size !== ids.length) wrong.push('an activity came twice');
    if (said.join('\n') !== script.lines.join('\n')) wrong.push(`messages stored: ${JSON.stringify(said)}`);
    const expected = reference.get(script.name) ?? [];
    if (heard.join('\n') !== expected.join('\n')) {
      wrong.push(`replies: ${JSON.stringify(heard)} instead of ${JSON.stringify(expected)}`);
    }
    return wrong.map((problem) => `${visitor.name} (${script.name}): ${problem}`);
  });
}

/** Opens the data after the last, orderly end and counts every effect. Returns what is wrong, one line each. */
export async function checkStore(where: StoreOptions, held: readonly Held[]): Promise<string[]> {
  const store = await openStore(where);
  const { log, conversations } = definePipelineStores(store.connection);
  const models = defineServiceModels(store.connection);
  await store.ready();
  const wrong: string[] = [];
  const expectCount = (what: string, found: number, expected: number) => {
    if (found !== expected) wrong.push(`${what}: ${found} instead of ${expected}`);
  };
  const sum = (field: 'tickets' | 'surveys' | 'opportunities') =>
    held.reduce((total, { script }) => total + script[field], 0);
  expectCount('tickets', await models.tickets.countDocuments({}), sum('tickets'));
  expectCount('surveys', await models.surveys.countDocuments({}), sum('surveys'));
  expectCount('opportunities', await models.opportunities.countDocuments({}), sum('opportunities'));
  const folios = new Set((await models.tickets.find({}, { folio: 1 }).lean()).map(({ folio }) => folio));
  expectCount('different folios', folios.size, sum('tickets'));
  expectCount('conversations', await store.connection.collection('conversations').countDocuments({}), held.length);
  expectCount('contacts', await store.connection.collection('contacts').countDocuments({}), held.length);
  expectCount('messages without a turn', (await log.pending()).length, 0);
  expectCount('conversations with unsent replies', await conversations.outboxDepth(), 0);
  expectCount('dead letters', await store.connection.collection('deadLetters').countDocuments({}), 0);
  await store.close();
  return wrong;
}

/** What differs between runs for good reasons: folio numbers, and when the desk opens next. */
export function steady(text: string): string {
  return text
    .replace(/\b([A-Z]{2,}-(?:OP-)?)\d+\b/g, '$1#')
    .replace(/(hoy|mañana|el \S+( \d+ de \S+)?) a las \d+:\d+/g, '<when>');
}
