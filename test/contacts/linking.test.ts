import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { ContactProofDoc } from '../../src/storage/models/contact-proofs.ts';
import { buildContactWorld, type ContactWorld, type WorldChannel } from '../builders/contacts.ts';

jest.setTimeout(60_000);

let world: ContactWorld;
beforeAll(async () => {
  world = await buildContactWorld();
});
afterAll(() => world.destroy());

let people = 0;

/** Somebody new on each channel. */
function person() {
  people += 1;
  const mobile = 5512340000 + people;
  return {
    webchat: `dl_v${people}`,
    whatsapp: `521${mobile}`,
    email: `p${people}@correo.example`,
    mobile: String(mobile),
  };
}
type Person = ReturnType<typeof person>;

/** A ticket that a person opened on a channel. */
async function ticketOn(channel: WorldChannel, who: Person, subject = 'No imprime') {
  await world.say(channel, who[channel], 'Hola');
  const contact = world.contactOf(channel, who[channel]);
  return world.ticket(contact, world.conversationOf(channel, who[channel]), `t${people}`, subject);
}

const last = (channel: WorldChannel, who: Person) => world.heard(channel, who[channel]).at(-1) ?? '';
const addressOn = (channel: WorldChannel, who: Person) => (channel === 'email' ? who.email : who.mobile);

async function proofs(): Promise<ContactProofDoc[]> {
  const { connection } = world.gateway.store;
  return (await connection.collection('contact_proofs').find({}).toArray()) as unknown as ContactProofDoc[];
}

/** The code that was sent last: as it left by WhatsApp, or as the mail would say it. */
async function codeFor(who: Person, channel: WorldChannel): Promise<string> {
  const target = world.contactOf(channel, who[channel]);
  const proof = (await proofs()).filter((one) => one.target === target).at(-1);
  const code = world.gateway.codes.codeOf(proof?._id ?? '');
  await settle();
  if (channel === 'whatsapp') expect(last('whatsapp', who)).toContain(code);
  return code;
}

/** Until the job has sent every code that somebody is to get; those by mail cannot leave here. */
async function settle(): Promise<void> {
  const isWaiting = ({ identity, state, sentAt }: ContactProofDoc) =>
    identity !== null && !identity.includes('|email|') && state === 'open' && sentAt === null;
  while ((await proofs()).some(isWaiting)) await new Promise((done) => setImmediate(done));
  await world.gateway.pipeline.idle();
}

/** Asks about a folio on one channel, and for a code to the other one. */
async function ask(here: WorldChannel, there: WorldChannel, who: Person, folio: string): Promise<void> {
  await world.say(here, who[here], `¿Cómo va el ticket ${folio}?`);
  await world.say(here, who[here], 'vincular');
  await world.say(here, who[here], addressOn(there, who));
}

describe('a ticket of one channel is asked about on another', () => {
  const pairs = [
    ['webchat', 'whatsapp'],
    ['webchat', 'email'],
    ['whatsapp', 'email'],
    ['email', 'whatsapp'],
  ] as const;

  it.each(pairs)('on %s about one of %s: told after the code, and not before', async (here, there) => {
    const who = person();
    const { folio, requesterLabel } = await ticketOn(there, who);
    await ask(here, there, who, folio);
    expect(world.heard(here, who[here]).join('\n')).not.toContain(requesterLabel);
    expect(last(here, who)).toContain('código de verificación');
    await world.say(here, who[here], `el código es ${await codeFor(who, there)}`);
    expect(last(here, who)).toContain(`${folio}`);
    expect(last(here, who)).toContain(requesterLabel);
    const card = await world.desk.card('exsim', world.contactOf(here, who[here]));
    expect(card.merges).toMatchObject([{ proof: 'code', kept: world.contactOf(there, who[there]) }]);
  });

  it('keeps the code out of everything that is stored: transcripts of both sides, queue, trail', async () => {
    const who = person();
    const { folio } = await ticketOn('whatsapp', who);
    await ask('webchat', 'whatsapp', who, folio);
    const code = await codeFor(who, 'whatsapp');
    await world.say('webchat', who.webchat, code);
    const { connection } = world.gateway.store;
    const found: string[] = [];
    for (const name of Object.keys(connection.models))
      for (const doc of await connection.collection(name).find({}).toArray())
        if (JSON.stringify(doc).includes(code)) found.push(name);
    expect(found).toEqual([]);
    const { transcript } = await world.gateway.pipeline.conversations.get(
      world.conversationOf('whatsapp', who.whatsapp),
    );
    expect(transcript.at(-1)?.text).toContain('••••••');
  });

  it('says the same to a stranger who knows the folio, whether or not somebody writes from the address', async () => {
    const [owner, stranger, other] = [person(), person(), person()];
    const { folio, requesterLabel } = await ticketOn('whatsapp', owner);
    await world.say('webchat', stranger.webchat, `¿Cómo va el ticket ${folio}?`);
    await world.say('webchat', other.webchat, '¿Cómo va el ticket EXS-999999?');
    expect(world.heard('webchat', stranger.webchat)).toEqual(world.heard('webchat', other.webchat));
    await world.say('webchat', stranger.webchat, 'vincular');
    await world.say('webchat', other.webchat, 'vincular');
    await world.say('webchat', stranger.webchat, owner.mobile);
    await world.say('webchat', other.webchat, 'nadie@correo.example');
    for (const code of ['000000', '000001']) {
      await world.say('webchat', stranger.webchat, code);
      await world.say('webchat', other.webchat, code);
    }
    expect(world.heard('webchat', stranger.webchat)).toEqual(world.heard('webchat', other.webchat));
    expect(world.heard('webchat', stranger.webchat).join('\n')).not.toContain(requesterLabel);
  });

  it('ends a code after five wrong ones and after ten minutes', async () => {
    const who = person();
    await ticketOn('whatsapp', who);
    await world.say('webchat', who.webchat, 'vincular');
    await world.say('webchat', who.webchat, who.mobile);
    const code = await codeFor(who, 'whatsapp');
    for (const wrong of ['000000', '111111', '222222', '333333', '444444'].map((one) =>
      one === code ? '555555' : one,
    ))
      await world.say('webchat', who.webchat, wrong);
    await world.say('webchat', who.webchat, code);
    expect((await world.desk.card('exsim', world.contactOf('webchat', who.webchat))).merges).toEqual([]);
    await world.say('webchat', who.webchat, 'vincular');
    await world.say('webchat', who.webchat, who.mobile);
    const second = await codeFor(who, 'whatsapp');
    world.clock.advance({ minutes: 11 });
    await world.say('webchat', who.webchat, second);
    expect(last('webchat', who)).toContain('ya no sirve');
  });

  it('sends no more than three codes an hour to one address, and five for one person', async () => {
    const who = person();
    await ticketOn('whatsapp', who);
    for (let time = 0; time < 6; time++) {
      await world.say('webchat', who.webchat, 'vincular');
      await world.say('webchat', who.webchat, who.mobile);
      await settle();
      await world.say('webchat', who.webchat, 'no, gracias');
    }
    expect(world.heard('whatsapp', who.whatsapp).filter((text) => text.includes('escriba allá'))).toHaveLength(3);
    expect(world.heard('webchat', who.webchat).some((text) => text.includes('Ya envié varios códigos'))).toBe(true);
    world.clock.advance({ hours: 2 });
  });

  it('stops answering whoever goes through the folios', async () => {
    const [owner, stranger] = [person(), person()];
    const { folio, requesterLabel } = await ticketOn('whatsapp', owner);
    for (let number = 0; number < 7; number++)
      await world.say('webchat', stranger.webchat, `ticket EXS-00${1000 + number}`);
    await world.say('webchat', stranger.webchat, `ticket ${folio}`);
    expect(last('webchat', stranger)).toContain('No puedo buscar más folios');
    expect(world.heard('webchat', stranger.webchat).join('\n')).not.toContain(requesterLabel);
  });

  it('tells only folio and state where an agent joined the two and nobody proved it, and nothing after the undo', async () => {
    const who = person();
    const { folio, requesterLabel } = await ticketOn('whatsapp', who);
    await world.say('webchat', who.webchat, 'Hola');
    const { id } = await world.merge(
      world.contactOf('whatsapp', who.whatsapp),
      world.contactOf('webchat', who.webchat),
    );
    await world.say('webchat', who.webchat, `ticket ${folio}`);
    expect(last('webchat', who)).toContain(requesterLabel);
    expect(last('webchat', who)).not.toMatch(/más tardar|«/);
    await world.undo(id);
    await world.say('webchat', who.webchat, `ticket ${folio}`);
    expect(last('webchat', who)).not.toContain(requesterLabel);
  });

  it('offers it to who says a mail, and the mail is not asked for again', async () => {
    const who = person();
    await ticketOn('email', who);
    await world.say('webchat', who.webchat, 'Hola');
    await world.say('webchat', who.webchat, 'Ana Ríos');
    await world.say('webchat', who.webchat, `mi correo es ${who.email}`);
    expect(last('webchat', who)).toContain('vincular');
    await world.say('webchat', who.webchat, 'vincular');
    expect(last('webchat', who)).toContain('código de verificación');
  });
});
