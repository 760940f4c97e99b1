import type { z } from 'zod';
import type { ConversationDetail, ConversationSummary, TranscriptItem } from '../../contracts/conversation.ts';
import type { DiagnosisCard } from '../../contracts/flow.ts';
import type { detailBody, itemBody, summaryBody } from './schema.ts';

/** A conversation as a list shows it. `now` is when the work clock was read. */
export function presentSummary(conversation: ConversationSummary, now: Date): z.input<typeof summaryBody> {
  const { contact, work } = conversation;
  return {
    id: conversation.id,
    organisation: conversation.organisation,
    channel: conversation.channel,
    mode: conversation.mode,
    contact: {
      id: contact.id,
      name: contact.name,
      userType: contact.userType,
      customerClass: contact.customerClass,
      organisation: contact.organisation,
      email: contact.email,
      phone: contact.phone,
      visits: contact.visits,
    },
    assignee: conversation.assignee,
    area: conversation.area,
    tags: [...conversation.tags],
    priority: conversation.priority,
    lastText: conversation.lastText,
    lastAt: conversation.lastAt.toISOString(),
    waitingSince: conversation.waitingSince?.toISOString() ?? null,
    unansweredSince: conversation.unansweredSince?.toISOString() ?? null,
    answerDueAt: conversation.answerDueAt?.toISOString() ?? null,
    minutes: conversation.minutes,
    work: {
      elapsedMs: work.elapsedMs,
      running: work.running,
      limitMs: work.limitMs,
      folio: work.folio,
      readAt: now.toISOString(),
    },
    tickets: [...conversation.tickets],
  };
}

/** One message. */
export function presentItem(item: TranscriptItem): z.input<typeof itemBody> {
  return {
    id: item.id,
    clientId: item.clientId ?? null,
    seq: item.seq,
    at: item.at.toISOString(),
    speaker: item.speaker,
    name: item.name,
    text: item.text,
    choices: item.choices.map(({ value, title }) => ({ value, title })),
    links: item.links.map(({ entryId, title, url }) => ({ entryId, title, url })),
    attachments: item.attachments.map(({ fileId, name, mediaType, size, review = null }) => {
      return { fileId, name, mediaType, size, review };
    }),
    removed: [...item.removed],
    aside: item.aside ?? null,
    purged: item.purged ?? null,
    secureForms: (item.secureForms ?? []).map(({ itemId, kind, title }) => ({ itemId, kind, title })),
    delivery: item.delivery ?? null,
  };
}

/** A conversation opened. */
export function presentDetail(conversation: ConversationDetail, now: Date): z.input<typeof detailBody> {
  return {
    ...presentSummary(conversation, now),
    transcript: conversation.transcript.map(presentItem),
    protocol: conversation.protocol.map(({ step, status, by, at }) => ({ step, status, by, at: at.toISOString() })),
    card: conversation.card && presentCard(conversation.card),
  };
}

/** The DRS card (EXS-26): what was found with its reason; flags that are false and fields that are null are left out. */
function presentCard({ summary, diagnosis, reasons, missing, path }: DiagnosisCard) {
  const found = Object.entries(diagnosis)
    .filter(([, value]) => value !== null && value !== false)
    .map(([field, value]) => ({ field, value: String(value), reason: reasons[field] ?? null }));
  return { summary, found, missing: [...missing], minutes: diagnosis.minutes, path };
}
