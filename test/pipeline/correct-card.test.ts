import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { DeskAction } from '../../src/contracts/conversation.ts';
import { buildWorld, removeWorld, type World } from '../builders/pipeline.ts';

const luz = { role: 'agent' as const, id: 'luz', name: 'Luz' };
const sol = { role: 'agent' as const, id: 'sol', name: 'Sol' };

let world: World;
let id: string;
beforeEach(async () => {
  world = await buildWorld();
  world.staff.set('luz', { id: 'luz', name: 'Luz', roles: ['agent'], organisation: 'exsim' });
  await world.say('ana', 'hola');
  id = (await world.pipeline.conversations.list({ limit: 1 })).items[0]?.id ?? '';
  await act({ type: 'take' });
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
const card = async () => (await world.pipeline.conversations.get(id)).card;

describe('a card that an agent corrects', () => {
  it('EXS-26 takes a value of the policy, says who corrected it, and misses it no more', async () => {
    await act({ type: 'correctCard', field: 'kind', value: 'bug' });
    const after = await card();
    expect(after?.diagnosis.kind).toBe('bug');
    expect(after?.reasons.kind).toBe('Lo corrigió Luz');
    expect(after?.missing).not.toContain('kind');
  });

  it('EXS-27 the corrected minutes are those of the queue, and a length brings its minutes along', async () => {
    expect((await act({ type: 'correctCard', field: 'minutes', value: '45' })).minutes).toBe(45);
    const { long } = world.organisation.policy.diagnosis.minutes;
    expect((await act({ type: 'correctCard', field: 'length', value: 'long' })).minutes).toBe(long);
  });

  it('P4 takes nothing that somebody typed, and nothing from who does not attend it', async () => {
    for (const [field, value] of [
      ['kind', 'mi clave es 1234'],
      ['minutes', '-5'],
      ['minutes', '1.5'],
      ['summary', null],
      ['summary', 'bug'],
      ['__proto__', 'bug'],
    ] as const) {
      await expect(act({ type: 'correctCard', field, value })).rejects.toThrow('The policy knows no such value');
    }
    await expect(act({ type: 'correctCard', field: 'kind', value: 'bug' }, sol)).rejects.toThrow('Luz has');
  });

  it('takes a value back', async () => {
    await act({ type: 'correctCard', field: 'kind', value: 'bug' });
    await act({ type: 'correctCard', field: 'kind', value: null });
    expect((await card())?.diagnosis.kind).toBeNull();
  });
});
