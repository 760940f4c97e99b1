import type { proto } from '@whiskeysockets/baileys';
import type { ChannelNote } from '../../src/contracts/channel-notes.ts';
import type { WhatsappTexts } from './texts.ts';

/** A file that a message names; its bytes lie encrypted on a media server. */
export interface MediaPart {
  readonly kind: 'image' | 'video' | 'audio' | 'document' | 'sticker';
  readonly url: string;
  readonly directPath: string;
  readonly mediaKey: Uint8Array;
  readonly mediaType: string;
  readonly name: string;
  /** As the sender says; the real size is measured. */
  readonly size: number;
  /** The Cloud API names files by an id and gives them out itself. */
  readonly id?: string;
}

/** What a message is to us. */
export type Reading =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'note'; readonly note: ChannelNote }
  | {
      readonly kind: 'message';
      readonly text: string;
      readonly choice?: string;
      readonly replyTo?: string;
      readonly media?: MediaPart;
    };

type Content = proto.IMessage;

const REVOKE = 0;
const EDIT = 14;
const MAX_WRAPS = 6;
const nothing: Reading = { kind: 'nothing' };

/** Reads one message's content: text in all its shapes, answers to buttons and lists, files, changes of older messages. Pure. */
export function readContent(content: Content | null | undefined, words: WhatsappTexts): Reading {
  const inner = unwrap(content);
  if (!inner) return nothing;
  const { protocolMessage, reactionMessage } = inner;
  if (protocolMessage) return readProtocol(protocolMessage);
  if (reactionMessage) return noteOf('reacted', reactionMessage.text ?? '', reactionMessage.key?.id);
  return readChoice(inner) ?? readText(inner) ?? readMedia(inner) ?? readOther(inner, words);
}

/** Takes the wrappings off: disappearing, view-once, captioned, sent from another device. */
export function unwrap(content: Content | null | undefined): Content | null {
  let inner = content ?? null;
  for (let wraps = 0; inner !== null && wraps < MAX_WRAPS; wraps++) {
    const wrapped: Content | null | undefined =
      inner.ephemeralMessage?.message ??
      inner.viewOnceMessage?.message ??
      inner.viewOnceMessageV2?.message ??
      inner.viewOnceMessageV2Extension?.message ??
      inner.documentWithCaptionMessage?.message ??
      inner.editedMessage?.message ??
      inner.groupMentionedMessage?.message ??
      inner.deviceSentMessage?.message;
    if (!wrapped) return inner;
    inner = wrapped;
  }
  return inner;
}

function readProtocol(protocol: proto.Message.IProtocolMessage): Reading {
  const id = protocol.key?.id;
  if (protocol.type === REVOKE) return noteOf('deleted', '', id);
  if (protocol.type !== EDIT) return nothing;
  const edited = unwrap(protocol.editedMessage);
  const read = edited ? (readText(edited) ?? readMedia(edited)) : null;
  return read?.kind === 'message' ? noteOf('edited', read.text, id) : nothing;
}

function noteOf(kind: ChannelNote['kind'], text: string, of: string | null | undefined): Reading {
  if (!of) return nothing;
  // An empty reaction takes one back.
  if (kind === 'reacted' && text === '') return nothing;
  return { kind: 'note', note: kind === 'deleted' ? { kind, of } : { kind, of, text } };
}

function readChoice(inner: Content): Reading | null {
  const { buttonsResponseMessage, listResponseMessage, templateButtonReplyMessage, interactiveResponseMessage } = inner;
  if (buttonsResponseMessage) {
    const { selectedButtonId, selectedDisplayText, contextInfo } = buttonsResponseMessage;
    return chosen(selectedButtonId, selectedDisplayText, contextInfo);
  }
  if (listResponseMessage) {
    const { singleSelectReply, title, contextInfo } = listResponseMessage;
    return chosen(singleSelectReply?.selectedRowId, title, contextInfo);
  }
  if (templateButtonReplyMessage) {
    const { selectedId, selectedDisplayText, contextInfo } = templateButtonReplyMessage;
    return chosen(selectedId, selectedDisplayText, contextInfo);
  }
  if (!interactiveResponseMessage) return null;
  const { nativeFlowResponseMessage, body, contextInfo } = interactiveResponseMessage;
  return chosen(idInFlow(nativeFlowResponseMessage?.paramsJson), body?.text, contextInfo);
}

function idInFlow(json: string | null | undefined): string | undefined {
  try {
    const params: unknown = JSON.parse(json ?? '{}');
    if (typeof params === 'object' && params !== null && 'id' in params) return String(params.id);
  } catch {
    // A form of a kind that we did not send.
  }
  return undefined;
}

function chosen(
  id: string | null | undefined,
  title: string | null | undefined,
  context: proto.IContextInfo | null | undefined,
): Reading {
  const text = title ?? id ?? '';
  if (text === '') return nothing;
  const choice = id && id.length <= 200 ? { choice: id } : {};
  return { kind: 'message', text, ...choice, ...replyTo(context) };
}

function readText(inner: Content): Reading | null {
  const { conversation, extendedTextMessage } = inner;
  const text = conversation || extendedTextMessage?.text;
  if (!text) return null;
  return { kind: 'message', text, ...replyTo(extendedTextMessage?.contextInfo) };
}

interface MediaMessage {
  url?: string | null;
  directPath?: string | null;
  mediaKey?: Uint8Array | null;
  mimetype?: string | null;
  fileLength?: number | { toNumber(): number } | null;
  caption?: string | null;
  fileName?: string | null;
  contextInfo?: proto.IContextInfo | null;
}

function readMedia(inner: Content): Reading | null {
  const { imageMessage, videoMessage, ptvMessage, audioMessage, documentMessage, stickerMessage } = inner;
  if (imageMessage) return mediaOf('image', imageMessage);
  if (videoMessage ?? ptvMessage) return mediaOf('video', videoMessage ?? ptvMessage ?? {});
  if (audioMessage) return mediaOf('audio', audioMessage);
  if (documentMessage) return mediaOf('document', documentMessage);
  return stickerMessage ? mediaOf('sticker', stickerMessage) : null;
}

const endings: Readonly<Record<string, string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'audio/ogg': 'ogg',
  'audio/mpeg': 'mp3',
  'audio/mp4': 'm4a',
  'video/mp4': 'mp4',
  'application/pdf': 'pdf',
};

function mediaOf(kind: MediaPart['kind'], media: MediaMessage): Reading {
  const mediaType = (media.mimetype ?? 'application/octet-stream').split(';')[0]?.trim().toLowerCase() ?? '';
  const { fileLength } = media;
  const size = typeof fileLength === 'number' ? fileLength : (fileLength?.toNumber() ?? 0);
  const ending = endings[mediaType];
  const name = media.fileName ?? (ending ? `${kind}.${ending}` : kind);
  const text = media.caption ?? '';
  const part = {
    ...{ kind, mediaType, size, name: name.slice(0, 255) },
    ...{ url: media.url ?? '', directPath: media.directPath ?? '', mediaKey: media.mediaKey ?? new Uint8Array() },
  };
  return { kind: 'message', text, media: part, ...replyTo(media.contextInfo) };
}

/** What has no text of its own is put into words. */
function readOther(inner: Content, words: WhatsappTexts): Reading {
  const place = inner.locationMessage ?? inner.liveLocationMessage;
  if (place) {
    const { degreesLatitude: latitude, degreesLongitude: longitude } = place;
    const named = 'name' in place ? [place.name, place.address].filter(Boolean).join(', ') : '';
    const text = `${words.location}: ${latitude}, ${longitude}${named ? ` (${named})` : ''}`;
    return { kind: 'message', text, ...replyTo(place.contextInfo) };
  }
  const cards = inner.contactMessage ? [inner.contactMessage] : (inner.contactsArrayMessage?.contacts ?? []);
  if (cards.length > 0) return { kind: 'message', text: cards.map((card) => cardText(card, words)).join('\n') };
  const poll = inner.pollCreationMessage ?? inner.pollCreationMessageV2 ?? inner.pollCreationMessageV3;
  if (poll) {
    const options = (poll.options ?? []).map(({ optionName }) => `- ${optionName ?? ''}`);
    return { kind: 'message', text: [`${words.poll}: ${poll.name ?? ''}`, ...options].join('\n') };
  }
  if (inner.call) return { kind: 'message', text: words.call };
  return isSilent(inner) ? nothing : { kind: 'message', text: words.unsupported };
}

function cardText({ displayName, vcard }: proto.Message.IContactMessage, words: WhatsappTexts): string {
  const numbers = [...(vcard ?? '').matchAll(/^TEL[^:\n]*:(.+)$/gim)].map((match) => match[1]?.trim() ?? '');
  return `${words.contact}: ${[displayName, ...numbers].filter(Boolean).join(', ')}`;
}

/** Bookkeeping of the protocol, and votes: nobody said anything. */
const silent = new Set([
  'messageContextInfo',
  'senderKeyDistributionMessage',
  'fastRatchetKeySenderKeyDistributionMessage',
  'pollUpdateMessage',
  'keepInChatMessage',
  'pinInChatMessage',
  'encReactionMessage',
  'encCommentMessage',
  'stickerSyncRmrMessage',
  'placeholderMessage',
]);

function isSilent(inner: Content): boolean {
  const said = Object.entries(inner).filter(([, value]) => value !== null && value !== undefined && value !== '');
  return said.every(([name]) => silent.has(name));
}

function replyTo(context: proto.IContextInfo | null | undefined): { replyTo?: string } {
  const id = context?.stanzaId;
  return id ? { replyTo: id.slice(0, 256) } : {};
}
