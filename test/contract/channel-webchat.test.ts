import { startGateway } from '../channels/webchat/gateway.ts';
import { channelContract } from './channel-contract.ts';

interface Line {
  readonly id: string;
  readonly from: { readonly role?: string };
  readonly text?: string;
  readonly suggestedActions?: { readonly actions: readonly { readonly title: string }[] };
}

channelContract(
  'the web chat',
  async (intake) => {
    const gateway = await startGateway({
      rateLimits: { sessions: { points: 10_000, seconds: 60 }, messages: { points: 500, seconds: 60 } },
    });
    // The transcript is the delivery: what is stored is shown. The suite's intake stands in front of the test's log.
    await gateway.channel.start?.({
      async accept(batch) {
        const receipts = await intake.accept(batch);
        await gateway.core.accept(batch.filter((_, at) => receipts[at]?.status === 'stored'));
        return receipts;
      },
    });
    const sessions = new Map<string, { token: string; conversationId: string }>();
    const post = async (path: string, body: object, token?: string) => {
      const headers = { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) };
      const answer = await fetch(`${gateway.url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
      if (!answer.ok) throw new Error(`${path} gave ${answer.status}`);
      return (await answer.json()) as never;
    };
    const sessionOf = async (person: string) => {
      const known = sessions.get(person);
      if (known) return known;
      const session: { token: string; conversationId: string } = await post('/api/webchat/session', {});
      sessions.set(person, session);
      return session;
    };
    let last = { person: '', body: {} };
    let serial = 0;
    const deliver = async () => {
      const { token, conversationId } = await sessionOf(last.person);
      await post(`/v3/directline/conversations/${conversationId}/activities`, last.body, token);
    };
    const linesOf = async (person: string): Promise<Line[]> => {
      const { token, conversationId } = await sessionOf(person);
      const answer = await fetch(`${gateway.url}/v3/directline/conversations/${conversationId}/activities`, {
        headers: { authorization: `Bearer ${token}` },
      });
      return ((await answer.json()) as { activities: Line[] }).activities;
    };
    const adapter = {
      ...gateway.channel,
      async send(reply: Parameters<typeof gateway.channel.send>[0]) {
        const { text, choices, links, conversation } = reply;
        const isThere = (await gateway.core.after(conversation.address, 0, 1_000)).some((line) => line.text === text);
        if (!isThere) gateway.core.say(conversation.address, { text, choices, links });
        return gateway.channel.send(reply);
      },
    };
    return {
      adapter,
      async say(person, text) {
        serial += 1;
        last = { person, body: { type: 'message', text, channelData: { clientActivityID: `c${serial}` } } };
        await deliver();
      },
      repeat: deliver,
      async shown(person) {
        const lines = await linesOf(person);
        return lines
          .map(({ text = '', suggestedActions }) =>
            [text, ...(suggestedActions?.actions ?? []).map(({ title }) => title)].join('\n'),
          )
          .join('\n');
      },
      count: async (person) => (await linesOf(person)).filter(({ text }) => text === 'Con gusto le ayudo.').length,
      close: () => gateway.stop(),
    };
  },
  { broken: 'what is stored is delivered: there is no address that could not be reached' },
);
