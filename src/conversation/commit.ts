import { type RedactionContext, type Redactor, saysAnything } from '../contracts/redacted.ts';
import { secureFormSchema } from '../contracts/vault.ts';
import { replyIdOf } from '../storage/ids.ts';
import type { ConversationDoc, OutboxEntry } from '../storage/models/conversations.ts';
import type { TurnChanges } from '../storage/repositories/conversations.ts';
import { type TurnDraft, wakeAtOf } from './draft.ts';
import { stepsOf } from './steps.ts';

/** Everything a turn decided, as the changes of one write (P2). Replies are redacted here, before they are stored. */
export function changesOf(
  draft: TurnDraft,
  handledMessage: string | null,
  clean: { redactor: Redactor; context: RedactionContext | undefined },
): TurnChanges {
  const { read } = draft;
  const set: TurnChanges['set'] = {
    mode: draft.mode,
    contact: draft.contact.id,
    ...(read.erasedAt ? { address: read.address, erasedAt: null } : {}),
    learned: draft.learned,
    episode: draft.episode,
    ...(draft.episode !== read.episode && { fromSeq: draft.fromSeq, past: [...draft.past] }),
    flow: draft.flow,
    handled: handledMessage === null ? read.handled : [...read.handled, handledMessage],
    timers: draft.timers,
    assignee: draft.assignee,
    openedAt: draft.openedAt,
    closedAt: draft.closedAt,
    outcome: draft.outcome,
    steps: stepsOf(draft),
    lastText: draft.lastText,
    lastAt: draft.isQuiet ? read.lastAt : draft.at,
    waitingSince: draft.waitingSince,
    ...(draft.told !== (read.told ?? null) && { told: draft.told }),
    ...(draft.survey !== (read.survey ?? null) && { survey: draft.survey }),
    ...(draft.area !== (read.area ?? null) && { area: draft.area }),
    ...(draft.tags !== read.tags && (draft.tags.length > 0 || read.tags) && { tags: draft.tags }),
    ...(draft.deeds !== read.deeds && draft.deeds.length > 0 && { deeds: draft.deeds }),
    ...(draft.unansweredSince !== (read.unansweredSince ?? null) && { unansweredSince: draft.unansweredSince }),
    minutes: draft.card?.diagnosis.minutes ?? null,
    work: draft.work,
    tickets: draft.tickets,
    protocol: draft.protocol,
    card: draft.card,
  };
  const wakeAt = wakeAtOf(draft.timers);
  // An earlier instant than needed wakes the conversation for nothing, once; a later one would be too late.
  if (!wakeAt !== !read.wakeAt || (wakeAt && read.wakeAt && wakeAt < read.wakeAt)) set.wakeAt = wakeAt as Date;
  return { set, replies: outboxOf(draft, clean), at: draft.at };
}

function outboxOf(
  draft: TurnDraft,
  clean: { redactor: Redactor; context: RedactionContext | undefined },
): OutboxEntry[] {
  const context = clean.context ? { context: clean.context } : {};
  return draft.replies.map((reply, index) => {
    const speaker = reply.role === 'agent' ? 'agent' : 'bot';
    const redacted = clean.redactor.redact(reply.draft.text, { speaker, ...context });
    const entry: OutboxEntry = {
      id: reply.id ?? replyIdOf(draft.turnId, index),
      at: draft.at,
      role: reply.role,
      name: clean.redactor.redact(reply.name).text,
      text: redacted.text,
    };
    const { choices, links, secureForms, code } = reply.draft;
    if (code !== undefined) entry.code = code;
    if (reply.clientId) entry.clientId = reply.clientId;
    if (choices?.length) entry.choices = choices;
    if (links?.length) entry.links = links;
    // P8: a form names an item; a flow that puts an address there fails loudly.
    if (secureForms?.length) entry.secureForms = secureForms.map((form) => secureFormSchema.parse(form));
    if (reply.attachments?.length) entry.attachments = reply.attachments;
    if (saysAnything(redacted.context)) entry.context = redacted.context;
    if (redacted.findings.length > 0) entry.removed = [...new Set(redacted.findings.map((finding) => finding.kind))];
    return entry;
  });
}

/** The document of a conversation nobody knew yet, as its first turn leaves it. */
export function newDocument(read: ConversationDoc, changes: TurnChanges): ConversationDoc {
  const { _id, version: _version, ...rest } = read;
  const doc: ConversationDoc = { _id, version: 1, ...rest, ...changes.set, outbox: [...changes.replies] };
  if (changes.replies.length > 0) doc.outboxAt = changes.at;
  if (doc.wakeAt === undefined) delete doc.wakeAt;
  return doc;
}

/** A conversation before its first turn; version 0 says that the store does not hold it yet. */
export function blankConversation(
  about: Pick<ConversationDoc, '_id' | 'org' | 'channel' | 'account' | 'address' | 'contact'>,
  at: Date,
  rest: Pick<ConversationDoc, 'flow' | 'work' | 'lastText'>,
): ConversationDoc {
  return {
    ...about,
    ...rest,
    version: 0,
    learned: {},
    mode: 'bot',
    episode: 1,
    handled: [],
    outbox: [],
    timers: {},
    assignee: null,
    openedAt: at,
    closedAt: null,
    outcome: null,
    lastAt: at,
    waitingSince: null,
    minutes: null,
    tickets: [],
    protocol: [],
    card: null,
  };
}
