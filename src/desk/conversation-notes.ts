import type { Clock } from '../contracts/clock.ts';
import type { LiveBus } from '../contracts/conversation.ts';
import type { ConversationNote, ConversationNotes, NoteAuthor } from '../contracts/conversation-notes.ts';
import type { DeskPeople } from '../contracts/desk.ts';
import { mentionsIn } from '../contracts/mentions.ts';
import type { NotificationPort } from '../contracts/notifications.ts';
import type { Redacted, RedactionContext, Redactor } from '../contracts/redacted.ts';
import { AppError } from '../errors/app-error.ts';
import { effectIdOf } from '../storage/ids.ts';
import type { ConversationNoteDoc } from '../storage/models/conversation-notes.ts';
import type { ConversationNoteRepository } from '../storage/repositories/conversation-notes.ts';
import type { MessageLog } from '../storage/repositories/message-log.ts';

/** How long one may correct what one wrote, ms. */
export const EDIT_FOR_MS = 15 * 60_000;

/** What the notes work with. */
export interface ConversationNoteDeps {
  readonly notes: ConversationNoteRepository;
  readonly log: Pick<MessageLog, 'last' | 'context'>;
  readonly people: DeskPeople;
  readonly notifications: NotificationPort;
  readonly redactor: Redactor;
  readonly live: LiveBus;
  readonly clock: Clock;
}

/** Makes the desk's notes. */
export function createConversationNotes(deps: ConversationNoteDeps): ConversationNotes {
  const { notes, log, redactor, live, clock } = deps;
  const tell = (note: ConversationNote) => live.publish({ type: 'note', note });
  return {
    list: async (conversationId) => (await notes.list(conversationId)).map(viewNote),
    async add({ organisation, conversationId }, { key, text }, author) {
      const [last] = await log.last(conversationId, 1);
      const _id = effectIdOf('note', organisation, `${conversationId}|${author.id}|${key}`);
      const clean = await cleaned(deps, { conversationId, id: _id, afterSeq: last?.seq ?? 0 }, text);
      const doc: ConversationNoteDoc = {
        ...{ _id, org: organisation, conversation: conversationId, afterSeq: last?.seq ?? 0, at: clock.now() },
        ...{ author: author.id, authorName: redactor.redact(author.name, { speaker: 'agent' }).text, text: clean },
        mentions: await mentionedIn(deps, clean, organisation, author),
        ...{ editedAt: null, earlier: [] },
      };
      const isNew = await notes.add(doc);
      const note = viewNote(isNew ? doc : ((await notes.find(doc._id)) ?? doc));
      // A repeat tells again: notices are stored once each, and a crash may have fallen before them.
      await tellMentioned(deps, note, note.mentions);
      if (isNew) tell(note);
      return note;
    },
    async edit({ conversationId }, id, text, author) {
      const known = await notes.find(id);
      if (known === null || known.conversation !== conversationId) throw new AppError('NOTE_NOT_FOUND');
      if (known.author !== author.id) throw new AppError('NOTE_NOT_YOURS');
      const now = clock.now();
      if (now.getTime() - known.at.getTime() > EDIT_FOR_MS)
        throw new AppError('NOTE_TOO_OLD', { minutes: EDIT_FOR_MS / 60_000 });
      const clean = await cleaned(deps, { conversationId, id, afterSeq: known.afterSeq }, text);
      if (clean === known.text) return viewNote(known);
      const changed = await notes.change(known, clean, now);
      if (changed === null) throw new AppError('CONVERSATION_BUSY');
      const note = viewNote(changed);
      tell(note);
      return note;
    },
  };
}

/** Earlier notes that are read for what they lead one to expect. */
const MOST_BEFORE = 3;

/**
 * A note is read in its place, as a message is: "la clave es" may stand in the chat or in the note before, and the value in
 * this one (P4).
 */
async function cleaned(
  { log, notes, redactor }: Pick<ConversationNoteDeps, 'log' | 'notes' | 'redactor'>,
  about: { readonly conversationId: string; readonly id: string; readonly afterSeq: number },
  text: string,
): Promise<Redacted> {
  const { conversationId, id, afterSeq } = about;
  const read = (said: string, context: RedactionContext | undefined) =>
    redactor.redact(said, { speaker: 'agent', ...(context && { context }) });
  let context = await log.context(conversationId);
  const before = (await notes.list(conversationId)).filter((note) => note._id !== id && note.afterSeq >= afterSeq);
  for (const note of before.slice(-MOST_BEFORE)) context = read(note.text, context).context;
  return read(text, context).text;
}

/** `@id`: people of the organisation, the author left out. Found in the redacted text, which is all that is kept. */
async function mentionedIn(
  { people }: ConversationNoteDeps,
  text: string,
  organisation: string,
  author: NoteAuthor,
): Promise<string[]> {
  const found: string[] = [];
  for (const id of mentionsIn(text)) {
    const person = id === author.id ? null : await people.person(id);
    if (person?.organisation === organisation) found.push(person.id);
  }
  return found;
}

async function tellMentioned(
  { notifications }: ConversationNoteDeps,
  note: ConversationNote,
  mentions: readonly string[],
): Promise<void> {
  const { id, organisation, conversationId, at, author } = note;
  for (const agentId of mentions)
    await notifications.notify({
      id: effectIdOf('notice', organisation, `mention|${id}|${agentId}`),
      ...{ organisation, agentId, kind: 'conversation.mention', at },
      facts: { conversation: conversationId, note: id, by: author },
    });
}

function viewNote(doc: ConversationNoteDoc): ConversationNote {
  const { _id: id, org: organisation, conversation: conversationId, ...rest } = doc;
  return { id, organisation, conversationId, ...rest };
}
