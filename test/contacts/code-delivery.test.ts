import { rmSync } from 'node:fs';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { simpleParser } from 'mailparser';
import type { ContactProofDoc } from '../../src/storage/models/contact-proofs.ts';
import { ContactProofRepository } from '../../src/storage/repositories/contact-proofs.ts';
import { buildContactWorld, type ContactWorld } from '../builders/contacts.ts';
import { type SmtpSink, startSmtpSink } from '../channels/email/smtp-sink.ts';

jest.setTimeout(60_000);

const MAIL = 'ana.rios@correo.example';
const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

async function openSink(): Promise<SmtpSink> {
  const sink = await startSmtpSink();
  ends.push(sink.close);
  return sink;
}

async function openWorld(over: Parameters<typeof buildContactWorld>[0] = {}): Promise<ContactWorld> {
  const world = await buildContactWorld(over);
  ends.push(world.stop, async () => rmSync(world.folder, { recursive: true, force: true }));
  return world;
}

async function proofsOf({ gateway }: ContactWorld): Promise<ContactProofDoc[]> {
  return (await gateway.store.connection
    .collection('contact_proofs')
    .find({})
    .toArray()) as unknown as ContactProofDoc[];
}

async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((done) => setImmediate(done));
}

/** Somebody known by mail asks on the web for a code to that mail. */
async function ask(world: ContactWorld): Promise<void> {
  await world.say('email', MAIL, 'Hola');
  await world.say('webchat', 'dl_ana', 'vincular');
  await world.say('webchat', 'dl_ana', MAIL);
}

const isSent = async (world: ContactWorld) => (await proofsOf(world)).every(({ sentAt }) => sentAt !== null);

describe('a code by mail', () => {
  it('leaves once, with the code that proves who asks, and is only then called sent', async () => {
    const sink = await openSink();
    const world = await openWorld({ smtpPort: sink.port });
    await ask(world);
    await until(() => isSent(world));
    expect(sink.mails.map(({ to }) => to)).toEqual([[MAIL]]);
    const letter = await simpleParser(sink.mails[0]?.raw ?? '');
    const [code = ''] = /\b\d{6}\b/.exec(letter.text ?? '') ?? [];
    const [proof] = await proofsOf(world);
    expect(code).toBe(world.gateway.codes.codeOf(proof?._id ?? ''));
    expect(letter.messageId).toContain(`contact-code-${proof?._id}`);
    await world.say('webchat', 'dl_ana', code);
    expect((await proofsOf(world))[0]?.state).toBe('used');
  });

  it('is not called sent while the mail server refuses it, and leaves once it takes it', async () => {
    const sink = await openSink();
    sink.refuse.push(451);
    const world = await openWorld({ smtpPort: sink.port });
    await ask(world);
    const jobs = world.gateway.store.connection.collection('jobs');
    await until(async () => (await jobs.findOne({ type: 'contacts.code', failures: 1 })) !== null);
    expect((await proofsOf(world)).map(({ sentAt }) => sentAt)).toEqual([null]);
    expect(sink.mails).toEqual([]);
    world.clock.advance({ minutes: 1 });
    await until(() => isSent(world));
    expect(sink.mails).toHaveLength(1);
  });

  it('P5 is found again in the database by the next start, when it was not sent', async () => {
    const first = await buildContactWorld();
    await ask(first);
    expect((await proofsOf(first)).map(({ sentAt, state }) => [sentAt, state])).toEqual([[null, 'open']]);
    await first.stop();
    const sink = await openSink();
    const world = await openWorld({ folder: first.folder, clock: first.clock, smtpPort: sink.port });
    await until(() => isSent(world));
    expect(sink.mails.map(({ to }) => to)).toEqual([[MAIL]]);
  });

  it('P5 is sent by the turn that is repeated after a crash between storing and sending', async () => {
    const sink = await openSink();
    const world = await openWorld({ smtpPort: sink.port });
    await world.say('email', MAIL, 'Hola');
    await world.say('webchat', 'dl_ana', 'Hola');
    const about = {
      ...{ organisation: 'exsim', contactId: world.contactOf('webchat', 'dl_ana'), address: MAIL },
      conversationId: world.conversationOf('webchat', 'dl_ana'),
    };
    const { contactLinks } = world.gateway;
    const next = jest.spyOn(ContactProofRepository.prototype, 'supersede').mockRejectedValueOnce(new Error('killed'));
    await expect(contactLinks.ask('turn-1', about)).rejects.toThrow('killed');
    next.mockRestore();
    expect(await contactLinks.ask('turn-1', about)).toBe('asked');
    await until(() => isSent(world));
    expect(sink.mails).toHaveLength(1);
  });
});

describe('the limits of codes, at the same time', () => {
  const aboutOf = (world: ContactWorld) => ({
    ...{ organisation: 'exsim', contactId: world.contactOf('webchat', 'dl_ana') },
    conversationId: world.conversationOf('webchat', 'dl_ana'),
  });

  it('never sends one address more than three', async () => {
    const world = await openWorld();
    await world.say('email', MAIL, 'Hola');
    for (const name of ['a', 'b', 'c', 'd', 'e', 'f']) await world.say('webchat', name, 'Hola');
    await Promise.all(
      ['a', 'b', 'c', 'd', 'e', 'f'].map((name) =>
        world.gateway.contactLinks.ask(`turn-${name}`, {
          ...{ organisation: 'exsim', contactId: world.contactOf('webchat', name), address: MAIL },
          conversationId: world.conversationOf('webchat', name),
        }),
      ),
    );
    const told = (await proofsOf(world)).filter(({ target }) => target !== null);
    expect(told.length).toBeLessThanOrEqual(3);
  });

  it('never lets one contact ask for more than five, and says the same when the turn is repeated', async () => {
    const world = await openWorld();
    await world.say('webchat', 'dl_ana', 'Hola');
    const asked = await Promise.all(
      Array.from({ length: 9 }, (_, turn) =>
        world.gateway.contactLinks.ask(`turn-${turn}`, { ...aboutOf(world), address: MAIL }),
      ),
    );
    expect(asked.filter((one) => one === 'asked').length).toBeLessThanOrEqual(5);
    const limited = asked.indexOf('limited');
    const again = { ...aboutOf(world), address: MAIL };
    expect(await world.gateway.contactLinks.ask(`turn-${limited}`, again)).toBe('limited');
  });

  it('compares no more than five tries with the code, though many come at once', async () => {
    const world = await openWorld();
    await ask(world);
    const [proof] = await proofsOf(world);
    const { codes, contactLinks } = world.gateway;
    const { conversationId } = aboutOf(world);
    const right = codes.codeOf(proof?._id ?? '');
    const typed = [...Array.from({ length: 11 }, (_, at) => `wrong ${at}`), right];
    const came = await Promise.all(
      typed.map((code, at) =>
        contactLinks.answer(`try-${at}`, { ...aboutOf(world), digest: codes.digestOf(conversationId, code) }),
      ),
    );
    expect(came.at(-1)).toBe('over');
    expect((await proofsOf(world))[0]?.state).toBe('over');
  });
});
