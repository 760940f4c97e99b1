import type { EntryDraft, EntryService } from '../../contracts/knowledge-entries.ts';
import { type Cast, fillBlanks } from './cast.ts';
import type { SeededRandom } from './random.ts';

/** What agents write over the month: every topic once in every module, in an order of chance. */
export function planEntries({ entries }: Cast, random: SeededRandom): EntryDraft[] {
  const drafts = Object.entries(entries.modules).flatMap(([code, module]) =>
    entries.topics.map((topic) => draftOf(entries, { code, module, topic })),
  );
  const order = drafts.map((draft) => ({ draft, place: random.next() })).sort((a, b) => a.place - b.place);
  return order.map(({ draft }) => draft);
}

function draftOf(entries: Cast['entries'], about: { code: string; module: string; topic: string }): EntryDraft {
  const { code, module, topic } = about;
  const fill = (line: string) => fillBlanks(line, { module, topic, lower: lowerFirst(topic) });
  return {
    title: fill(entries.title),
    summary: fill(entries.summary),
    examples: entries.examples.map(fill),
    module: code,
    audience: 'support',
    type: 'solucion',
    url: `${entries.url}/${slugOf(module)}/${slugOf(topic)}`,
  };
}

const lowerFirst = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);
const slugOf = (text: string) =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-');

/** Writes an entry and publishes it; whoever wrote one much like it is told so, and goes on. */
export async function writeEntry(service: EntryService, draft: EntryDraft, agentId: string): Promise<void> {
  const by = { agentId, how: 'console' as const };
  const { id } = await service.create(draft, by);
  await service.publish(id, by, { confirmDuplicates: true });
}
