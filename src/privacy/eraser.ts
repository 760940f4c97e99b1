import type { ConversationDoc } from '../storage/models/conversations.ts';
import type { MessageDoc } from '../storage/models/messages.ts';
import type { PrivacyRequestDoc } from '../storage/models/privacy-requests.ts';
import type { TicketDoc } from '../storage/models/tickets.ts';
import { type AnyDoc, attachmentsOf, type Blanking } from '../storage/repositories/personal-data.ts';
import { dataMap, ERASED, type Holding, holdingOf } from './data-map.ts';
import type { PrivacyDeps } from './deps.ts';
import { besideOf, byContact, filesOf, findPerson, ofRequesters, type Person, questionsOf } from './person.ts';

/** What was erased, by collection. */
export type Counts = Record<string, number>;

type EraserDeps = Pick<PrivacyDeps, 'data' | 'files' | 'clock' | 'alone' | 'forget' | 'scrub'>;

/** Erased at a moment of their own, below; everything else as the data map says, link by link. */
const OWN_ORDER = new Set(['contacts', 'identities', 'conversations', 'messages', 'tickets', 'knowledge_questions']);
/** More rounds than turns can slip in between. */
const MAX_ROUNDS = 20;

/**
 * Erases one person. Everything in it can be done twice: after a crash it is simply begun again, from the request alone.
 * What came after the request (the same person, back again) is somebody new and stays.
 */
export async function erasePerson(deps: EraserDeps, request: PrivacyRequestDoc): Promise<Counts> {
  const counts: Counts = {};
  const add = (collection: string, count: number) => {
    if (count > 0) counts[collection] = (counts[collection] ?? 0) + count;
  };
  const { receivedAt } = request;
  // As the register has them: after a crash the contacts that say who is joined with whom may be gone already.
  const person = await findPerson(deps.data, request.contact, request.contacts ?? [request.contact]);
  for (const [name, count] of Object.entries(await eraseOwn(deps, person, request))) add(name, count);
  // First the way to the person: from here on, whoever writes under the same address is met as somebody new.
  for (const id of person.members) {
    const contact = person.contacts.find(({ _id }) => _id === id);
    if (contact === undefined || contact.createdAt <= receivedAt) {
      const identities = await deps.data.find('identities', 'contact', [id]);
      const ids = identities.map(({ _id }) => _id);
      add('identities', await deps.data.delete('identities', ids));
      add('contacts', await deps.data.delete('contacts', [id]));
    }
    deps.forget({ contact: id });
  }
  const tickets = person.tickets.filter(({ openedAt }) => openedAt <= receivedAt);
  for (const ticket of tickets) {
    add('files', await removeFilesOf(deps, { ...person, tickets }, ticket));
    for (const [name, count] of Object.entries(await eraseLinked(deps, 'ticket', ticket._id))) add(name, count);
    add('tickets', await blankOne(deps, 'tickets', ticket._id));
  }
  for (const { _id, erasedAt } of person.conversations) {
    if (erasedAt && erasedAt >= receivedAt) continue;
    const erased = await deps.alone(_id, () => eraseConversation(deps, _id, person.members));
    for (const [collection, count] of Object.entries(erased)) add(collection, count);
  }
  await deps.scrub();
  return counts;
}

/**
 * Deletes the files that lie on a ticket and nowhere else but with this person. Before the ticket is blanked: afterwards nobody
 * knows their ids.
 */
async function removeFilesOf(deps: EraserDeps, person: Person, ticket: TicketDoc): Promise<number> {
  const events = await deps.data.find('ticketEvents', 'ticket', [ticket._id]);
  const all = [...ticket.attachments, ...events.flatMap(attachmentsOf)];
  const files = new Set(all.map(({ fileId }) => fileId));
  const conversations = new Set(person.conversations.map(({ _id }) => _id));
  const said = await deps.data.referredFiles(files, ({ conversation }) => conversations.has(conversation));
  const filed = await deps.data.filesOfTickets(files, new Set(person.tickets.map(({ _id }) => _id)));
  let removed = 0;
  for (const fileId of files)
    if (!said.has(fileId) && !filed.has(fileId) && (await deps.files.remove(fileId))) removed += 1;
  return removed;
}

/** What is found by the person alone. What holds an instant after the request is somebody new's. */
async function eraseOwn(deps: EraserDeps, person: Person, { receivedAt }: PrivacyRequestDoc): Promise<Counts> {
  const counts: Counts = {};
  for (const holding of dataMap) {
    const { collection, link } = holding;
    if (OWN_ORDER.has(collection)) continue;
    const found =
      link === 'requester'
        ? await ofRequesters(deps.data, collection, person.requesters)
        : link === 'contact'
          ? await byContact(deps.data, collection, person.members)
          : [];
    const isLater = ({ at, firstAt, proposedAt, recordedAt, openedAt }: (typeof found)[number]) =>
      [at, firstAt, proposedAt, recordedAt, openedAt].some((when) => when instanceof Date && when > receivedAt);
    counts[collection] = await eraseAll(
      deps,
      holding,
      found.filter((doc) => !isLater(doc)),
    );
  }
  return counts;
}

/** What stands beside one ticket or conversation, as the data map says. */
async function eraseLinked(deps: EraserDeps, by: 'ticket' | 'conversation', id: string): Promise<Counts> {
  const counts: Counts = {};
  for (const holding of dataMap.filter(({ collection }) => !OWN_ORDER.has(collection))) {
    const found = holding.link === by ? await deps.data.find(holding.collection, by, [id]) : [];
    const docs = [...found, ...(await besideOf(deps.data, holding, by, [id]))];
    if (docs.length > 0) counts[holding.collection] = await eraseAll(deps, holding, docs);
  }
  return counts;
}

async function eraseAll(deps: EraserDeps, { collection, onErasure }: Holding, docs: readonly AnyDoc[]) {
  const ids = docs.map(({ _id }) => _id);
  if (onErasure === 'delete') return deps.data.delete(collection, ids);
  let blanked = 0;
  for (const id of ids) blanked += await blankOne(deps, collection, id);
  return blanked;
}

/** Blanks messages, and deletes the files that nothing else refers to. Files go first: afterwards nobody knows their ids. */
export async function blankMessages(
  deps: EraserDeps,
  messages: readonly MessageDoc[],
  why: NonNullable<MessageDoc['purged']>,
): Promise<Counts> {
  const own = new Set(messages.map(({ _id }) => _id));
  const conversations = new Set(messages.map(({ conversation }) => conversation));
  const files = new Set(filesOf(messages).map(({ fileId }) => fileId));
  const isOwn = ({ _id, conversation }: MessageDoc) =>
    own.has(_id) || (why === 'erased' && conversations.has(conversation));
  const referred = await deps.data.referredFiles(files, isOwn);
  // The person's own tickets are blank by now; what grows old goes from tickets as well.
  const filed = why === 'erased' ? await deps.data.filesOfTickets(files) : new Set<string>();
  const counts: Counts = { messages: 0, files: 0 };
  for (const fileId of files)
    if (!referred.has(fileId) && !filed.has(fileId) && (await deps.files.remove(fileId)))
      counts.files = (counts.files ?? 0) + 1;
  const { set, unset } = blankingOf('messages');
  for (const message of messages) {
    if (message.purged === why) continue;
    await deps.data.blank('messages', { _id: message._id }, { set: { ...set, purged: why }, unset });
    counts.messages = (counts.messages ?? 0) + 1;
  }
  return counts;
}

/** What blanking does to a document of a collection, as the data map says. */
export function blankingOf(collection: string): Blanking {
  const { blank, drop } = holdingOf(collection);
  return { set: blank, unset: drop };
}

async function eraseConversation(deps: EraserDeps, id: string, members: readonly string[]): Promise<Counts> {
  const counts: Counts = {};
  const add = (more: Counts) => {
    for (const [name, count] of Object.entries(more)) if (count > 0) counts[name] = (counts[name] ?? 0) + count;
  };
  add(await eraseLinked(deps, 'conversation', id));
  add(await eraseLog(deps, id));
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const doc = await deps.data.one<ConversationDoc>('conversations', id);
    // Gone, or somebody new already.
    if (doc === null || !members.includes(doc.contact)) return counts;
    const { set, unset } = blankingOf('conversations');
    const now = { version: doc.version + 1, erasedAt: deps.clock.now(), closedAt: doc.closedAt ?? deps.clock.now() };
    const isDone = await deps.data.blank(
      'conversations',
      { _id: id, version: doc.version },
      { set: { ...set, ...now }, unset },
    );
    deps.forget({ conversation: id });
    if (!isDone) continue;
    add({ conversations: 1 });
    // A reply that was on its way out when the outbox was emptied.
    add(await eraseLog(deps, id));
    return counts;
  }
  throw new Error(`The conversation ${id} changes faster than it can be erased.`);
}

async function eraseLog(deps: EraserDeps, id: string): Promise<Counts> {
  const counts: Counts = {};
  for await (const page of deps.data.messages(id)) {
    const open = page.filter(({ purged }) => purged !== 'erased');
    const questions = await questionsOf(deps.data, open);
    const deleted = await deps.data.delete(
      'knowledge_questions',
      questions.map(({ _id }) => _id),
    );
    const blanked = await blankMessages(deps, open, 'erased');
    for (const [name, count] of Object.entries({ ...blanked, knowledge_questions: deleted }))
      counts[name] = (counts[name] ?? 0) + count;
  }
  deps.forget({ conversation: id });
  return counts;
}

async function blankOne(deps: EraserDeps, collection: string, id: string): Promise<number> {
  const before = await deps.data.one<Record<string, unknown>>(collection, id);
  if (before?.contact === ERASED) return 0;
  return Number(await deps.data.blank(collection, { _id: id }, blankingOf(collection)));
}
