import { z } from 'zod';
import type { ConversationNote } from '../../contracts/conversation-notes.ts';
import { instantField } from '../routing/fields.ts';

/** A note of the desk. */
export const noteBody = z.object({
  id: z.string(),
  afterSeq: z.number().describe('Position of the message that it stands after'),
  at: instantField,
  author: z.string(),
  authorName: z.string(),
  text: z.string(),
  mentions: z.array(z.string()),
  editedAt: instantField.nullable(),
  earlier: z.array(z.object({ at: instantField, text: z.string() })).describe('What it said before, oldest first'),
});
/** Notes of a conversation, in the order in which they were written. */
export const notesBody = z.object({ items: z.array(noteBody) });

/** A note as JSON. */
export function presentNote(note: ConversationNote): z.input<typeof noteBody> {
  const { id, afterSeq, author, authorName, text } = note;
  return {
    ...{ id, afterSeq, author, authorName, text },
    at: note.at.toISOString(),
    mentions: [...note.mentions],
    editedAt: note.editedAt?.toISOString() ?? null,
    earlier: note.earlier.map((one) => ({ at: one.at.toISOString(), text: one.text })),
  };
}
