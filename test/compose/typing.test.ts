import { describe, expect, it } from '@jest/globals';
import { joinTyping } from '../../src/compose/typing.ts';
import type { ChannelAdapter } from '../../src/contracts/channel.ts';
import type { LiveEvent } from '../../src/contracts/conversation.ts';
import { createLiveBus } from '../../src/conversation/live-bus.ts';
import { conversationIdOf } from '../../src/storage/ids.ts';
import type { ConversationDoc } from '../../src/storage/models/conversations.ts';
import { buildLogger } from '../builders/logger.ts';

const place = { channel: 'webchat', account: 'exsim', address: 'a1' };

function join(abilities: { typing: boolean }) {
  const logger = buildLogger();
  const live = createLiveBus(logger);
  const heard: LiveEvent[] = [];
  live.subscribe((event) => heard.push(event));
  const shown: string[] = [];
  let done: () => void = () => undefined;
  const looked = new Promise<void>((resolve) => {
    done = resolve;
  });
  const showTyping: ChannelAdapter['showTyping'] = (at, name) => void shown.push(`${at.address} ${name}`);
  const adapter = { name: 'webchat', abilities, showTyping } as unknown as ChannelAdapter;
  const ear = joinTyping({
    ...{ live, logger, organisationOf: (_channel, account) => (account === 'exsim' ? 'exsim' : null) },
    adapters: new Map([['webchat', adapter]]),
    conversations: {
      async load() {
        // After what waits for the answer has run.
        setImmediate(done);
        return place as unknown as ConversationDoc;
      },
    },
  });
  return { live, heard, shown, looked, ear };
}

const byAgent = { type: 'typing', organisation: 'exsim', conversationId: 'c1', speaker: 'agent', name: 'Ana' } as const;

describe('signs of writing', () => {
  it('a person’s reaches the desk under their conversation; one of an account that nobody serves reaches nobody', () => {
    const { ear, heard } = join({ typing: true });
    ear(place);
    ear({ ...place, account: 'otra' });
    const conversationId = conversationIdOf('exsim', 'webchat', 'exsim', 'a1');
    expect(heard).toEqual([{ type: 'typing', organisation: 'exsim', conversationId, speaker: 'user', name: '' }]);
  });

  it.each([
    [true, ['a1 Ana']],
    [false, []],
  ])('an agent’s is shown where the abilities of the channel say so: %s', async (typing, expected) => {
    const { live, shown, looked } = join({ typing });
    live.publish(byAgent);
    await looked;
    expect(shown).toEqual(expected);
  });
});
