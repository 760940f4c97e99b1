import { createTerminalChannel, type TerminalChannel } from '../../channels/terminal/index.ts';
import { buildClock } from '../builders/clock.ts';
import { channelContract } from './channel-contract.ts';

channelContract(
  'the terminal',
  async (intake) => {
    const people = new Map<string, { channel: TerminalChannel; drawn: string[] }>();
    const personOf = async (name: string) => {
      const known = people.get(name);
      if (known) return known;
      const drawn: string[] = [];
      const channel = createTerminalChannel({
        output: (text) => drawn.push(text),
        clock: buildClock(),
        sender: { id: name },
        address: `terminal-${name}`,
      });
      await channel.start?.(intake);
      const person = { channel, drawn };
      people.set(name, person);
      return person;
    };
    const first = await personOf('ana');
    return {
      adapter: first.channel,
      say: async (person, text) => (await personOf(person)).channel.say(text),
      repeat: async () => undefined,
      shown: async (person) => (await personOf(person)).drawn.join('\n'),
      count: async (person) => (await personOf(person)).drawn.length,
      close: async () => first.channel.stop?.(),
    };
  },
  {
    failure: 'there is no network: what was typed is in the hand of who typed it',
    broken: 'a conversation of an earlier run has nobody at its keyboard, and its words are in the log',
  },
);
