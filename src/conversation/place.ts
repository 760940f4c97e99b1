import type { Policy } from '../contracts/policy.ts';
import type { TicketFacts } from '../contracts/ticket.ts';
import type { ConversationDoc } from '../storage/models/conversations.ts';

/** What becomes of a message at the door that it came through (MAS-25, MAS-26, CON-08); `bot`: the flow answers. */
export type Reception = Policy['channels'][string]['mailboxes'][string]['mode'];

type Door = Pick<ConversationDoc, 'channel' | 'account'>;

/** The policy's rule for the door. */
export function receptionOf(policy: Policy, door: Door): Reception {
  return mailboxOf(policy, door)?.mode ?? 'bot';
}

/** Where a case came from, for the rules that ask: `channel`, and `mailbox` where the policy knows it by name. */
export function placeFacts(policy: Policy, door: Door): TicketFacts {
  const { channel, account } = door;
  return { channel, ...(mailboxOf(policy, door) === undefined ? {} : { mailbox: account }) };
}

function mailboxOf({ channels }: Policy, { channel, account }: Door) {
  const mailboxes = channels[channel]?.mailboxes ?? {};
  return Object.hasOwn(mailboxes, account) ? mailboxes[account] : undefined;
}
