import { createHash } from 'node:crypto';
import type { ChannelNote } from '../../src/contracts/channel-notes.ts';
import { type BotActivity, type BotFile, filesOf, stringIn } from './activity.ts';
import type { BotTexts } from './texts.ts';

/** What an activity is to us. */
export type BotReading =
  | { readonly kind: 'message'; readonly text: string; readonly files: readonly BotFile[] }
  /** A conversation was opened and nobody wrote yet. */
  | { readonly kind: 'start' }
  | { readonly kind: 'note'; readonly note: ChannelNote }
  /** Known, and nothing for a conversation. */
  | { readonly kind: 'nothing' };

const nothing: BotReading = { kind: 'nothing' };

/** Reads an activity for what it is. Pure. */
export function readActivity(activity: BotActivity, words: BotTexts): BotReading {
  // Our own words come back on some channels (P7).
  if (activity.from.id === activity.recipient.id || activity.from.role === 'bot') return nothing;
  switch (activity.type) {
    case 'message':
      return messageOf(activity, words);
    case 'conversationUpdate':
      return isOpened(activity) ? { kind: 'start' } : nothing;
    case 'messageUpdate':
      return { kind: 'note', note: { kind: 'edited', text: textOf(activity), of: idOf(activity) } };
    case 'messageDelete':
      return { kind: 'note', note: { kind: 'deleted', of: idOf(activity) } };
    case 'messageReaction': {
      const added = activity.reactionsAdded ?? [];
      const text = added.map(({ type }) => reactions[type] ?? type).join(' ');
      return text === '' ? nothing : { kind: 'note', note: { kind: 'reacted', text, of: activity.replyToId ?? '' } };
    }
    default:
      return nothing;
  }
}

/** Whether more than one person is in it. Pure. */
export function isGroupChat({ conversation }: BotActivity): boolean {
  const type = conversation.conversationType ?? '';
  return conversation.isGroup === true || type === 'groupChat' || type === 'channel';
}

/** The conversation's address: Bot Service's id of it, or a digest of one that is too long. Pure. */
export function addressOf({ conversation: { id } }: BotActivity): string {
  return id.length <= 200 ? id : `sha256:${digest(id)}`;
}

/**
 * The id that makes a redelivery known. Teams counts messages in each conversation anew, so the conversation is part of it; an
 * activity without an id is known by its content. Pure.
 */
export function messageIdOf(activity: BotActivity, reading: BotReading): string {
  const place = digest(activity.conversation.id).slice(0, 24);
  if (reading.kind === 'start') return `${place}/start`;
  const { id, type, timestamp, text } = activity;
  const own = id ?? digest(JSON.stringify([timestamp, activity.from.id, text, activity.attachments]));
  const kind = type === 'message' ? '' : `${type}/${timestamp ?? ''}/`;
  return `${place}/${kind}${own.length <= 160 ? own : digest(own)}`;
}

/** Names of Teams' reactions as people see them. */
const reactions: Readonly<Record<string, string>> = {
  ...{ like: '👍', heart: '❤️', laugh: '😆', surprised: '😮', sad: '😢', angry: '😠' },
};

function messageOf(activity: BotActivity, words: BotTexts): BotReading {
  const files = filesOf(activity);
  const parts = [textOf(activity), ...placesOf(activity, words)].filter((part) => part !== '');
  if (parts.length === 0 && files.length === 0) {
    const said = pressedText(activity.value);
    return { kind: 'message', text: said ?? words.unsupported, files };
  }
  return { kind: 'message', text: parts.join('\n'), files };
}

/** A button may bring its words as the value and leave the text empty. */
function pressedText(value: unknown): string | null {
  if (typeof value === 'string' && value.trim() !== '') return value;
  return stringIn(value, 'text') ?? stringIn(value, 'title');
}

/** The text without the words that only address the bot: `<at>Soporte</at> no puedo facturar`. */
function textOf({ text = '', entities = [], recipient, textFormat }: BotActivity): string {
  let said = text;
  for (const entity of entities) {
    if (stringIn(entity, 'type') !== 'mention') continue;
    const mentioned = (entity as { mentioned?: unknown }).mentioned;
    const words = stringIn(entity, 'text');
    if (stringIn(mentioned, 'id') === recipient.id && words) said = said.replaceAll(words, ' ');
  }
  // Whoever else is mentioned stays in the sentence, by name.
  said = said.replace(/<at\b[^>]*>([^<]*)<\/at>/gi, '$1');
  if (textFormat === 'xml') said = unescapeXml(said.replace(/<[^>]*>/g, ' '));
  return said
    .replace(/\u00a0|&nbsp;/g, ' ')
    .replace(/[ \t]{2,}/g, ' ')
    .trim();
}

function unescapeXml(text: string): string {
  const names: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };
  return text.replace(/&(lt|gt|amp|quot|apos);/g, (whole, name: string) => names[name] ?? whole);
}

/** Places: entities of type `Place`, or Messenger's own. */
function placesOf({ entities = [] }: BotActivity, words: BotTexts): string[] {
  return entities.flatMap((entity) => {
    if (stringIn(entity, 'type') !== 'Place') return [];
    const geo = (entity as { geo?: unknown }).geo;
    const at = typeof geo === 'object' && geo !== null ? (geo as Readonly<Record<string, unknown>>) : {};
    if (typeof at.latitude !== 'number' || typeof at.longitude !== 'number') return [];
    const name = stringIn(entity, 'name') ?? stringIn(geo, 'name');
    return [`${words.location}: ${at.latitude}, ${at.longitude}${name ? ` (${name})` : ''}`];
  });
}

/** Bot Service tells that the bot was added, or the person, or both. */
function isOpened(activity: BotActivity): boolean {
  return !isGroupChat(activity) && (activity.membersAdded ?? []).length > 0;
}

function idOf({ id, replyToId }: BotActivity): string {
  return id ?? replyToId ?? '';
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
