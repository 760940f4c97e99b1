import type { PersonalData } from '../contracts/privacy.ts';
import { commandKeyOf } from '../storage/ids.ts';
import type { ContactDoc } from '../storage/models/contacts.ts';
import type { ConversationDoc } from '../storage/models/conversations.ts';
import type { QuestionDoc } from '../storage/models/knowledge.ts';
import type { MessageDoc } from '../storage/models/messages.ts';
import type { TicketDoc } from '../storage/models/tickets.ts';
import type { AnyDoc, PersonalDataRepository } from '../storage/repositories/personal-data.ts';
import { dataMap, type Holding } from './data-map.ts';

/** Where a person's documents are: the ids that lead to all of them. */
export interface Person {
  readonly contact: ContactDoc | null;
  /** The contact, and every one that is joined with it: a merged person is exported, held and erased as one. */
  readonly members: readonly string[];
  /** Those of them that are still there. */
  readonly contacts: readonly ContactDoc[];
  readonly conversations: readonly ConversationDoc[];
  readonly tickets: readonly TicketDoc[];
  /** Their lines on the list of those who may open tickets. */
  readonly requesters: readonly string[];
}

/** Questions that one turn may leave without a link. */
const QUESTIONS_OF_A_TURN = 4;
/** Shorter texts are found in what anybody writes. */
const MIN_QUOTE = 8;
const PAGE = 500;

/** The contact and every one that is joined with it, on whatever side of a merge. */
export async function membersOf(data: PersonalDataRepository, contactId: string): Promise<string[]> {
  let head = contactId;
  const seen = new Set<string>();
  for (let up: string | undefined = contactId; up !== undefined && !seen.has(up); ) {
    seen.add(up);
    head = up;
    up = (await data.one<ContactDoc>('contacts', up))?.into;
  }
  const members = [head];
  // The list grows while it is walked: those who are joined to those who are joined.
  for (const member of members) {
    const below = await data.find('contacts', 'into', [member]);
    members.push(...below.map(({ _id }) => _id).filter((id) => !members.includes(id)));
  }
  // A crash in the middle of an erasure may have taken what is between the two.
  return members.includes(contactId) ? members : [...members, contactId];
}

/** Whether the person of a contact is on legal hold. */
export async function isHeld(data: PersonalDataRepository, contactId: string): Promise<boolean> {
  for (const member of await membersOf(data, contactId))
    if ((await data.one<ContactDoc>('contacts', member))?.heldAt) return true;
  return false;
}

/** Finds a person's conversations and tickets. `known`: whom a request was about when it was taken in. */
export async function findPerson(
  data: PersonalDataRepository,
  contactId: string,
  known?: readonly string[],
): Promise<Person> {
  const members = known ?? (await membersOf(data, contactId));
  const contact = await data.one<ContactDoc>('contacts', contactId);
  const contacts = (await data.find('contacts', '_id', members)) as unknown as ContactDoc[];
  const conversations = (await data.find('conversations', 'contact', members)) as unknown as ConversationDoc[];
  const own = (await data.find('tickets', 'contact', members)) as unknown as TicketDoc[];
  const ids = conversations.map(({ _id }) => _id);
  const tied = (await data.find('tickets', 'conversation', ids)) as unknown as TicketDoc[];
  const tickets = new Map([...own, ...tied].map((ticket) => [ticket._id, ticket]));
  const links = await data.find('requester_contacts', 'contact', members);
  const requesters = [...new Set(links.map(({ requester }) => String(requester)))];
  return { contact, members, contacts, conversations, tickets: [...tickets.values()], requesters };
}

/** Collections whose documents are about two contacts, and where the second one stands. */
const otherSides: Readonly<Record<string, string>> = { contact_merges: 'kept', contact_proofs: 'target' };

/** What is found by the contact that it is about, or by either of two. */
export async function byContact(
  data: PersonalDataRepository,
  collection: string,
  members: readonly string[],
): Promise<AnyDoc[]> {
  const found = await data.find(collection, 'contact', members);
  const other = otherSides[collection];
  if (other === undefined) return found;
  return onceEach([...found, ...(await data.find(collection, other, members))]);
}

function onceEach(docs: readonly AnyDoc[]): AnyDoc[] {
  return [...new Map(docs.map((doc) => [doc._id, doc])).values()];
}

/** What names no contact and stands beside tickets or conversations of the person: of a case that an agent opened by telephone, say. */
export async function besideOf(
  data: PersonalDataRepository,
  { collection, beside = [] }: Pick<Holding, 'collection' | 'beside'>,
  by: 'ticket' | 'conversation',
  ids: readonly string[],
): Promise<AnyDoc[]> {
  if (!beside.includes(by)) return [];
  return (await data.find(collection, by, ids)).filter(({ contact }) => (contact ?? null) === null);
}

/** Every document about a person, by collection; the data map says how each is found. */
export async function collectPerson(
  data: PersonalDataRepository,
  contactId: string,
): Promise<Pick<PersonalData, 'collections' | 'files'> & { readonly person: Person }> {
  const person = await findPerson(data, contactId);
  const conversations = person.conversations.map(({ _id }) => _id);
  const tickets = person.tickets.map(({ _id }) => _id);
  const collections: Record<string, readonly AnyDoc[]> = {};
  for (const holding of dataMap) {
    const { collection, link, withhold = [] } = holding;
    if (link === 'none') continue;
    if (collection === 'contacts') collections[collection] = person.contacts.map(asAny);
    else if (collection === 'tickets') collections[collection] = person.tickets.map(asAny);
    else if (link === 'contact')
      collections[collection] = onceEach([
        ...(await byContact(data, collection, person.members)),
        ...(await besideOf(data, holding, 'ticket', tickets)),
        ...(await besideOf(data, holding, 'conversation', conversations)),
      ]);
    else if (link === 'conversation') collections[collection] = await byConversation(data, collection, conversations);
    else if (link === 'requester') collections[collection] = await ofRequesters(data, collection, person.requesters);
    else if (link === 'ticket') collections[collection] = await data.find(collection, 'ticket', tickets);
    if (withhold.length > 0)
      collections[collection] = collections[collection]?.map((doc) => without(doc, withhold)) ?? [];
  }
  const messages = (collections.messages ?? []) as unknown as MessageDoc[];
  collections.knowledge_questions = (await questionsOf(data, messages)).map(asAny);
  collections.privacy_requests = await data.find('privacy_requests', 'contact', person.members);
  return { person, collections, files: filesOf(messages) };
}

/** Questions without a link that came from these messages: by the key of the turn, or because they quote the message. */
export async function questionsOf(
  data: PersonalDataRepository,
  messages: readonly MessageDoc[],
): Promise<QuestionDoc[]> {
  const inbound = messages.filter(({ direction }) => direction === 'in');
  const keys = new Set(
    inbound.flatMap(({ _id }) =>
      Array.from({ length: QUESTIONS_OF_A_TURN }, (_, n) => commandKeyOf(_id, 'recordUnanswered', n)),
    ),
  );
  const texts = inbound.map(({ text }) => text);
  const found: QuestionDoc[] = [];
  for (let after = ''; ; ) {
    const page = await data.page<QuestionDoc>('knowledge_questions', after, PAGE);
    found.push(...page.filter((question) => isOwn(question, keys, texts)));
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return found;
    after = last._id;
  }
}

function isOwn({ keys, question }: QuestionDoc, own: ReadonlySet<string>, texts: readonly string[]): boolean {
  if (keys.some((key) => own.has(key))) return true;
  return question.length >= MIN_QUOTE && texts.some((text) => text.includes(question));
}

/** The files that messages refer to, each once. */
export function filesOf(messages: readonly MessageDoc[]): PersonalData['files'] {
  const files = new Map<string, PersonalData['files'][number]>();
  for (const { attachments = [], conversation } of messages)
    for (const { fileId, name, mediaType } of attachments)
      files.set(fileId, { fileId, name, mediaType, conversationId: conversation });
  return [...files.values()];
}

/** What is known of a person by their line on the list: the line itself, and what leads to it. */
export function ofRequesters(
  data: PersonalDataRepository,
  collection: string,
  requesters: readonly string[],
): Promise<AnyDoc[]> {
  return data.find(collection, collection === 'requesters' ? '_id' : 'requester', requesters);
}

async function byConversation(data: PersonalDataRepository, collection: string, ids: readonly string[]) {
  if (collection !== 'messages') return data.find(collection, 'conversation', ids);
  const all: AnyDoc[] = [];
  for (const id of ids) for await (const page of data.messages(id)) all.push(...page.map(asAny));
  return all;
}

/** What is sealed stays sealed: an export is a folder that travels. That it was handed over, and when, is told. */
function without(doc: AnyDoc, fields: readonly string[]): AnyDoc {
  return { ...Object.fromEntries(Object.entries(doc).filter(([name]) => !fields.includes(name))), _id: doc._id };
}

function asAny(doc: { readonly _id: string }): AnyDoc {
  return doc as unknown as AnyDoc;
}
