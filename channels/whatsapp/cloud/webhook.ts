import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ChannelMount } from '../../../src/contracts/channel.ts';
import type { Logger } from '../../../src/contracts/logger.ts';

/** What the webhook checks and calls. */
export interface WebhookParts {
  readonly appSecret: string;
  readonly verifyToken: string;
  readonly logger: Logger;
  /** Resolves when everything in it is durable; Meta is told only then. */
  readonly take: (body: unknown) => Promise<void>;
}

/** Meta's webhooks hold up to 1,000 updates. */
const MAX_BYTES = 3 * 1024 * 1024;

/** The address that Meta calls: a handshake by GET, signed news by POST. Nothing unsigned is read. */
export function webhookMount(parts: WebhookParts): ChannelMount {
  return {
    path: '/channels/whatsapp/webhook',
    handler: (request: never, response: never) => {
      answer(parts, request, response).catch((err: unknown) => {
        parts.logger.error({ err }, 'a webhook of WhatsApp was not taken; it comes again');
        end(response, 503);
      });
    },
  };
}

async function answer(parts: WebhookParts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method === 'GET') return shakeHands(parts, request, response);
  if (request.method !== 'POST') return end(response, 405);
  const body = await readBody(request);
  if (body === null) return end(response, 413);
  if (!isSigned(body, request.headers['x-hub-signature-256'], parts.appSecret)) return end(response, 401);
  let news: unknown;
  try {
    news = JSON.parse(body.toString('utf8'));
  } catch {
    return end(response, 400);
  }
  await parts.take(news);
  end(response, 200);
}

function shakeHands({ verifyToken }: WebhookParts, request: IncomingMessage, response: ServerResponse): void {
  const query = new URL(request.url ?? '/', 'http://here').searchParams;
  const isMeta = query.get('hub.mode') === 'subscribe' && isSame(query.get('hub.verify_token') ?? '', verifyToken);
  if (!isMeta) {
    end(response, 403);
    return;
  }
  response.setHeader('content-type', 'text/plain');
  end(response, 200, (query.get('hub.challenge') ?? '').slice(0, 200));
}

/** Whether a body was signed with the app's secret. */
export function isSigned(body: Buffer, header: string | string[] | undefined, secret: string): boolean {
  const given = typeof header === 'string' ? header : '';
  return isSame(given, `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`);
}

/** In constant time, whatever the lengths. */
function isSame(one: string, other: string): boolean {
  const digest = (text: string) => createHmac('sha256', 'compare').update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}

async function readBody(request: IncomingMessage): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    length += (chunk as Buffer).length;
    if (length > MAX_BYTES) return null;
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
}

function end(response: ServerResponse, status: number, body = ''): void {
  if (response.writableEnded) return;
  response.statusCode = status;
  response.end(body);
}
