import { afterEach, describe, expect, it } from '@jest/globals';
import type { Flow, FlowEvent } from '../../src/contracts/flow.ts';
import type { Redacted } from '../../src/contracts/redacted.ts';
import { buildEnvelope, buildWorld, removeWorld, type World } from '../builders/pipeline.ts';

let world: World;
afterEach(async () => {
  await world.pipeline.idle();
  await world.close();
  removeWorld(world);
});

const text = (event: FlowEvent) => (event.type === 'message' ? event.text : '');
const draft = (subject: Redacted) => ({
  subject,
  description: subject,
  reason: 'estimate' as const,
  diagnosis: {},
  complexity: null,
  area: 'soporte',
});

/** `ticket` opens one, `bye` closes, `idle` sets a timer; anything else is echoed with what the state counted. */
const flow: Flow<{ said: number }> = {
  name: 'test',
  initial: () => ({ said: 0 }),
  step(state, event, context) {
    if (event.type === 'result') {
      const replies = event.command === 'openTicket' ? [{ text: `folio ${event.ticket.folio}` }] : [];
      return { state, replies, commands: [] };
    }
    if (event.type === 'timer') return { state, replies: [{ text: `timer ${event.name}` }], commands: [] };
    if (event.type === 'returned') return { state, replies: [{ text: 'de vuelta' }], commands: [] };
    const said = state.said + 1;
    const words = text(event) as Redacted;
    if (words === 'ticket')
      return { state: { said }, replies: [], commands: [{ type: 'openTicket', draft: draft(words) }] };
    if (words === 'bye') {
      return {
        state: { said },
        replies: [{ text: 'adiós' }],
        commands: [{ type: 'closeConversation', outcome: 'answered' }],
      };
    }
    if (words === 'agente') {
      return { state: { said }, replies: [], commands: [{ type: 'requestAgent', reason: 'asked', summary: words }] };
    }
    const timers: Record<string, Date> = words === 'idle' ? { idle: new Date(context.now.getTime() + 600_000) } : {};
    return { state: { said }, replies: [{ text: `${said}: ${words}` }], commands: [], timers };
  },
};

async function open(options: Parameters<typeof buildWorld>[0] = {}) {
  world = await buildWorld({ flow: flow as unknown as Flow<never>, ...options });
  return world;
}

async function only() {
  const { items } = await world.pipeline.conversations.list({ limit: 10 });
  expect(items).toHaveLength(1);
  return items[0] as NonNullable<(typeof items)[0]>;
}

describe('turns', () => {
  it('P2 turns of one conversation run one after the other, in the order of the log', async () => {
    await open();
    await Promise.all(
      ['a', 'b', 'c', 'd'].map((word) => world.pipeline.intake.accept([buildEnvelope({ text: word })])),
    );
    await world.pipeline.idle();
    expect(world.channel.said('person-1')).toEqual(['1: a', '2: b', '3: c', '4: d']);
  });

  it('P2 a ticket opened by a turn is one ticket when the turn is repeated after a lost commit', async () => {
    await open();
    const { conversations } = world.stores;
    const commit = conversations.commit.bind(conversations);
    await world.say('ana', 'hola');
    let lost = 1;
    conversations.commit = async (...args) => (lost-- > 0 ? null : commit(...args));
    await world.say('ana', 'ticket');
    expect(world.channel.said('ana')).toEqual(['1: hola', 'folio EXS-000001']);
    expect((await only()).tickets).toEqual(['EXS-000001']);
  });

  it('P2 a ticket is one also when the repeated turn has nothing left to write on the contact', async () => {
    // As the support flow does: what the contact says already is not written again.
    const learns: Flow<Record<string, never>> = {
      name: 'learns',
      initial: () => ({}),
      step(state, event, { contact }) {
        if (event.type !== 'message') return { state, replies: [], commands: [] };
        const learn = { type: 'updateContact' as const, patch: { name: event.text } };
        const commands = [{ type: 'openTicket' as const, draft: draft(event.text) }];
        return { state, replies: [], commands: contact.name === event.text ? commands : [learn, ...commands] };
      },
    };
    await open({ flow: learns as unknown as Flow<never> });
    const { conversations } = world.stores;
    const create = conversations.create.bind(conversations);
    let lost = 1;
    conversations.create = async (...args) => (lost-- > 0 ? false : create(...args));
    await world.say('ana', 'Ana');
    expect((await only()).tickets).toEqual(['EXS-000001']);
    expect(await world.store.connection.model('tickets').countDocuments({})).toBe(1);
  });

  it('P2 a reply of a turn repeated after a crash has the same id', async () => {
    await open();
    const [receipt] = await world.pipeline.intake.accept([buildEnvelope({ address: 'ana', text: 'hola' })]);
    await world.pipeline.idle();
    const first = world.channel.sent.map((reply) => reply.id);
    // As a crash between commit and mark leaves it: the message is pending again, its turn is committed.
    const { connection } = world.store;
    await connection.model('messages').updateOne({ _id: (receipt as { id: string }).id }, { $set: { pending: true } });
    await world.close();
    await open({ dataDir: world.dataDir, clock: world.clock });
    expect(await world.pipeline.recover()).toMatchObject({ messages: 1 });
    await world.pipeline.idle();
    expect(world.channel.sent.map((reply) => reply.id)).toEqual([]);
    const log = await world.pipeline.conversations.messagesAfter((await only()).id, 0);
    expect(log.map((item) => item.id)).toEqual([(receipt as { id: string }).id, ...first]);
  });

  it('P5 a message stored before a crash is answered after the restart', async () => {
    await open();
    const { conversations } = world.stores;
    conversations.create = () => new Promise(() => undefined);
    await world.pipeline.intake.accept([buildEnvelope({ address: 'ana', text: 'hola' })]);
    await world.close();
    await open({ dataDir: world.dataDir, clock: world.clock });
    await world.pipeline.recover();
    await world.pipeline.idle();
    expect(world.channel.said('ana')).toEqual(['1: hola']);
  });

  it('P5 a timer is found again from the conversations when the queue lost every job', async () => {
    await open();
    await world.say('ana', 'idle');
    await world.store.connection.model('jobs').deleteMany({});
    world.clock.advance({ minutes: 11 });
    await world.jobs.runDue();
    expect(world.channel.said('ana')).toEqual(['1: idle']);
    expect(await world.pipeline.recover()).toMatchObject({ timers: 1 });
    await world.jobs.runDue();
    await world.pipeline.idle();
    expect(world.channel.said('ana')).toEqual(['1: idle', 'timer idle']);
  });

  it("a timer fires once, and one person's reset leaves another's timer (BuilderBot clearQueue)", async () => {
    await open();
    await world.say('ana', 'idle');
    await world.say('eva', 'idle');
    await world.say('eva', 'bye');
    world.clock.advance({ minutes: 11 });
    await world.jobs.runDue();
    await world.jobs.runDue();
    await world.pipeline.idle();
    expect(world.channel.said('ana')).toEqual(['1: idle', 'timer idle']);
    expect(world.channel.said('eva')).toEqual(['1: idle', 'adiós']);
  });

  it('a message after closing starts a new episode with a fresh flow, and the bot speaks again', async () => {
    await open();
    await world.say('ana', 'hola');
    await world.say('ana', 'bye');
    expect((await only()).mode).toBe('closed');
    await world.say('ana', 'otra vez');
    expect(world.channel.said('ana')).toEqual(['1: hola', 'adiós', '1: otra vez']);
    expect(await only()).toMatchObject({ mode: 'bot', contact: { visits: 1 } });
  });

  it('a turn that fails is logged, stays pending, and is run again by its job', async () => {
    let broken = true;
    const fragile: Flow<{ said: number }> = {
      ...flow,
      step(...args) {
        if (broken) throw new Error('defect');
        return flow.step(...args);
      },
    };
    await open({ flow: fragile as unknown as Flow<never> });
    await world.say('ana', 'hola');
    expect(world.channel.said('ana')).toEqual([]);
    expect(world.logger.lines.filter((line) => line.level === 'error')).toHaveLength(1);
    broken = false;
    world.clock.advance({ seconds: 2 });
    await world.jobs.runDue();
    await world.pipeline.idle();
    expect(world.channel.said('ana')).toEqual(['1: hola']);
  });

  it('opening a chat greets once and leaves no line of its own in the transcript', async () => {
    const greeting: Flow<{ said: number }> = {
      ...flow,
      step: (state, event, context) =>
        event.type === 'start'
          ? { state, replies: [{ text: 'bienvenida' }], commands: [] }
          : flow.step(state, event, context),
    };
    await open({ flow: greeting as unknown as Flow<never> });
    const start = buildEnvelope({ kind: 'start', text: '', messageId: 'start' });
    await world.pipeline.intake.accept([start]);
    await world.pipeline.intake.accept([start]);
    await world.pipeline.idle();
    expect(world.channel.said('person-1')).toEqual(['bienvenida']);
    const log = await world.pipeline.conversations.messagesAfter((await only()).id, 0);
    expect(log.map((item) => item.speaker)).toEqual(['bot']);
  });

  it('P2 a turn repeated after a crash meets the person as its first run did, and says the same', async () => {
    const greeter: Flow<{ said: number }> = {
      ...flow,
      step(state, event, context) {
        if (event.type === 'result')
          return { state, replies: [{ text: `gracias, ${context.contact.name}` }], commands: [] };
        const words = text(event) as Redacted;
        if (context.contact.name)
          return { state, replies: [{ text: `ya le conozco, ${context.contact.name}` }], commands: [] };
        return { state, replies: [], commands: [{ type: 'updateContact', patch: { name: words } }] };
      },
    };
    await open({ flow: greeter as unknown as Flow<never> });
    const { conversations } = world.stores;
    // The process ends when the turn is about to be written: all that came before it has happened.
    conversations.create = () => new Promise(() => undefined);
    await world.pipeline.intake.accept([buildEnvelope({ address: 'ana', text: 'Ana' })]);
    await world.close();
    await open({ dataDir: world.dataDir, clock: world.clock, flow: greeter as unknown as Flow<never> });
    await world.pipeline.recover();
    await world.pipeline.idle();
    await world.say('ana', 'hola');
    expect(world.channel.said('ana')).toEqual(['gracias, Ana', 'ya le conozco, Ana']);
  });
});
