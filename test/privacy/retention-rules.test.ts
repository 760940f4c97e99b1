import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { buildPrivacyWorld, type PrivacyWorld } from './world.ts';

jest.setTimeout(120_000);

let world: PrivacyWorld;
afterEach(() => world.destroy());

const DAY = 24;
const collection = (name: string) => world.gateway.store.connection.collection(name);
const open = async (retention: string) => {
  world = await buildPrivacyWorld({ privacy: `  retention: { ${retention} }\n` });
  // The test runs it by hand: a slow machine notices that the clock was set forward, and would run a step of it before.
  await collection('jobs').deleteMany({ type: 'privacy.retention' });
};
const fileOf = async (text: string) => {
  const file = await world.gateway.files.put(Buffer.from(text), { name: 'nota.txt', mediaType: 'text/plain' });
  return { ...file, name: 'nota.txt' };
};
const conversationOf = async (address: string) => {
  const doc = await collection('conversations').findOne({ address });
  if (doc === null) throw new Error(`no conversation ${address}`);
  return doc;
};
/** Says something with a file, and leaves. */
const visit = async (address: string, file?: Awaited<ReturnType<typeof fileOf>>) => {
  await world.say(address, 'Hola');
  await world.say(address, 'Zulema Quetzal', file ? { attachments: [file] } : {});
  await world.say(address, 'cancelar');
  expect((await conversationOf(address)).mode).toBe('closed');
};

describe('the retention rules', () => {
  it('take attachments alone, once no message that stays refers to them', async () => {
    await open('attachments: 10');
    const [own, shared] = [await fileOf('una nota'), await fileOf('otra nota')];
    await visit('a', own);
    await visit('b', shared);
    world.clock.advance({ hours: 11 * DAY });
    await visit('c', shared);
    expect(await world.gateway.retention.run({ dry: true })).toEqual({ files: 2 });
    expect(await world.gateway.retention.run()).toEqual({ files: 1 });
    expect(await world.gateway.files.get(own.fileId)).toBeNull();
    expect(await world.gateway.files.get(shared.fileId)).not.toBeNull();
    const log = await world.gateway.stores.log.after(String((await conversationOf('a'))._id), 0, 99);
    expect(log.some(({ text }) => text.includes('Zulema'))).toBe(true);
    expect(log.every(({ attachments }) => attachments === undefined)).toBe(true);
  });

  it('take what a closed conversation holds of its case, and leave its figures', async () => {
    await open('closedConversations: 20');
    await visit('a');
    const before = await conversationOf('a');
    world.clock.advance({ hours: 19 * DAY });
    expect(await world.gateway.retention.run()).toEqual({});
    world.clock.advance({ hours: 2 * DAY });
    expect(await world.gateway.retention.run()).toMatchObject({ conversations: 1 });
    const { flow, card, lastText, learned, outcome, openedAt, closedAt, episode } = await conversationOf('a');
    expect([flow, card, lastText, learned]).toEqual([{}, null, '', {}]);
    expect([outcome, openedAt, closedAt, episode]).toEqual([
      before.outcome,
      before.openedAt,
      before.closedAt,
      before.episode,
    ]);
    // The contact stays: another rule takes people.
    expect((await world.gateway.stores.contacts.get(await world.contactOf('a'))).name).toBe('Zulema Quetzal');
    await world.say('a', 'Hola');
    expect((await conversationOf('a')).episode).toBe(2);
  });

  it('take the desk’s notes and tags of a closed conversation', async () => {
    await open('closedConversations: 20');
    await visit('a');
    const id = String((await conversationOf('a'))._id);
    await collection('conversations').updateOne({ _id: id as never }, { $set: { flow: {}, tags: ['Zulema'] } });
    world.gateway.stores.conversations.forget(id);
    const note = { org: 'exsim', conversation: id, text: 'Zulema colgó', authorName: 'Ana', author: 'ana' };
    await collection('conversation_notes').insertOne({ _id: 'n' as never, ...note, at: world.clock.now() });
    world.clock.advance({ hours: 21 * DAY });
    await world.gateway.retention.run();
    expect(await collection('conversation_notes').findOne({})).toBeNull();
    expect((await conversationOf('a')).tags).toBeUndefined();
  });

  it('take the words of the quality room once they are over, and leave its figures', async () => {
    await open('quality: 30');
    await visit('a');
    await visit('held');
    const [contact, conversation] = [await world.contactOf('a'), String((await conversationOf('a'))._id)];
    const heldBy = String((await conversationOf('held'))._id);
    await world.gateway.privacy.hold(world.ask(await world.contactOf('held')), true);
    const at = world.clock.now();
    const about = { org: 'exsim', conversation };
    const put = (name: string, docs: object[]) => collection(name).insertMany(docs as never);
    const answer = { ...about, at, text: 'Zulema', attachments: null, note: 'mejor así', marks: { fondo: 5 } };
    await put('quality_answers', [
      { _id: 'a1', month: '2026-11', number: 1, ...answer, state: 'sent' },
      { _id: 'a2', month: '2026-11', number: 2, ...answer, state: 'waiting' },
      { _id: 'a3', month: '2026-11', number: 3, ...answer, state: 'sent', conversation: heldBy },
    ]);
    const review = { ...about, state: 'done', doneAt: at, score: 80, comment: 'Zulema', decision: null };
    const word = { text: 'Zulema', at };
    await put('quality_reviews', [
      { _id: 'r1', order: '1', ...review, answer: { kind: 'reply', ...word } },
      { _id: 'r2', order: '2', ...review, answer: { kind: 'appeal', ...word } },
    ]);
    await put('surveys', [{ _id: 's1', ...about, contact, score: 2, comment: 'Zulema', answeredAt: at }]);
    const call = { at, day: '2026-11-23', by: 'ana', contacted: true, observations: 'Zulema' };
    const check = { ...about, contact, closedAt: at, calls: [call] };
    await put('satisfaction_checks', [
      { _id: 'c1', ...check, state: 'satisfied', followUp: null },
      { _id: 'c2', ...check, state: 'unsatisfied', followUp: null },
    ]);
    world.clock.advance({ hours: 29 * DAY });
    expect(await world.gateway.retention.run()).toEqual({});
    world.clock.advance({ hours: 2 * DAY });
    expect(await world.gateway.retention.run({ dry: true })).toEqual({ quality: 4 });
    expect(await world.gateway.retention.run()).toEqual({ quality: 4 });
    expect(await world.gateway.retention.run()).toEqual({});
    const one = (name: string, id: string) => collection(name).findOne({ _id: id as never });
    expect(await one('quality_answers', 'a1')).toMatchObject({ text: null, note: null, marks: { fondo: 5 } });
    expect(await one('quality_reviews', 'r1')).toMatchObject({ comment: null, score: 80, answer: { text: '' } });
    expect(await one('surveys', 's1')).toMatchObject({ comment: null, score: 2 });
    expect(await one('satisfaction_checks', 'c1')).toMatchObject({ calls: [{ contacted: true, observations: '' }] });
    const needed = [
      await one('quality_answers', 'a2'),
      await one('quality_answers', 'a3'),
      await one('quality_reviews', 'r2'),
      await one('satisfaction_checks', 'c2'),
    ];
    expect(needed.map((doc) => JSON.stringify(doc).includes('Zulema'))).toEqual([true, true, true, true]);
  });

  it('take the copy of an answer that was held with the messages', async () => {
    await open('messages: 30');
    await visit('a');
    const about = { org: 'exsim', month: '2026-11', number: 1, conversation: String((await conversationOf('a'))._id) };
    const answer = { ...about, at: world.clock.now(), text: 'Zulema', attachments: null, note: null, state: 'sent' };
    await collection('quality_answers').insertOne({ _id: 'a1' as never, ...answer });
    world.clock.advance({ hours: 31 * DAY });
    expect(await world.gateway.retention.run()).toMatchObject({ quality: 1 });
    expect(await world.documentsWith('"text":"Zulema"')).toEqual([]);
  });

  it('take questions that nobody asked again', async () => {
    await open('unansweredQuestions: 30');
    const add = (id: string) =>
      collection('knowledge_questions').insertOne({
        ...{ _id: id as never, org: 'exsim', question: `¿dónde está ${id}?`, keys: [], count: 1 },
        ...{ firstAt: world.clock.now(), lastAt: world.clock.now() },
      });
    await add('old');
    world.clock.advance({ hours: 31 * DAY });
    await add('young');
    expect(await world.gateway.retention.run({ dry: true })).toEqual({ questions: 1 });
    expect(await world.gateway.retention.run()).toEqual({ questions: 1 });
    const left = await collection('knowledge_questions').find({}).toArray();
    expect(left.map(({ _id }) => String(_id))).toEqual(['young']);
  });

  it('are taken up where a run was stopped', async () => {
    await open('messages: 10');
    for (const address of ['a', 'b', 'c']) await visit(address);
    world.clock.advance({ hours: 11 * DAY });
    const ids = await Promise.all(['a', 'b', 'c'].map(async (address) => String((await conversationOf(address))._id)));
    const [first = ''] = ids.sort();
    await collection('retention_runs').insertOne({
      ...{ _id: 'exsim' as never, startedAt: world.clock.now(), finishedAt: null },
      ...{ step: 'conversations', after: first, counts: { messages: 5 } },
    });
    const counts = await world.gateway.retention.run();
    expect(counts.messages).toBeGreaterThan(5);
    const texts = async (id: string) =>
      (await world.gateway.stores.log.after(id, 0, 99)).map(({ text }) => text).join('');
    // What the stopped run had passed is left to the next one.
    expect(await Promise.all(ids.map(async (id) => (await texts(id)) !== ''))).toEqual([true, false, false]);
    expect(await world.gateway.retention.run()).not.toEqual({});
    expect(await texts(first)).toBe('');
  });
});

describe('what serves nothing any more', () => {
  it('goes without a rule: codes that were never typed, and what a connector took a month ago', async () => {
    world = await buildPrivacyWorld();
    const now = world.clock.now();
    const proof = (_id: string, state: string, org = 'exsim') => ({
      ...{ _id: _id as never, org, contact: 'c', conversation: 'v', identity: null, target: null, state },
      ...{ tries: [], usedBy: null, createdAt: now, expiresAt: now, sentAt: null },
    });
    await collection('contact_proofs').insertMany([
      ...[proof('open', 'open'), proof('over', 'over'), proof('limited', 'limited')],
      ...[proof('used', 'used'), proof('other', 'open', 'masnegocio')],
    ]);
    await collection('bot_deliveries').insertOne({ _id: 'a|1' as never, taken: 'x', at: now });
    // The first may only end what the gateway's own job began at an earlier instant.
    const daily = async () => {
      await world.gateway.retention.run();
      await world.gateway.retention.run();
    };
    const left = async (name: string) =>
      (await collection(name).find({}).sort({ _id: 1 }).toArray()).map(({ _id }) => String(_id));
    world.clock.advance({ hours: 23 });
    await daily();
    expect(await left('contact_proofs')).toHaveLength(5);
    world.clock.advance({ hours: 2 });
    await daily();
    expect([await left('contact_proofs'), await left('bot_deliveries')]).toEqual([['other', 'used'], ['a|1']]);
    world.clock.advance({ hours: 30 * DAY });
    await daily();
    expect(await left('bot_deliveries')).toEqual([]);
  });
});

describe('an export', () => {
  it('holds the content of every collection that has something about the person, and nothing of anybody else', async () => {
    world = await buildPrivacyWorld();
    await visit('a', await fileOf('una nota de Zulema'));
    await world.say('b', 'Hola');
    await world.say('b', 'Persona Ajena');
    const { gateway, clock } = world;
    const [contact, conversation] = [await world.contactOf('a'), String((await conversationOf('a'))._id)];
    const about = { organisation: 'exsim', conversationId: conversation, contactId: contact, at: clock.now() };
    const clean = (text: string) => gateway.redactor.redact(text).text;
    const draft = { subject: clean('El ticket'), description: clean('La descripción'), reason: 'manual' as const };
    const rest = { diagnosis: { kind: 'bug' as const }, complexity: null, area: 'soporte' };
    await gateway.tickets.open('t', { ...draft, ...rest }, { ...about, actor: { role: 'agent', id: 'ana' } });
    await collection('surveys').insertOne({
      _id: 's' as never,
      org: 'exsim',
      name: 'n',
      score: 4,
      contact,
      conversation,
    });
    await collection('opportunities').insertOne({ _id: 'o' as never, org: 'exsim', contact, description: 'Una idea' });
    await collection('vaultItems').insertOne({
      ...{ _id: 'v' as never, org: 'exsim', contact, conversation, kind: 'password', state: 'received' },
      ...{ sealed: 'CIPHERTEXT', keyId: 'key', tokenDigest: 'digest', offeredAt: clock.now() },
    });
    const data = await gateway.privacy.export(world.ask(contact));
    const expected: Record<string, string> = {
      ...{ contacts: 'Zulema Quetzal', identities: 'sender-a', conversations: '"a"', messages: 'Zulema' },
      ...{ tickets: 'La descripción', ticketEvents: 'ana', surveys: '4', opportunities: 'Una idea' },
      ...{ vaultItems: 'password', privacy_requests: 'access' },
    };
    for (const [name, text] of Object.entries(expected))
      expect([name, JSON.stringify(data.collections[name])]).toEqual([name, expect.stringContaining(text)]);
    expect(data.files.map(({ name }) => name)).toEqual(['nota.txt']);
    expect(data.audit.map(({ action }) => action)).toEqual(['privacy.export']);
    const whole = JSON.stringify(data);
    for (const foreign of ['Persona Ajena', 'sender-b', 'CIPHERTEXT', '"digest"']) expect(whole).not.toContain(foreign);
  });
});

describe('an erasure', () => {
  it('takes what the vault holds of the person', async () => {
    world = await buildPrivacyWorld();
    await visit('a');
    const [contact, conversation] = [await world.contactOf('a'), String((await conversationOf('a'))._id)];
    await collection('vaultItems').insertOne({
      ...{ _id: 'v' as never, org: 'exsim', contact, conversation, kind: 'password', state: 'received' },
      ...{ sealed: 'CIPHERTEXT', keyId: 'key', tokenDigest: 'digest', offeredAt: world.clock.now() },
    });
    const report = await world.gateway.privacy.erase({ ...world.ask(contact), closeOpen: true });
    expect(report.counts).toMatchObject({ vaultItems: 1 });
    expect([await world.documentsWith('CIPHERTEXT'), world.filesWith('CIPHERTEXT')]).toEqual([[], []]);
  });
});
