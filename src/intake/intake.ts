import type { Clock } from '../contracts/clock.ts';
import { type EnvelopeInput, envelopeSchema, type IntakePort, type Receipt } from '../contracts/envelope.ts';
import type { Logger } from '../contracts/logger.ts';
import type { Metrics } from '../contracts/metrics.ts';
import type { OneTimeCodes } from '../contracts/one-time-codes.ts';
import type { Redactor } from '../contracts/redacted.ts';
import { conversationIdOf } from '../storage/ids.ts';
import type { MessageDoc } from '../storage/models/messages.ts';
import type { Appended, MessageLog } from '../storage/repositories/message-log.ts';
import { type Accepted, messageBuilder } from './message-builder.ts';

/** What intake needs. */
export interface IntakeDependencies {
  readonly log: MessageLog;
  readonly redactor: Redactor;
  /** Knows a one-time code that was typed by its digest; without it none is. */
  readonly codes?: Pick<OneTimeCodes, 'digestOf'>;
  readonly metrics: Metrics;
  readonly logger: Logger;
  readonly clock: Clock;
  /** Which organisation an account belongs to; null = the channel is not enabled there. */
  readonly organisationOf: (channel: string, account: string) => string | null;
  /** Told after the durable write, once for each new message, in log order per conversation. */
  readonly onStored: (messages: readonly MessageDoc[]) => void;
}

/**
 * The only door in: dedupe, redact, store, and only then acknowledge (P1). A whole batch is taken, in order;
 * one bad envelope is refused and the others go on.
 */
export function createIntake(dependencies: IntakeDependencies): IntakePort {
  return {
    async accept(batch) {
      const receipts: Receipt[] = new Array(batch.length);
      const byConversation = new Map<string, { index: number; accepted: Accepted }[]>();
      for (const [index, input] of batch.entries()) {
        const checked = check(input, dependencies);
        if ('receipt' in checked) {
          receipts[index] = checked.receipt;
          continue;
        }
        const group = byConversation.get(checked.accepted.conversation) ?? [];
        group.push({ index, accepted: checked.accepted });
        byConversation.set(checked.accepted.conversation, group);
      }
      await Promise.all(
        [...byConversation].map(async ([conversation, group]) => {
          const appended = await store(
            conversation,
            group.map((item) => item.accepted),
            dependencies,
          );
          for (const [position, item] of group.entries()) {
            const result = appended[position];
            if (result) receipts[item.index] = receipt(result, item.accepted);
          }
        }),
      );
      for (const [index, answer] of receipts.entries()) {
        dependencies.metrics.messageReceived(batch[index]?.channel ?? 'unknown', answer.status);
      }
      return receipts;
    },
  };
}

function check(
  input: EnvelopeInput,
  { organisationOf, logger }: IntakeDependencies,
): { accepted: Accepted } | { receipt: Receipt } {
  const parsed = envelopeSchema.safeParse(input);
  const messageId = String((input as { messageId?: unknown }).messageId ?? '').slice(0, 256);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    // Only the path and the code: zod's message may quote what was sent.
    logger.warn({ code: 'MESSAGE_INVALID', path: issue?.path.join('.'), problem: issue?.code }, 'envelope refused');
    const tooLong = issue?.path[0] === 'text' && issue.code === 'too_big';
    return { receipt: { status: 'rejected', messageId, code: tooLong ? 'TEXT_TOO_LONG' : 'MESSAGE_INVALID' } };
  }
  const envelope = parsed.data;
  const org = organisationOf(envelope.channel, envelope.account);
  if (org === null) return { receipt: { status: 'rejected', messageId, code: 'CHANNEL_DISABLED' } };
  const conversation = conversationIdOf(org, envelope.channel, envelope.account, envelope.address);
  return { accepted: { envelope, org, conversation } };
}

async function store(conversation: string, accepted: readonly Accepted[], dependencies: IntakeDependencies) {
  const { log, redactor, metrics, clock, codes, onStored } = dependencies;
  const builders = accepted.map((item) => messageBuilder(item, { redactor, codes }, clock.now()));
  const appended = await log.append(conversation, builders);
  const stored = appended.filter((result) => result.added).map((result) => result.message);
  for (const message of stored) for (const kind of message.removed ?? []) metrics.redacted(kind);
  if (stored.length > 0) onStored(stored);
  return appended;
}

function receipt(result: Appended, { envelope, conversation }: Accepted): Receipt {
  return {
    status: result.added ? 'stored' : 'duplicate',
    messageId: envelope.messageId,
    conversationId: conversation,
    id: result.message._id,
  };
}
