import { sessionKeep } from '../parts/session-keep.ts';

const kept = sessionKeep<Record<string, string>>('drafts', {});

/** What was being written in a conversation; `''` = nothing. `kind`: a reply and a note are two drafts. */
export function draftOf(conversationId: string, kind: 'reply' | 'note'): string {
  return kept.read()[`${kind}:${conversationId}`] ?? '';
}

/** Keeps what is being written, so that a reload or another conversation loses nothing. */
export function keepDraft(conversationId: string, kind: 'reply' | 'note', text: string): void {
  const { [`${kind}:${conversationId}`]: _before, ...others } = kept.read();
  kept.write(text === '' ? others : { ...others, [`${kind}:${conversationId}`]: text });
}
