import type { EntryContent, EntryState } from '../../src/contracts/knowledge-entries.ts';
import type { Logger } from '../../src/contracts/logger.ts';
import type { EntryDoc } from '../../src/storage/models/knowledge.ts';
import type { NewEntryEvent } from '../../src/storage/repositories/entry-events.ts';
import type { EntryLedger } from '../../src/storage/repositories/entry-ledger.ts';
import type { KnowledgeRepository } from '../../src/storage/repositories/knowledge.ts';
import type { ContentRules } from './content.ts';
import { type DeedOn, eventOf } from './deeds.ts';

/**
 * Entries from before the event log get one: their creation, and the move to the state that they are in, under their own
 * author and date. Nothing of them is lost; their texts are redacted now (P4). Cut off at any point, it begins again.
 */
export async function adoptOldEntries(
  parts: ContentRules & { repository: KnowledgeRepository; ledger: EntryLedger; logger: Logger },
): Promise<void> {
  const org = parts.policy.organisation.code;
  const old = await parts.repository.withoutVersion(org);
  if (old.length > 0) {
    await parts.ledger.commit(
      org,
      old.flatMap((doc) => eventsOf(doc, parts)),
    );
    parts.logger.info({ entries: old.length }, 'entries from before the event log taken over');
  }
  await parts.ledger.settle(org);
}

function eventsOf(doc: Partial<EntryDoc>, rules: ContentRules): NewEntryEvent[] {
  const { entry: id = '', org = '', author = 'system', state = 'draft', createdAt = new Date(0) } = doc;
  const about = { by: { agentId: author, how: 'seed' as const }, org, at: createdAt };
  const content = contentOfOld(doc, rules);
  const states: EntryState[] =
    state === 'draft' ? [] : state === 'published' ? ['published'] : ['published', 'archived'];
  let before: DeedOn['before'] = null;
  return [...(['draft'] as EntryState[]), ...states].map((next, at) => {
    const deed = next === 'draft' ? 'create' : next === 'published' ? 'publish' : 'archive';
    const event = eventOf({ id, version: at + 1, deed, state: next, content, before }, about);
    before = { url: content.url, state: next };
    return event;
  });
}

function contentOfOld(doc: Partial<EntryDoc>, { redactor }: ContentRules): EntryContent {
  const clean = (text = '') => redactor.redact(text, { speaker: 'agent' }).text;
  return {
    title: clean(doc.title),
    summary: clean(doc.summary),
    body: clean(doc.body),
    tags: (doc.tags ?? []).map(clean),
    module: doc.module ?? null,
    audience: doc.audience ?? 'support',
    type: doc.type ?? 'solucion',
    salesKind: null,
    url: doc.url ?? null,
    examples: (doc.examples ?? []).map(clean),
    language: doc.language ?? 'es',
    reviewOn: null,
  };
}
