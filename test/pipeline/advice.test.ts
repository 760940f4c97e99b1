import { afterEach, describe, expect, it, jest } from '@jest/globals';
import type { Advice, AdviceRequest } from '../../src/contracts/advice.ts';
import type { Flow } from '../../src/contracts/flow.ts';
import { redacted } from '../builders/flow-context.ts';
import { buildWorld, removeWorld, type World } from '../builders/pipeline.ts';

jest.setTimeout(30_000);

const advice: Advice = { similar: [], chosen: ['respaldo'], reading: { kind: 'soporte' } };

/** Records one unanswered question and says what it was advised. */
const advisedFlow: Flow<{ heard: number }> = {
  name: 'advised',
  initial: () => ({ heard: 0 }),
  step(state, event) {
    if (event.type !== 'message') return { state, replies: [], commands: [] };
    const heard = state.heard + 1;
    const text = `${heard}: ${event.advice?.chosen?.join() ?? 'no advice'}`;
    return { state: { heard }, replies: [{ text }], commands: [{ type: 'findTickets' }] };
  },
  listensFor: () => ({ expects: 'problem', topic: redacted('') }),
};

let world: World;
afterEach(async () => {
  await world.close();
  removeWorld(world);
});

/** An advisor that answers these, one after the other, and remembers what it was told. */
function advisorOf(...answers: (Advice | null | Error)[]) {
  const asked: AdviceRequest[] = [];
  const advise = async (request: AdviceRequest) => {
    asked.push(request);
    const answer = answers[asked.length - 1] ?? null;
    if (answer instanceof Error) throw answer;
    return answer;
  };
  return { asked, advise };
}

/** The next commit of a new conversation fails, as if the process had died before it. */
function failNextCommit({ stores }: World): void {
  const { conversations } = stores;
  const create = conversations.create.bind(conversations);
  conversations.create = async () => {
    conversations.create = create;
    throw new Error('the commit failed');
  };
}

describe('advice before a turn', () => {
  it('P2 a repeated turn reads the advice of the first try: it is asked for once, and the reply is the same', async () => {
    const advisor = advisorOf(advice, null);
    world = await buildWorld({ flow: advisedFlow as Flow<never>, advisor });
    failNextCommit(world);
    await world.say('ana', 'no puedo respaldar');
    expect(world.channel.said('ana')).toEqual([]);
    world.clock.advance({ minutes: 10 });
    await world.jobs.runDue();
    await world.pipeline.idle();
    expect(world.channel.said('ana')).toEqual(['1: respaldo']);
    expect(advisor.asked).toHaveLength(1);
  });

  it('P2 a repeated turn that had no advice gets none later either, and commits once', async () => {
    const advisor = advisorOf(null, advice);
    world = await buildWorld({ flow: advisedFlow as Flow<never>, advisor });
    failNextCommit(world);
    await world.say('ana', 'no puedo respaldar');
    world.clock.advance({ minutes: 10 });
    await world.jobs.runDue();
    await world.pipeline.idle();
    expect(world.channel.said('ana')).toEqual(['1: no advice']);
    expect(advisor.asked).toHaveLength(1);
  });

  it('an advisor that breaks its word costs the advice, not the answer', async () => {
    world = await buildWorld({ flow: advisedFlow as Flow<never>, advisor: advisorOf(new Error('broken')) });
    await world.say('ana', 'no puedo respaldar');
    expect(world.channel.said('ana')).toEqual(['1: no advice']);
  });

  it('P4 the advisor is told redacted text only, of this message and of those before', async () => {
    const advisor = advisorOf();
    world = await buildWorld({ flow: advisedFlow as Flow<never>, advisor });
    await world.say('ana', 'mi contraseña es Canela2023');
    await world.say('ana', 'el servidor es 10.20.30.40');
    expect(advisor.asked).toHaveLength(2);
    expect(JSON.stringify(advisor.asked)).not.toMatch(/Canela2023|10\.20\.30\.40/);
    expect(advisor.asked[1]?.recent.map(({ speaker }) => speaker)).toContain('user');
  });

  it('a button is not asked about', async () => {
    const advisor = advisorOf();
    world = await buildWorld({ flow: advisedFlow as Flow<never>, advisor });
    const { intake } = world.pipeline;
    await intake.accept([
      {
        ...{ channel: 'terminal', account: 'desk', address: 'ana', messageId: 'b1', sender: { id: 'ana' } },
        ...{ sentAt: new Date(0), text: 'Sí, me sirvió', choice: 'yes' },
      },
    ]);
    await world.pipeline.idle();
    expect(advisor.asked).toEqual([]);
    expect(world.channel.said('ana')).toEqual(['1: no advice']);
  });
});
