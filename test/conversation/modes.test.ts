import { describe, expect, it } from '@jest/globals';
import type { ConversationMode } from '../../src/contracts/conversation.ts';
import { botMaySpeak, type ModeEvent, nextMode } from '../../src/conversation/modes.ts';

const modes: ConversationMode[] = ['bot', 'waiting', 'agent', 'closed'];
const events: ModeEvent[] = ['message', 'requestAgent', 'take', 'queue', 'return', 'close'];

/** The whole table, written a second time by hand from the requirements: 4 modes × 6 events. */
const expected: Record<ConversationMode, Record<ModeEvent, ConversationMode | null>> = {
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

describe('who has the conversation', () => {
  it.each(modes.flatMap((mode) => events.map((event) => [mode, event] as const)))('%s + %s', (mode, event) => {
    expect(nextMode(mode, event)).toBe(expected[mode][event]);
  });

  it('P7 the bot may not speak while an agent has the conversation, and only then', () => {
    expect(modes.filter((mode) => !botMaySpeak(mode))).toEqual(['agent']);
  });

  it('P7 every path of events leaves one owner: an agent gets it by take alone and keeps it until queue, return or close', () => {
    // Explores every state that any sequence of events can reach, and the edges between them.
    const seen = new Set<ConversationMode>(['bot']);
    const queue: ConversationMode[] = ['bot'];
    for (let mode = queue.shift(); mode; mode = queue.shift()) {
      for (const event of events) {
        const next = nextMode(mode, event);
        if (next === 'agent' && mode !== 'agent') expect(event).toBe('take');
        if (mode === 'agent' && next !== null && next !== 'agent')
          expect(['queue', 'return', 'close']).toContain(event);
        if (mode === 'closed' && next !== null) expect([event, next]).toEqual(['message', 'bot']);
        if (next && !seen.has(next)) {
          seen.add(next);
          queue.push(next);
        }
      }
    }
    expect([...seen].sort()).toEqual(['agent', 'bot', 'closed', 'waiting']);
  });
});
