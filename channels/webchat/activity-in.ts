import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { type Attachment, type EnvelopeInput, MAX_TEXT_LENGTH } from '../../src/contracts/envelope.ts';
import { AppError } from '../../src/errors/app-error.ts';
import type { Visitor } from './tokens.ts';

/** What a posted activity comes to. `ignored` is answered politely and goes nowhere. */
export type PostedActivity =
  | { readonly kind: 'ignored' }
  | { readonly kind: 'typing' }
  | { readonly kind: 'message'; readonly text: string; readonly choice?: string; readonly clientId?: string };

// The client chooses it and it is stored and sent back as it came: it may be an id and nothing that could be a text, an
// IP or a MAC address (P4). Web Chat makes letters and digits, our own clients UUIDs, which have five parts; a MAC has six.
const CLIENT_ID = /^(?=.{1,64}$)[a-z\d]+(?:-[a-z\d]+){0,4}$/i;

// Only what we read; everything else a client sends (prototype keys too) is dropped here.
const activitySchema = z.object({
  type: z.string().max(200),
  text: z.string().nullish(),
  value: z.unknown().optional(),
  attachments: z.array(z.unknown()).max(50).nullish(),
  channelData: z
    .object({
      clientActivityID: z
        .string()
        .regex(CLIENT_ID, 'must be an id: up to 64 letters and digits, in at most five parts joined by -')
        .nullish(),
    })
    .nullish(),
});

/** The protocol's other types: these may be named in an answer. */
const KNOWN_TYPES = new Set([
  ...['command', 'commandResult', 'contactRelationUpdate', 'conversationUpdate', 'deleteUserData', 'endOfConversation'],
  ...['handoff', 'installationUpdate', 'invoke', 'invokeResponse', 'messageDelete', 'messageReaction', 'messageUpdate'],
  ...['suggestion', 'trace'],
]);

const choiceSchema = z.object({ choice: z.string().min(1).max(200) });

/** Page events say nothing to anybody. */
const IGNORED = new Set(['event']);

// Line breaks and tabs are writing; the other control characters are not. VT and FF are line breaks of word processors.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const FORBIDDEN = /[\u0000-\u0008\u000e-\u001f\u007f]/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const PAGE_BREAKS = /[\u000b\u000c]/g;
const LONE_SURROGATES = /\p{Surrogate}/gu;

/**
 * Reads a posted activity. Pure. `files` = how many files came with it.
 * Throws MESSAGE_INVALID, TEXT_TOO_LONG, ACTIVITY_UNSUPPORTED.
 */
export function parseActivity(body: unknown, files = 0): PostedActivity {
  const parsed = activitySchema.safeParse(body);
  if (!parsed.success) throw invalid(parsed.error);
  const { type, attachments, channelData, value } = parsed.data;
  if (IGNORED.has(type)) return { kind: 'ignored' };
  if (type === 'typing') return { kind: 'typing' };
  if (type !== 'message') throw new AppError('ACTIVITY_UNSUPPORTED', { type: nameOf(type) });
  if (files === 0 && attachments && attachments.length > 0) {
    throw new AppError('MESSAGE_INVALID', { path: 'attachments', problem: 'send files to /upload' });
  }
  const text = cleanText(parsed.data.text ?? '');
  const choice = choiceOf(value);
  if (text.trim() === '' && choice === undefined && files === 0) {
    throw new AppError('MESSAGE_INVALID', { path: 'text', problem: 'the message is empty' });
  }
  const clientId = channelData?.clientActivityID ?? undefined;
  return {
    kind: 'message',
    text,
    ...(choice === undefined ? {} : { choice }),
    ...(clientId === undefined ? {} : { clientId }),
  };
}

/** The envelope of a message. The sender and the conversation are the token's, whatever the activity says. */
export function toEnvelope(
  visitor: Visitor,
  message: Extract<PostedActivity, { kind: 'message' }>,
  about: { sentAt: Date; attachments?: readonly Attachment[] },
): EnvelopeInput {
  return {
    ...addressOf(visitor),
    messageId: message.clientId === undefined ? serverMessageId(visitor) : clientMessageId(visitor, message.clientId),
    sentAt: about.sentAt,
    kind: 'message',
    text: message.text,
    ...(message.choice === undefined ? {} : { choice: message.choice }),
    attachments: [...(about.attachments ?? [])],
  };
}

/** The envelope that opens a conversation. Its id never changes, so the bot greets once however often the page asks. */
export function startEnvelope(visitor: Visitor, sentAt: Date): EnvelopeInput {
  return { ...addressOf(visitor), messageId: `start|${visitor.conversation}`, sentAt, kind: 'start' };
}

/** The client's own activity id inside a message id, or undefined when the server made it. */
export function clientIdOf(messageId: string | undefined): string | undefined {
  return messageId?.match(/^client\|[^|]*\|([\s\S]*)$/)?.[1];
}

// The conversation is part of the key: nobody can claim the ids of another person's messages.
function clientMessageId(visitor: Visitor, clientId: string): string {
  return `client|${visitor.conversation}|${clientId}`;
}

function serverMessageId(visitor: Visitor): string {
  return `server|${visitor.conversation}|${randomBytes(12).toString('base64url')}`;
}

/** Where a visitor writes. */
export function placeOf(visitor: Visitor): Pick<EnvelopeInput, 'channel' | 'account' | 'address'> {
  return { channel: 'webchat', account: visitor.site, address: visitor.conversation };
}

function addressOf(visitor: Visitor): Pick<EnvelopeInput, 'channel' | 'account' | 'address' | 'sender'> {
  return {
    channel: 'webchat',
    account: visitor.site,
    address: visitor.conversation,
    sender: { id: visitor.user, ...(visitor.name === undefined ? {} : { name: visitor.name }) },
  };
}

function cleanText(raw: string): string {
  if (raw.length > MAX_TEXT_LENGTH) throw new AppError('TEXT_TOO_LONG', { limit: MAX_TEXT_LENGTH });
  if (FORBIDDEN.test(raw)) {
    throw new AppError('MESSAGE_INVALID', { path: 'text', problem: 'it holds control characters' });
  }
  return raw.replace(PAGE_BREAKS, '\n').replace(LONE_SURROGATES, '\uFFFD');
}

// Our buttons send {choice}; other clients' buttons may send any value, which only the text speaks for.
function choiceOf(value: unknown): string | undefined {
  const parsed = choiceSchema.safeParse(value);
  return parsed.success && !FORBIDDEN.test(parsed.data.choice) ? parsed.data.choice : undefined;
}

// An unknown type is the sender's text, and errors never repeat that.
function nameOf(type: string): string {
  return KNOWN_TYPES.has(type) ? type : '(unknown)';
}

function invalid(error: z.ZodError): AppError {
  const issue = error.issues[0];
  return new AppError('MESSAGE_INVALID', {
    path: issue?.path.join('.') || 'activity',
    problem: issue?.message ?? 'not an activity',
  });
}
