import { randomUUID } from 'node:crypto';
import type { LiveBus, LiveEvent, TranscriptItem } from '../../contracts/conversation.ts';
import type { Logger } from '../../contracts/logger.ts';
import { quietly, type RedisConnections } from './connection.ts';

/** What crosses processes, bytes. A longer message goes as its id, and is read from the log. */
const LONGEST = 32_768;

/** What the bus of many processes needs. */
export interface LiveChannelOptions {
  readonly redis: RedisConnections;
  /** The bus of this process: what comes from elsewhere is published there too. */
  readonly local: LiveBus;
  readonly logger: Logger;
  /** A message of the log as screens see it; null when it is gone. */
  readonly read: (messageId: string) => Promise<TranscriptItem | null>;
}

interface Crossing {
  readonly from: string;
  readonly event?: LiveEvent;
  readonly message?: { readonly conversationId: string; readonly organisation: string; readonly id: string };
}

/** A live bus that crosses processes: redacted events as in one process, none kept, none waited for. */
export async function createSharedLiveBus(options: LiveChannelOptions): Promise<LiveBus> {
  const { redis, local, logger, read } = options;
  const from = randomUUID();
  const channel = `${redis.prefix}:live`;
  const tell = quietly(logger);
  const hear = redis.dedicated();
  hear.on('message', (_channel: string, text: string) => {
    receive(text).catch((err: unknown) => logger.warn({ err }, 'a live event of another process was not understood'));
  });
  const receive = async (text: string): Promise<void> => {
    const crossing = unpack(text);
    if (crossing.from === from) return;
    if (crossing.event) return local.publish(crossing.event, 'elsewhere');
    if (!crossing.message) return;
    const { conversationId, organisation, id } = crossing.message;
    const item = await read(id);
    if (item) local.publish({ type: 'message', conversationId, organisation, item }, 'elsewhere');
  };
  await hear.subscribe(channel);
  return {
    publish(event) {
      local.publish(event);
      const text = pack(from, event);
      if (text !== null && redis.isUp()) redis.commands.publish(channel, text).catch(tell);
    },
    subscribe: (listener) => local.subscribe(listener),
  };
}

function pack(from: string, event: LiveEvent): string | null {
  const text = JSON.stringify({ from, event }, tagDates);
  if (Buffer.byteLength(text) <= LONGEST) return text;
  if (event.type !== 'message') return null;
  const { conversationId, organisation, item } = event;
  return JSON.stringify({ from, message: { conversationId, organisation, id: item.id } });
}

function unpack(text: string): Crossing {
  return JSON.parse(text, (_key, value) => (isTagged(value) ? new Date(value.$date) : value)) as Crossing;
}

/** JSON turns dates into texts before it asks: the holder still has them. */
function tagDates(this: unknown, key: string, value: unknown): unknown {
  const held = (this as Record<string, unknown>)[key];
  return held instanceof Date ? { $date: held.getTime() } : value;
}

function isTagged(value: unknown): value is { $date: number } {
  return typeof value === 'object' && value !== null && typeof (value as { $date?: unknown }).$date === 'number';
}
