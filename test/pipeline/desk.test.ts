import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { DeskAction } from '../../src/contracts/conversation.ts';
import { kindSchema } from '../../src/contracts/policy/kinds.ts';
import { buildEnvelope, buildWorld, removeWorld, type World } from '../builders/pipeline.ts';

const luz = { role: 'agent' as const, id: 'agent-luz', name: 'Luz' };
const sol = { role: 'agent' as const, id: 'agent-sol', name: 'Sol' };

describe('handoff', () => {
  let world: World;
  let id: string;
  beforeEach(async () => {
    world = await buildWorld();
    await world.say('ana', 'hola');
    id = (await world.pipeline.conversations.list({ limit: 1 })).items[0]?.id ?? '';
  });
  afterEach(async () => {
    await world.pipeline.idle();
    await world.close();
    removeWorld(world);
  });

  async function act(action: DeskAction, actor = luz) {
    const summary = await world.pipeline.conversations.act(id, action, actor);
    await world.pipeline.idle();
    return summary;
  }
  const reply = (text: string, key = text): DeskAction => ({ type: 'reply', id: key, text });
  const runTimers = async () => {
    await world.jobs.runDue();
    await world.pipeline.idle();
  };

  it('P7 the bot is silent from take to return, and speaks again after it (chatwoot#4410)', async () => {
    await act({ type: 'take' });
    await world.say('ana', 'sigo aquí');
    await act(reply('Buen día'));
    await world.say('ana', 'gracias');
    expect(world.channel.said('ana').filter((text) => text.startsWith('echo'))).toEqual(['echo 1: hola']);
    await act({ type: 'return' });
    await world.say('ana', 'otra duda');
    expect(world.channel.said('ana').at(-1)).toBe('echo 2: otra duda');
  });

  it('one agent at a time: a second take, and a reply by somebody else, are refused', async () => {
    await act({ type: 'take' });
    await expect(act({ type: 'take' }, sol)).rejects.toMatchObject({ code: 'CONVERSATION_TAKEN' });
    await expect(act(reply('hola'), sol)).rejects.toMatchObject({ code: 'CONVERSATION_TAKEN' });
    expect(await act({ type: 'take' })).toMatchObject({ mode: 'agent', assignee: luz.id });
  });

  it('two agents who take at the same moment: one has it, the other is told', async () => {
    const both = await Promise.allSettled([act({ type: 'take' }), act({ type: 'take' }, sol)]);
    expect(both.map((result) => result.status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('a reply before taking, and any action after closing, are refused and say what to do', async () => {
    await expect(act(reply('hola'))).rejects.toMatchObject({ code: 'CONVERSATION_MOVE_REFUSED' });
    await act({ type: 'take' });
    await act({ type: 'close', outcome: 'agent' });
    await expect(act({ type: 'return' })).rejects.toMatchObject({ code: 'CONVERSATION_MOVE_REFUSED' });
    await expect(act(reply('hola'))).rejects.toMatchObject({ code: 'CONVERSATION_MOVE_REFUSED' });
  });

  it('a reply sent twice over a weak link leaves once (chatwoot#9314)', async () => {
    await act({ type: 'take' });
    await Promise.all([act(reply('Buen día', 'key-1')), act(reply('Buen día', 'key-1'))]);
    await act(reply('Buen día', 'key-1'));
    expect(world.channel.said('ana').filter((text) => text === 'Buen día')).toHaveLength(1);
  });

  it('P4 what an agent types is redacted too, an echo of a removed value included', async () => {
    await world.say('ana', 'mi clave es Tlax246');
    await act({ type: 'take' });
    await act(reply('¿Tlax246 con mayúscula?', 'a'));
    await act(reply('Su nueva contraseña es Tmp#8890', 'b'));
    expect(world.channel.said('ana').slice(-2)).toEqual([
      '¿[contraseña eliminada] con mayúscula?',
      'Su nueva contraseña es [contraseña eliminada]',
    ]);
  });

  it('EXS-12 the work clock opens the ticket by itself once attention passes 30 minutes, and tells the requester', async () => {
    await act({ type: 'take' });
    world.clock.advance({ minutes: 30 });
    await runTimers();
    expect((await world.pipeline.conversations.get(id)).tickets).toEqual([]);
    world.clock.advance({ ms: 1 });
    await runTimers();
    const after = await world.pipeline.conversations.get(id);
    expect(after.tickets).toEqual(['EXS-000001']);
    expect(after.work.folio).toBe('EXS-000001');
    expect(world.channel.said('ana').at(-1)).toContain('EXS-000001');
  });

  it('EXS-13 attention that ends within 30 minutes leaves no ticket', async () => {
    await act({ type: 'take' });
    world.clock.advance({ minutes: 29 });
    await act({ type: 'close', outcome: 'agent' });
    world.clock.advance({ hours: 5 });
    await runTimers();
    expect((await world.pipeline.conversations.get(id)).tickets).toEqual([]);
  });

  it('EXS-12 while the person is waited for the clock stands still; their answer starts it again (AMB-02)', async () => {
    await act({ type: 'take' });
    world.clock.advance({ minutes: 20 });
    await act(reply('¿Me comparte el folio?'));
    world.clock.advance({ hours: 3 });
    await runTimers();
    expect((await world.pipeline.conversations.get(id)).tickets).toEqual([]);
    await world.say('ana', 'es el A-12');
    world.clock.advance({ minutes: 10, ms: 1 });
    await runTimers();
    expect((await world.pipeline.conversations.get(id)).tickets).toEqual(['EXS-000001']);
  });

  it('EXS-32 the console reads the elapsed attention, and bot time does not count', async () => {
    world.clock.advance({ minutes: 50 });
    await act({ type: 'take' });
    world.clock.advance({ minutes: 7 });
    const { work } = await world.pipeline.conversations.get(id);
    expect(work).toEqual({ elapsedMs: 7 * 60_000, running: true, limitMs: 30 * 60_000, folio: null });
  });

  it("P2 the agent's ticket and the clock's are one ticket", async () => {
    await act({ type: 'take' });
    await act({ type: 'openTicket' });
    await act({ type: 'openTicket' });
    world.clock.advance({ minutes: 31 });
    await runTimers();
    expect((await world.pipeline.conversations.get(id)).tickets).toEqual(['EXS-000001']);
  });

  it('MAS-130 a file that is sent once the ticket is open goes to it, and words alone stay in the chat', async () => {
    await act({ type: 'take' });
    await act({ type: 'openTicket' });
    const file = { fileId: 'a'.repeat(64), name: 'captura.png', mediaType: 'image/png', size: 9 };
    const held = { ...file, fileId: 'b'.repeat(64), name: 'otro.zip', review: 'held' as const };
    await world.say('ana', 'Le mando la captura en un momento');
    const late = buildEnvelope({ address: 'ana', messageId: 'late-1', text: 'Aquí va', attachments: [file, held] });
    for (const _again of [1, 2]) await world.pipeline.intake.accept([late]);
    await world.pipeline.idle();
    const { tickets, ticketEvents } = world.store.connection.models;
    const [ticket] = (await tickets?.find({}).lean()) ?? [];
    expect(ticket?.attachments.map(({ name }: { name: string }) => name)).toEqual(['captura.png']);
    const events = (await ticketEvents?.find({ type: 'requesterReplied' }).lean()) ?? [];
    expect(events.map(({ note }) => note)).toEqual(['Aquí va']);
  });

  it('MAS-105 no file goes to a person by chat while a ticket of a kind with delivery is open, nor one of its files later', async () => {
    const { tickets } = world.organisation.policy;
    const delivery = { mark: 'evidencia', by: ['bpo'] };
    tickets.kinds.push(
      kindSchema.parse({ code: 'auditoria', label: 'Auditoría', when: { reason: ['manual'] }, delivery }),
    );
    const file = { fileId: 'c'.repeat(64), name: 'evidencia.pdf', mediaType: 'application/pdf', size: 9 };
    const other = { ...file, fileId: 'd'.repeat(64) };
    let keys = 0;
    const send = (one: typeof file) =>
      act({ ...reply('Va el archivo', `archivo-${++keys}`), attachments: [one] } as DeskAction);
    await act({ type: 'take' });
    await send(other);
    await act({ type: 'openTicket' });
    await world.pipeline.intake.accept([
      buildEnvelope({ address: 'ana', messageId: 'solicitud', text: 'La solicitud', attachments: [file] }),
    ]);
    await world.pipeline.idle();
    await expect(send(other)).rejects.toMatchObject({ code: 'EVIDENCE_ONLY_ON_TICKET' });
    await act(reply('Está en su ticket'));
    expect(world.channel.said('ana').filter((text) => text === 'Va el archivo')).toHaveLength(1);
    const { tickets: stored } = world.store.connection.models;
    await stored?.updateMany({}, { $set: { closedAt: world.clock.now(), phase: 'closed' } });
    await expect(send(file)).rejects.toMatchObject({ code: 'EVIDENCE_ONLY_ON_TICKET' });
  });

  it('acting on a conversation that does not exist says so', async () => {
    await expect(world.pipeline.conversations.act('nothing', { type: 'take' }, luz)).rejects.toMatchObject({
      code: 'CONVERSATION_NOT_FOUND',
    });
  });

  it('lists by mode with pages that neither repeat nor skip', async () => {
    for (const name of ['b', 'c', 'd', 'e']) await world.say(name, 'hola');
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const page = await world.pipeline.conversations.list({ mode: 'bot', limit: 2, ...(after ? { after } : {}) });
      seen.push(...page.items.map((item) => item.id));
      after = page.next ?? undefined;
    } while (after);
    expect(new Set(seen).size).toBe(5);
    expect(seen).toHaveLength(5);
  });
});
