import type { ChannelMount } from '../../../src/contracts/channel.ts';
import type { Attachment, IntakePort, Reply } from '../../../src/contracts/envelope.ts';
import type { WhatsappStatus } from '../../../src/contracts/whatsapp.ts';
import { AppError, isAppError } from '../../../src/errors/app-error.ts';
import { addressOf, plainJid } from '../addresses.ts';
import { ChatBook } from '../chats.ts';
import { Inbound } from '../inbound.ts';
import { systemTimers, type WhatsappOptions } from '../options.ts';
import { messageIdOf, type Part, partsOf } from '../render.ts';
import { Graph, type GraphOptions } from './graph.ts';
import { type CloudMessage, type CloudStatus, cloudIncoming, readWebhook } from './read-webhook.ts';
import { webhookMount } from './webhook.ts';

/** Credentials of the Cloud API and what else it needs. */
export interface CloudOptions extends Omit<GraphOptions, 'mediaHosts' | 'fileBytes'> {
  readonly appSecret: string;
  readonly verifyToken: string;
  readonly mediaHosts: readonly string[];
  /** Approved template with one variable, which the reply's text fills; null: none. */
  readonly template: { readonly name: string; readonly language: string } | null;
}

/** The Cloud API's side of the channel. */
export interface CloudSide {
  readonly mount: ChannelMount;
  start(intake: IntakePort): Promise<void>;
  stop(): Promise<void>;
  send(reply: Reply): Promise<{ id?: string }>;
  status(): WhatsappStatus;
  idle(): Promise<void>;
}

const DAY_MS = 24 * 3_600_000;
const MAX_TEXT = 4_096;
const MAX_TEMPLATE_TEXT = 1_000;

type Options = Omit<WhatsappOptions, 'linked' | 'governor' | 'groups'> & { readonly cloud: CloudOptions };

/** WhatsApp through Meta's Cloud API: signed webhooks in, the Graph API out, on the same conversations as a linked device. */
export function createCloudSide(options: Options): CloudSide {
  const { account, cloud, stores, texts, clock, logger, conversations, timers = systemTimers } = options;
  const graph = new Graph({ ...cloud, fileBytes: options.fileBytes });
  const book = new ChatBook(account, stores.chats, logger);
  let intake: IntakePort | null = null;
  let status: WhatsappStatus = {
    ...{ account, transport: 'cloud', state: 'off', since: clock.now(), qr: null, code: null },
    ...{ stop: null, lastCode: null, retryAt: null, alert: null },
  };
  const set = (change: Partial<WhatsappStatus>) => {
    status = { ...status, ...change, since: clock.now() };
    options.onStatus(status);
  };
  const inbound = new Inbound({
    ...{ account, book, inbox: stores.inbox, conversations, files: options.files, texts, clock, logger, timers },
    intake() {
      if (intake === null) throw new AppError('STORE_CLOSED');
      return intake;
    },
    fetch: ({ id }) => graph.download(id ?? ''),
    unpack: (text) => cloudIncoming(JSON.parse(text) as CloudMessage, texts),
    isOurs: async () => false,
    listensTo: async () => false,
    onTaken: (taken) => {
      if (!options.readMarks) return;
      for (const { id, reading } of taken) if (reading.kind === 'message') void markRead(graph, id, options);
    },
  });
  return {
    mount: webhookMount({ ...cloud, logger, take: (body) => takeNews(body, { options, inbound }) }),
    async start(port) {
      intake = port;
      set({ state: 'open' });
      await inbound.recover();
    },
    async stop() {
      await inbound.stop();
      intake = null;
      set({ state: 'off' });
    },
    async send(reply) {
      try {
        return await sendReply(reply, { options, graph, book });
      } catch (error) {
        // Our token or our account is refused: a person must look.
        if (isAppError(error, 'WHATSAPP_STOPPED')) set({ state: 'stopped', stop: 'loggedOut', lastCode: 401 });
        throw error;
      }
    },
    status: () => status,
    idle: () => inbound.idle(),
  };
}

async function markRead(graph: Graph, id: string, { logger }: Options): Promise<void> {
  await graph.markRead(id).catch((err: unknown) => logger.debug({ err }, 'not marked as read'));
}

async function takeNews(body: unknown, { options, inbound }: { options: Options; inbound: Inbound }): Promise<void> {
  const news = readWebhook(body, options.cloud.phoneId);
  if (news === null) return;
  const arrivals = news.messages.flatMap((message) => {
    const incoming = cloudIncoming(message, options.texts);
    return incoming === null ? [] : [{ incoming, pack: () => JSON.stringify(message) }];
  });
  await inbound.take(arrivals);
  for (const status of news.statuses) await learn(status, options);
}

const fates = { sent: 'taken', delivered: 'delivered', read: 'read', failed: 'refused' } as const;

/** Our own id came along with the message, so that its fate is known even when the answer to the send was lost. */
async function learn({ ours, status, code }: CloudStatus, { account, stores, conversations }: Options): Promise<void> {
  const fate = Object.entries(fates).find(([name]) => name === status)?.[1];
  if (ours === null || fate === undefined) return;
  const sent = await stores.outgoing.advance(account, ours, fate, code ?? undefined);
  if (sent && fate !== 'taken') await conversations.delivered(sent.reply, fate === 'refused' ? 'failed' : fate);
}

interface Sending {
  readonly options: Options;
  readonly graph: Graph;
  readonly book: ChatBook;
}

async function sendReply(reply: Reply, { options, graph, book }: Sending): Promise<{ id?: string }> {
  const { account, stores, texts, clock, cloud } = options;
  const chat = await book.byAddress(reply.conversation.address);
  const to = chat?.pn ?? plainJid(`${reply.conversation.address}@s.whatsapp.net`);
  if (chat === null || to === null) throw new AppError('WHATSAPP_FIRST_CONTACT');
  const isOpen = chat.lastInAt !== null && clock.now().getTime() - chat.lastInAt.getTime() < DAY_MS;
  if (!isOpen && cloud.template === null) throw new AppError('WHATSAPP_WINDOW_CLOSED');
  let last: string | undefined;
  for (const [index, part] of partsOf(reply, texts, MAX_TEXT).entries()) {
    last = messageIdOf(reply.id, index);
    const known = await stores.outgoing.begin(account, {
      messageId: last,
      reply: reply.id,
      part: index,
      at: clock.now(),
    });
    if (known.fate !== 'sending' && known.fate !== 'refused') continue;
    const content = isOpen ? await contentOf(part, { options, graph }) : templateOf(part, cloud.template);
    if (content === null) continue;
    const about = { recipient_type: 'individual', to: addressOf(to), biz_opaque_callback_data: last };
    await graph.send({ ...about, ...content });
    await stores.outgoing.advance(account, last, 'taken');
  }
  if (reply.choices.length > 0 || chat.choices.length > 0) await book.save({ ...chat, choices: reply.choices });
  return last === undefined ? {} : { id: last };
}

async function contentOf(
  part: Part,
  { options, graph }: Pick<Sending, 'options' | 'graph'>,
): Promise<Record<string, unknown> | null> {
  if (part.kind === 'text') return { type: 'text', text: { body: part.text, preview_url: false } };
  const bytes = await options.files.get(part.file.fileId);
  if (bytes === null) return null;
  const id = await graph.upload(Buffer.from(bytes), part.file);
  return fileContent(part.file, id);
}

function fileContent({ mediaType, name }: Attachment, id: string): Record<string, unknown> {
  if (/^image\/(jpeg|png)$/.test(mediaType)) return { type: 'image', image: { id } };
  if (/^audio\/(aac|mp4|mpeg|amr|ogg)$/.test(mediaType)) return { type: 'audio', audio: { id } };
  return { type: 'document', document: { id, filename: name } };
}

/** Outside the 24 hours only an approved template passes; its variable takes one line. Files wait for the person's answer. */
function templateOf(part: Part, template: CloudOptions['template']): Record<string, unknown> | null {
  if (part.kind === 'file' || template === null) return null;
  const line = part.text.replace(/\s+/g, ' ').slice(0, MAX_TEMPLATE_TEXT);
  const { name, language } = template;
  const body = { type: 'body', parameters: [{ type: 'text', text: line }] };
  return { type: 'template', template: { name, language: { code: language }, components: [body] } };
}
