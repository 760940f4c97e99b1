import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { DeskAction } from '../../src/contracts/conversation.ts';
import type { DeskAgent } from '../../src/contracts/desk.ts';
import { buildWorld, removeWorld, type World } from '../builders/pipeline.ts';

const luz = { role: 'agent' as const, id: 'luz', name: 'Luz' };
const sol = { role: 'agent' as const, id: 'sol', name: 'Sol' };
const lead = { role: 'lead' as const, id: 'ines', name: 'Inés' };

let world: World;
let id: string;
beforeEach(async () => {
  world = await buildWorld();
  const add = (agent: Partial<DeskAgent> & { id: string }) =>
    world.staff.set(agent.id, { name: agent.id, roles: ['agent'], organisation: 'exsim', ...agent });
  add({ id: 'luz', name: 'Luz' });
  add({ id: 'sol', name: 'Sol' });
  add({ id: 'otro', organisation: 'confa' });
  await world.say('ana', 'hola');
  id = (await world.pipeline.conversations.list({ limit: 1 })).items[0]?.id ?? '';
});
afterEach(async () => {
  await world.pipeline.idle();
  await world.close();
  removeWorld(world);
});

async function act(action: DeskAction, actor: typeof luz | typeof lead = luz, key?: string) {
  const summary = await world.pipeline.conversations.act(id, action, actor, key);
  await world.pipeline.idle();
  return summary;
}

describe('a conversation that is taken', () => {
  it('tells whoever comes second the name of who has it', async () => {
    await act({ type: 'take' });
    await expect(act({ type: 'take' }, sol)).rejects.toThrow('Luz has this conversation');
    await expect(act({ type: 'close', outcome: 'agent' }, sol)).rejects.toThrow('Luz has this conversation');
  });

  it('notes since when the person waits for a word, until somebody says one', async () => {
    await act({ type: 'take' });
    expect((await act({ type: 'tag', add: [], remove: [] })).unansweredSince).toBeNull();
    world.clock.advance({ minutes: 1 });
    await world.say('ana', '¿me ayuda?');
    const since = world.clock.now();
    world.clock.advance({ minutes: 1 });
    await world.say('ana', '¿hola?');
    expect((await world.pipeline.conversations.get(id)).unansweredSince).toEqual(since);
    expect((await act({ type: 'reply', id: 'key-0001', text: 'Claro' })).unansweredSince).toBeNull();
  });
});

describe('a transfer', () => {
  it('to an agent: the person hears the name, and the first one has it no more', async () => {
    await act({ type: 'take' });
    const after = await act({ type: 'transfer', to: { agent: 'sol' } });
    expect(after).toMatchObject({ mode: 'agent', assignee: 'sol', work: { running: true } });
    expect(world.channel.said('ana').at(-1)).toBe('Le atiende Sol a partir de ahora.');
    await expect(act({ type: 'reply', id: 'key-0001', text: 'sigo yo' })).rejects.toThrow('Sol has this conversation');
  });

  it('to an area: it waits again, with the clock of active work stopped, and anybody of the desk may take it', async () => {
    await act({ type: 'take' });
    const area = world.organisation.policy.areas[0];
    const after = await act({ type: 'transfer', to: { area: area?.code ?? '' } });
    expect(after).toMatchObject({ mode: 'waiting', assignee: null, area: area?.code, work: { running: false } });
    expect(after.waitingSince).toEqual(world.clock.now());
    expect(world.channel.said('ana').at(-1)).toContain(area?.name);
    expect(await act({ type: 'take' }, sol)).toMatchObject({ mode: 'agent', assignee: 'sol', area: null });
  });

  it('twice over a weak link says nothing twice', async () => {
    await act({ type: 'take' });
    await act({ type: 'transfer', to: { agent: 'sol' } });
    const said = world.channel.said('ana').length;
    expect(await act({ type: 'transfer', to: { agent: 'sol' } })).toMatchObject({ assignee: 'sol' });
    expect(world.channel.said('ana')).toHaveLength(said);
  });

  it('of what somebody else has is a lead’s to make', async () => {
    await act({ type: 'take' });
    const area = world.organisation.policy.areas[0]?.code ?? '';
    await expect(act({ type: 'transfer', to: { area } }, sol)).rejects.toMatchObject({ code: 'CONVERSATION_TAKEN' });
    expect(await act({ type: 'transfer', to: { agent: 'sol' } }, lead)).toMatchObject({ assignee: 'sol' });
  });

  it('to nobody who exists, or to an area that the policy does not know, is refused', async () => {
    await act({ type: 'take' });
    await expect(act({ type: 'transfer', to: { agent: 'otro' } })).rejects.toMatchObject({ code: 'AGENT_NOT_FOUND' });
    await expect(act({ type: 'transfer', to: { agent: 'nadie' } })).rejects.toMatchObject({ code: 'AGENT_NOT_FOUND' });
    await expect(act({ type: 'transfer', to: { area: 'luna' } })).rejects.toMatchObject({ code: 'AREA_UNKNOWN' });
    await act({ type: 'close', outcome: 'agent' });
    await expect(act({ type: 'transfer', to: { agent: 'sol' } })).rejects.toMatchObject({
      code: 'CONVERSATION_MOVE_REFUSED',
    });
  });
});

describe('tags', () => {
  it('are put on and taken off without case or accents, and move the conversation nowhere', async () => {
    const before = await act({ type: 'tag', add: ['Facturación', ' timbrado  lento '], remove: [] });
    world.clock.advance({ hours: 1 });
    const after = await act({ type: 'tag', add: ['FACTURACION'], remove: ['Timbrado lento'] });
    expect(after.tags).toEqual(['Facturación']);
    expect(after.lastAt).toEqual(before.lastAt);
    expect(world.channel.said('ana')).toHaveLength(1);
  });

  it('P4 are redacted', async () => {
    const { tags } = await act({ type: 'tag', add: ['ip 10.20.30.40'], remove: [] });
    expect(tags.join()).not.toContain('10.20');
  });

  it('are at most twenty', async () => {
    const add = Array.from({ length: 21 }, (_, index) => `t${index}`);
    await expect(act({ type: 'tag', add, remove: [] })).rejects.toMatchObject({ code: 'TAGS_TOO_MANY' });
  });

  it('are gone with the next episode, as the card and the protocol are', async () => {
    await act({ type: 'tag', add: ['x'], remove: [] });
    await act({ type: 'close', outcome: 'agent' });
    await world.say('ana', 'hola otra vez');
    expect((await world.pipeline.conversations.get(id)).tags).toEqual([]);
  });
});

describe('a deed under a key', () => {
  it('is done once, even when the person has come back meanwhile', async () => {
    await act({ type: 'close', outcome: 'agent' }, luz, 'bulk-0001');
    await world.say('ana', 'hola otra vez');
    expect(await act({ type: 'close', outcome: 'agent' }, luz, 'bulk-0001')).toMatchObject({ mode: 'bot' });
    expect(await act({ type: 'close', outcome: 'agent' }, luz, 'bulk-0002')).toMatchObject({ mode: 'closed' });
  });
});
