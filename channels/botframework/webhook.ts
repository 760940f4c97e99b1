import express, { type ErrorRequestHandler, type Request, type Response, Router } from 'express';
import { isAllowedHost } from '../../src/contracts/allowed-hosts.ts';
import type { ChannelMount } from '../../src/contracts/channel.ts';
import type { IntakePort } from '../../src/contracts/envelope.ts';
import { AppError, isAppError } from '../../src/errors/app-error.ts';
import { activitySchema, type BotActivity } from './activity.ts';
import type { Cloud } from './cloud.ts';
import type { BotOptions } from './options.ts';
import { takeActivity } from './receive.ts';

/** Activities are small; files come as addresses. */
const MAX_BYTES = 512 * 1024;

/** What the address needs. */
export interface WebhookParts {
  readonly options: BotOptions;
  readonly cloud: () => Cloud;
  /** Null: not started, or stopped. */
  readonly intake: () => IntakePort | null;
}

/** `POST /api/messages`: where Bot Service sends every activity. What nobody signed is not read further than who is said to have. */
export function messagesMount(parts: WebhookParts): ChannelMount {
  const router = Router();
  router.post('/', express.json({ limit: MAX_BYTES, type: () => true }), (request, response, next) => {
    take(request, response, parts).catch(next);
  });
  router.use((_request, response) => {
    response.status(405).set('Allow', 'POST').end();
  });
  router.use(answerError(parts.options));
  return { path: '/api/messages', handler: router as ChannelMount['handler'] };
}

async function take(request: Request, response: Response, { options, cloud, intake }: WebhookParts): Promise<void> {
  const read = activitySchema.safeParse(request.body);
  if (!read.success) {
    const [issue] = read.error.issues;
    throw new AppError('MESSAGE_INVALID', {
      path: issue?.path.join('.') ?? '',
      problem: issue?.message ?? 'not valid',
    });
  }
  const activity = read.data;
  const channel = options.channels.find(({ channelId }) => channelId === activity.channelId);
  // Before the library looks: it lets some channels in by rules of their own.
  if (!channel) throw new AppError('BOT_CHANNEL_REFUSED');
  const ticket = await cloud().authenticate(activity, request.headers.authorization ?? '');
  if (!isServiceAllowed(activity, options)) throw new AppError('BOT_CHANNEL_REFUSED');
  const port = intake();
  if (port === null) throw new AppError('STORE_CLOSED');
  const parts = { options, intake: port, words: channel.texts, token: () => cloud().token() };
  await cloud().receive(ticket, activity, () => takeActivity(activity, parts));
  // An invoke wants an answer of its own, and nothing that we send makes one.
  response.status(activity.type === 'invoke' ? 501 : 200).end();
}

/** Whether answers may go where the activity says, with our token. Pure. */
export function isServiceAllowed(
  { serviceUrl }: Pick<BotActivity, 'serviceUrl'>,
  { serviceHosts }: Pick<BotOptions, 'serviceHosts'>,
): boolean {
  if (!URL.canParse(serviceUrl)) return false;
  const { protocol, host, hostname, username, password } = new URL(serviceUrl);
  const isSafe = protocol === 'https:' || (protocol === 'http:' && /^(127\.0\.0\.1|localhost)$/.test(hostname));
  return isSafe && username === '' && password === '' && isAllowedHost(host, serviceHosts);
}

/** Codes only: what was refused is not repeated. */
function answerError({ logger }: BotOptions): ErrorRequestHandler {
  return (error: unknown, _request, response, _next) => {
    const status = isAppError(error) ? error.status : statusIn(error);
    const code = isAppError(error) ? error.code : status < 500 ? 'MESSAGE_INVALID' : 'INTERNAL';
    if (status < 500) logger.warn({ code }, 'an activity was refused');
    else logger.error({ err: error }, 'an activity was not taken; Bot Service is told so');
    response.status(status).json({ error: { code } });
  };
}

/** What express found wrong with the body has a status of its own. */
function statusIn(error: unknown): number {
  const status = typeof error === 'object' && error !== null && 'status' in error ? error.status : 500;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : 500;
}
