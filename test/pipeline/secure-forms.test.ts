import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Flow } from '../../src/contracts/flow.ts';
import type { SecureForm, VaultItem, VaultOffer } from '../../src/contracts/vault.ts';
import { conversationIdOf } from '../../src/storage/ids.ts';
import { buildWorld, removeWorld, type World } from '../builders/pipeline.ts';

const ITEM = 'item-000000000000001-x';
const TITLE = 'Entregar';

/** Offers a form for every message; says what `form` makes of it. */
const offering = (form: (made: Omit<SecureForm, 'title'>) => object): Flow<Record<string, never>> => ({
  name: 'offering',
  initial: () => ({}),
  step(state, event) {
    if (event.type === 'message') return { state, replies: [], commands: [{ type: 'offerVault', kind: 'password' }] };
    if (event.type !== 'result' || event.command !== 'offerVault' || !event.form)
      return { state, replies: [], commands: [] };
    return { state, replies: [{ text: 'aquí', secureForms: [form(event.form) as SecureForm] }], commands: [] };
  },
});

let world: World;
let offered: { key: string; offer: VaultOffer }[];
const vault = {
  async offer(key: string, offer: VaultOffer) {
    offered.push({ key, offer });
    return { itemId: ITEM, kind: offer.kind };
  },
};
const secureLinks = { urlOf: (itemId: string) => `https://desk.example/entrega/token-of-${itemId}` };
const conversation = conversationIdOf('exsim', 'terminal', 'desk', 'ana');
const agent = { role: 'agent', id: 'luis', name: 'Luis' } as const;
const item = { id: ITEM, conversationId: conversation, folio: 'EXS-000007' } as VaultItem;

const open = async (form: (made: Omit<SecureForm, 'title'>) => object = (made) => ({ ...made, title: TITLE })) => {
  world = await buildWorld({ flow: offering(form) as unknown as Flow<never>, vault, secureLinks });
};

beforeEach(() => {
  offered = [];
});
afterEach(async () => {
  await world.close();
  removeWorld(world);
});

describe('a one-time form in a reply', () => {
  it('MAS-132, P4 gets its address at the door out; store, log and live screens hold the item alone', async () => {
    await open();
    await world.say('ana', 'hola');
    const [reply] = world.channel.sent;
    expect(reply?.secureForms).toEqual([
      { itemId: ITEM, kind: 'password', title: TITLE, url: secureLinks.urlOf(ITEM) },
    ]);
    const messages = await world.stores.log.after(conversation, 0, 100);
    const kept = JSON.stringify([messages, await world.stores.conversations.load(conversation), world.events]);
    expect(kept).toContain(ITEM);
    expect(kept).not.toContain('token-of-');
  });

  it('P2 is offered under a key of the turn, so that a repeated turn finds it', async () => {
    await open();
    await world.say('ana', 'hola', 'm-1');
    await world.say('ana', 'otra', 'm-2');
    const keys = offered.map(({ key }) => key);
    expect(new Set(keys).size).toBe(2);
    await world.close();
    removeWorld(world);
    await open();
    await world.say('ana', 'hola', 'm-1');
    expect(offered.at(-1)?.key).toBe(keys[0]);
    expect(offered.at(-1)?.offer).toMatchObject({
      organisation: 'exsim',
      conversationId: conversation,
      by: { id: 'bot' },
    });
  });

  it('P8 can carry no address of a flow’s own: the turn fails and nothing is sent', async () => {
    await open((made) => ({ ...made, title: TITLE, url: 'https://evil.example/' }));
    await world.say('ana', 'hola');
    expect(world.channel.sent.flatMap(({ secureForms = [] }) => secureForms)).toEqual([]);
    expect(JSON.stringify(world.channel.sent)).not.toContain('evil.example');
  });

  it('MAS-132 is asked for by the agent who has the conversation, once per press', async () => {
    await open();
    await world.say('ana', 'hola');
    const act = (id: string) =>
      world.pipeline.conversations.act(conversation, { type: 'requestSecret', id, kind: 'ip' }, agent);
    await expect(act('press-01')).rejects.toMatchObject({ code: 'CONVERSATION_MOVE_REFUSED' });
    await world.pipeline.conversations.act(conversation, { type: 'take' }, agent);
    await act('press-01');
    await act('press-01');
    await world.pipeline.idle();
    const asked = world.channel.sent.filter(({ from }) => from.role === 'agent');
    expect(asked.map(({ text }) => text)).toEqual([expect.stringContaining('necesito la dirección IP')]);
    expect(asked[0]?.secureForms).toMatchObject([{ itemId: ITEM, kind: 'ip', title: 'Entregar dato de forma segura' }]);
  });

  it('MAS-132 is followed by one word that it came, however often the vault says so', async () => {
    await open();
    await world.say('ana', 'hola');
    await Promise.all([world.pipeline.vaultNotices.received(item), world.pipeline.vaultNotices.received(item)]);
    await world.pipeline.idle();
    await world.pipeline.vaultNotices.received(item);
    await world.pipeline.idle();
    const told = world.channel.said('ana').filter((text) => text.startsWith('Recibimos'));
    expect(told).toEqual(['Recibimos su dato de forma segura en el ticket EXS-000007. No aparece en este chat.']);
    expect(world.channel.sent.at(-1)?.from.role).toBe('system');
  });
});
