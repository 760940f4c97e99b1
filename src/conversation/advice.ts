import type { Advice, AdviceRequest, MessageAdvisor } from '../contracts/advice.ts';
import type { FlowState } from '../contracts/flow.ts';
import type { Logger } from '../contracts/logger.ts';
import type { MessageDoc } from '../storage/models/messages.ts';
import type { MessageLog } from '../storage/repositories/message-log.ts';
import type { Organisation } from './organisation.ts';

/** Turns of the conversation that the advisor is told of. */
const RECENT = 6;
/** Whatever an advisor promises, a turn waits no longer than this, ms. */
const PATIENCE_MS = 10_000;

/** What asking for advice needs. */
export interface AdviceParts {
  readonly advisor: MessageAdvisor;
  readonly log: MessageLog;
  readonly logger: Logger;
}

/**
 * A model's advice on a message, asked for at most once and kept with the message before the turn uses it: a turn that is
 * repeated after a crash or a conflict reads the same (P2). Undefined when the flow could do nothing with it.
 */
export async function adviceOn(
  message: MessageDoc,
  { flow: state, organisation: { flow } }: { flow: FlowState; organisation: Organisation },
  { advisor, log, logger }: AdviceParts,
): Promise<Advice | undefined> {
  if (message.advice !== undefined) return message.advice ?? undefined;
  const listens = message.choice === undefined && message.text !== '' ? (flow.listensFor?.(state) ?? null) : null;
  if (!listens) return undefined;
  const before = (await log.last(message.conversation, RECENT + 1)).filter(
    ({ seq, kind }) => seq < message.seq && kind === 'message',
  );
  const request = {
    organisation: message.org,
    conversationId: message.conversation,
    text: message.text,
    ...listens,
    recent: before.slice(-RECENT).map(({ speaker, text }) => ({ speaker, text })),
  };
  message.advice = await inTime(advisor, request, logger);
  await log.keepAdvice(message._id, message.advice);
  return message.advice ?? undefined;
}

/** A conversation never waits for an advisor that broke its word. */
async function inTime(advisor: MessageAdvisor, request: AdviceRequest, logger: Logger): Promise<Advice | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(resolve, PATIENCE_MS, null);
  });
  try {
    return await Promise.race([advisor.advise(request), late]);
  } catch (err) {
    logger.error({ err, conversation: request.conversationId }, 'advisor failed; the turn goes on without advice');
    return null;
  } finally {
    clearTimeout(timer);
  }
}
