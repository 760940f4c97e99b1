import type { ConversationDoc } from '../storage/models/conversations.ts';
import type { PrivacyDeps } from './deps.ts';

/** What the conversation's own document still says of the case goes; its figures stay. True: it held one. */
export async function forgetCase(
  deps: PrivacyDeps,
  doc: ConversationDoc,
  { isWhole, purged }: { isWhole: boolean; purged: number },
): Promise<boolean> {
  const hasCase = isWhole && holdsCase(doc);
  // Whoever answers an old letter is met as somebody new. First what stands beside it: a crash in between begins again.
  const beside = isWhole ? await forgetBeside(deps, doc._id) : 0;
  if (!hasCase && beside === 0 && purged === (doc.purgedSeq ?? 0)) return false;
  const blank = hasCase ? { flow: {}, card: null, learned: {}, lastText: '' } : {};
  const set = { ...blank, purgedSeq: purged, version: doc.version + 1 };
  const unset = hasCase ? ['tags', 'told', 'survey'] : [];
  const isDone = await deps.data.blank('conversations', { _id: doc._id, version: doc.version }, { set, unset });
  deps.forget({ conversation: doc._id });
  return isDone && hasCase;
}

/** Whether the document still says something of its case. */
export function holdsCase({ flow, tags, lastText }: ConversationDoc): boolean {
  return Object.keys(flow).length > 0 || (tags ?? []).length > 0 || lastText !== '';
}

async function forgetBeside({ data }: PrivacyDeps, id: string): Promise<number> {
  let count = await data.delete('mail_threads', [id]);
  const notes = await data.find('conversation_notes', 'conversation', [id]);
  count += await data.delete(
    'conversation_notes',
    notes.map(({ _id }) => _id),
  );
  return count;
}
