import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { InboxQuery } from '../../src/contracts/inbox.ts';
import { createInbox } from '../../src/conversation/inbox.ts';
import { defineConversationReads } from '../../src/storage/models/conversation-notes.ts';
import { ConversationReadRepository } from '../../src/storage/repositories/conversation-notes.ts';
import { buildWorld, removeWorld, type World } from '../builders/pipeline.ts';

const luz = { role: 'agent' as const, id: 'luz', name: 'Luz' };
const sol = { role: 'agent' as const, id: 'sol', name: 'Sol' };

let world: World;
let inbox: ReturnType<typeof createInbox>;
beforeEach(async () => {
  world = await buildWorld();
  const reads = defineConversationReads(world.store.connection);
  await world.store.ready();
  inbox = createInbox({
    ...{ ...world.stores, clock: world.clock, reads: new ConversationReadRepository(reads) },
    organisation: () => world.organisation,
  });
});
afterEach(async () => {
  await world.pipeline.idle();
  await world.close();
  removeWorld(world);
});

/** Somebody writes; the conversation's id. */
async function writes(who: string, text = 'hola'): Promise<string> {
  world.clock.advance({ minutes: 1 });
  await world.say(who, text);
  const { items } = await world.pipeline.conversations.list({ limit: 200 });
  return items.find(({ lastText, contact }) => lastText === text && contact.name === null)?.id ?? '';
}
const list = (query: Partial<InboxQuery> = {}) =>
  inbox.list({ organisation: 'exsim', agent: 'luz', view: 'open', limit: 50, ...query });
const ids = async (query: Partial<InboxQuery> = {}) => (await list(query)).items.map(({ id }) => id);

describe('the lists of the inbox', () => {
  it('mine, those that wait, with the bot, closed and all', async () => {
    const [bot, mine, theirs, closed, waits] = [
      await writes('a', 'uno'),
      await writes('b', 'dos'),
      await writes('c', 'tres'),
      await writes('d', 'cuatro'),
      await writes('e', 'cinco'),
    ];
    const { act } = world.pipeline.conversations;
    await act(mine, { type: 'take' }, luz);
    await act(theirs, { type: 'take' }, sol);
    await act(closed, { type: 'close', outcome: 'agent' }, luz);
    await act(waits, { type: 'transfer', to: { area: world.organisation.policy.areas[0]?.code ?? '' } }, luz);
    expect(await ids({ view: 'mine' })).toEqual([mine]);
    expect(await ids({ view: 'waiting' })).toEqual([waits]);
    expect(await ids({ view: 'bot' })).toEqual([bot]);
    expect(await ids({ view: 'closed' })).toEqual([closed]);
    expect(new Set(await ids({ view: 'open' }))).toEqual(new Set([bot, mine, theirs, waits]));
    expect(await ids({ view: 'all', assignee: 'sol' })).toEqual([theirs]);
    expect(await inbox.counts('exsim', 'luz')).toEqual({ mine: 1, waiting: 1, bot: 1, unread: 2 });
  });

  it('page by page show each conversation once, newest first, whatever filter narrows them', async () => {
    const written: string[] = [];
    for (let index = 0; index < 7; index += 1) written.push(await writes(`p${index}`, `texto ${index}`));
    for (const id of written.slice(0, 4))
      await world.pipeline.conversations.act(id, { type: 'tag', add: ['lento'], remove: [] }, luz);
    const pages = async (query: Partial<InboxQuery>) => {
      const found: string[] = [];
      for (let after: string | undefined, more = true; more; ) {
        const page = await list({ limit: 2, ...query, ...(after ? { after } : {}) });
        found.push(...page.items.map(({ id }) => id));
        after = page.next ?? undefined;
        more = page.next !== null;
      }
      return found;
    };
    expect(await pages({ view: 'all' })).toEqual(written.toReversed());
    expect(await pages({ view: 'open', tag: 'LENTO' })).toEqual(written.slice(0, 4).toReversed());
    expect(await inbox.tags('exsim')).toEqual(['lento']);
  });

  it('EXS-27 those that wait: quick cases first, then who has waited longest, over pages too', async () => {
    const area = world.organisation.policy.areas[0]?.code ?? '';
    const written: string[] = [];
    for (const who of ['a', 'b', 'c']) {
      const id = await writes(who, `de ${who}`);
      await world.pipeline.conversations.act(id, { type: 'transfer', to: { area } }, luz);
      written.push(id);
    }
    const quick = written[2] ?? '';
    const { connection } = world.store;
    await connection.models.conversations?.collection.updateOne({ _id: quick } as object, { $set: { minutes: 5 } });
    world.stores.conversations.forget(quick);
    const first = await list({ view: 'waiting', limit: 2 });
    expect(first.items.map(({ id }) => id)).toEqual([quick, written[0]]);
    expect(await ids({ view: 'waiting', after: first.next ?? '' })).toEqual([written[1]]);
  });

  it('read whole only what a page shows, and for the counts nothing', async () => {
    const area = world.organisation.policy.areas[0]?.code ?? '';
    for (const who of ['a', 'b', 'c', 'd']) {
      const id = await writes(who, `de ${who}`);
      await world.pipeline.conversations.act(id, { type: 'transfer', to: { area } }, luz);
    }
    await world.pipeline.idle();
    const { conversations, log } = world.stores;
    const [whole, one, unseen] = [
      jest.spyOn(conversations, 'list'),
      jest.spyOn(conversations, 'load'),
      jest.spyOn(log, 'unseen'),
    ];
    expect((await list({ view: 'waiting', limit: 2 })).items).toHaveLength(2);
    expect([whole.mock.calls.length, one.mock.calls.length]).toEqual([0, 2]);
    unseen.mockClear();
    expect(await inbox.counts('exsim', 'luz')).toEqual({ mine: 0, waiting: 4, bot: 0, unread: 4 });
    expect([whole.mock.calls.length, unseen.mock.calls.length]).toEqual([0, 0]);
    jest.restoreAllMocks();
  });

  it('are searched by words of the last message, a folio, a mail and a phone', async () => {
    const one = await writes('a', 'No puedo timbrar la nómina');
    await writes('b', 'Otra cosa');
    const contact = (await world.pipeline.conversations.get(one)).contact.id;
    await world.stores.contacts.update(contact, {
      phone: '+52 55 1234 5678' as never,
      email: 'ana@example.com' as never,
    });
    for (const text of ['nomina timbrar', 'ANA@example', '1234-5678']) expect(await ids({ text })).toEqual([one]);
    expect(await ids({ text: 'nomina luna' })).toEqual([]);
  });

  it('refuse a cursor that no page gave', async () => {
    await expect(list({ after: 'x' })).rejects.toMatchObject({ code: 'INPUT_INVALID' });
    await expect(list({ view: 'waiting', after: 'x.1' })).rejects.toMatchObject({ code: 'INPUT_INVALID' });
  });
});

describe('what an agent has not read', () => {
  it('is counted from where they stopped, of what is theirs or waits, and never of the desk’s own words', async () => {
    const id = await writes('a', 'uno');
    await world.pipeline.conversations.act(id, { type: 'take' }, luz);
    await world.say('a', 'dos');
    const row = async (agent = 'luz') => (await list({ agent, view: 'all' })).items[0];
    expect((await row())?.unread).toBe(2);
    expect((await row('sol'))?.unread).toBe(0);
    const seq = (await world.pipeline.conversations.get(id)).transcript.at(-1)?.seq ?? 0;
    await inbox.seen({ organisation: 'exsim', conversationId: id, seq }, 'luz');
    expect((await row())?.unread).toBe(0);
    await world.pipeline.conversations.act(id, { type: 'reply', id: 'key-0001', text: 'Claro' }, luz);
    await world.say('a', 'tres');
    expect((await row())?.unread).toBe(1);
    expect(await ids({ view: 'mine', unread: true })).toEqual([id]);
    // A console that is behind takes nothing back.
    await inbox.seen({ organisation: 'exsim', conversationId: id, seq: seq + 10 }, 'luz');
    await inbox.seen({ organisation: 'exsim', conversationId: id, seq: 1 }, 'luz');
    expect((await row())?.unread).toBe(0);
  });
});

describe('by when somebody should hear from a person (EXS-66)', () => {
  it('is the goal of the policy, in open time, after they began to wait', async () => {
    const id = await writes('a', 'uno');
    expect((await list()).items[0]?.answerDueAt).toBeNull();
    const area = world.organisation.policy.areas[0]?.code ?? '';
    await world.pipeline.conversations.act(id, { type: 'transfer', to: { area } }, luz);
    const [row] = (await list()).items;
    const due = world.organisation.calendar.add(world.clock.now(), { amount: 1, unit: 'hours' });
    expect(row?.answerDueAt).toEqual(due);
  });
});
