import { DoorWorld } from '../channels/botframework/world.ts';
import { channelContract } from './channel-contract.ts';

const people: Readonly<Record<string, string>> = { ana: '100', eva: '200' };
const numberOf = (person: string) => people[person] ?? '300';

interface Peer {
  readonly channel: string;
  readonly fixture: string;
  readonly conversationOf: (person: string) => string;
  readonly userOf: (person: string) => string;
}

const peers: readonly Peer[] = [
  {
    ...{ channel: 'facebook', fixture: 'facebook.text' },
    conversationOf: (person) => `psid-${numberOf(person)}-page-1`,
    userOf: (person) => `psid-${numberOf(person)}`,
  },
  {
    ...{ channel: 'teams', fixture: 'teams.text' },
    conversationOf: (person) => `a:chat-${numberOf(person)}`,
    userOf: (person) => `29:user-${numberOf(person)}`,
  },
];

for (const { channel, fixture, conversationOf, userOf } of peers) {
  channelContract(`${channel}, through the Bot Service door`, async (intake) => {
    const world = await DoorWorld.open({}, intake);
    let count = 0;
    let last: object = {};
    const post = async () => {
      const status = await world.post(last);
      if (status !== 200) throw new Error(`the door answered ${status}`);
    };
    const sentTo = (person: string) =>
      world.service.sent.filter(({ conversation }) => conversation === conversationOf(person));
    return {
      adapter: world.adapter(channel),
      async say(person, text) {
        count += 1;
        const about = { id: `17000000${count}`, text, attachments: [] };
        const recorded = world.fixture(fixture);
        const conversation = { ...(recorded.conversation as object), id: conversationOf(person) };
        last = { ...recorded, ...about, conversation, from: { id: userOf(person) } };
        await post();
      },
      repeat: post,
      shown: async (person) =>
        sentTo(person)
          .flatMap(({ activity }) => {
            const buttons = activity.suggestedActions as { actions: { title: string }[] } | undefined;
            return [activity.text, ...(buttons?.actions ?? []).map(({ title }) => title)];
          })
          .join('\n'),
      count: async (person) => sentTo(person).length,
      close: () => world.close(),
    };
  });
}
