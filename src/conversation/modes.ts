import type { ConversationMode } from '../contracts/conversation.ts';

/** What can happen to the ownership of a conversation. */
export type ModeEvent = 'message' | 'requestAgent' | 'take' | 'queue' | 'return' | 'close';

/**
 * Who has the conversation after an event; `null` = refused. One owner at a time (P7): only `take` gives it to a
 * person, only `return` gives it back to the bot, `queue` lets it wait for another person, and a message after closing starts a new episode with the bot.
 */
const transitions: Readonly<Record<ConversationMode, Readonly<Record<ModeEvent, ConversationMode | null>>>> = {
  bot: { message: 'bot', requestAgent: 'waiting', take: 'agent', queue: 'waiting', return: null, close: 'closed' },
  waiting: {
    message: 'waiting',
    requestAgent: 'waiting',
    take: 'agent',
    queue: 'waiting',
    return: 'bot',
    close: 'closed',
  },
  agent: { message: 'agent', requestAgent: null, take: 'agent', queue: 'waiting', return: 'bot', close: 'closed' },
  closed: { message: 'bot', requestAgent: null, take: null, queue: null, return: null, close: null },
};

/** The mode after an event, or null when the event is refused in this mode. */
export function nextMode(mode: ConversationMode, event: ModeEvent): ConversationMode | null {
  return transitions[mode][event];
}

/** Whether the bot may speak: never while a person has the conversation (P7). */
export function botMaySpeak(mode: ConversationMode): boolean {
  return mode !== 'agent';
}
