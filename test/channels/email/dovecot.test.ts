import { connect } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { createTransport } from 'nodemailer';
import { checkMailboxes } from '../../../src/cli/doctor/mail-check.ts';
import { readConfig } from '../../../src/config/config.ts';
import { systemClock } from '../../../src/contracts/clock.ts';
import { type Dovecot, hasDovecot, startDovecot } from '../../builders/dovecot.ts';
import { buildLetter } from '../../builders/mail.ts';
import { buildMailWorld, type MailWorld, until } from './world.ts';

// The machine may be busy with other suites.
jest.setTimeout(60_000);

const onServer = hasDovecot() ? describe : describe.skip;

onServer('a mailbox on a real IMAP server (Dovecot)', () => {
  let dovecot: Dovecot;
  let world: MailWorld;
  beforeAll(async () => {
    dovecot = await startDovecot();
  }, 30_000);
  afterAll(() => dovecot.stop());
  afterEach(() => world.stop());

  const open = async (mailbox: string) => {
    world = await buildMailWorld({ dovecot, mailboxes: [mailbox], realClock: systemClock });
    await until('the mailbox is watched', () => world.email.watched().get(mailbox)?.state === 'up');
  };
  const people = (count: number) => Array.from({ length: count }, (_, at) => `Persona ${at} <p${at}@cliente.example>`);
  const processed = (mailbox: string) => dovecot.letters(mailbox, 'Ventanilla/Processed').length;

  it('EXS-01 is answered in its thread, and what was taken is moved', async () => {
    await open('hilo');
    await dovecot.deliver('hilo', buildLetter({ id: '<h1@cliente.example>', to: 'hilo@mesa.example' }));
    await until('the letter is answered', () => world.sink.mails.length === 1);
    const [answer] = await world.sent();
    expect(answer).toMatchObject({
      inReplyTo: '<h1@cliente.example>',
      to: { text: '"Ana Ruiz" <ana@cliente.example>' },
    });
    await until('the letter is moved', () => processed('hilo') === 1);
    expect(dovecot.letters('hilo')).toEqual([]);
    const to = answer?.replyTo?.value[0]?.address ?? '';
    await dovecot.deliver(
      to.split('@')[0] ?? '',
      buildLetter({ to, subject: answer?.subject ?? '', text: 'usuario final; con todos' }),
    );
    await until('the answer is taken', () => processed('hilo') === 2);
    expect(await world.conversations()).toHaveLength(1);
  }, 60_000);

  it('P1 takes two hundred letters, each once, while more come in', async () => {
    await open('muchos');
    const from = people(200);
    await Promise.all(
      from.map((one) => dovecot.deliver('muchos', buildLetter({ from: one, to: 'muchos@mesa.example' }))),
    );
    await until('all are moved', () => processed('muchos') === 200, 240_000);
    await world.gateway.pipeline.idle();
    expect(await world.conversations()).toHaveLength(200);
    expect(new Set(world.sink.mails.flatMap(({ to }) => to)).size).toBe(200);
    expect(world.sink.mails).toHaveLength(200);
  }, 300_000);

  it('hears of a letter at once, without asking', async () => {
    await open('pronto');
    const waits: number[] = [];
    for (const from of people(8)) {
      const before = world.email.watched().get('pronto')?.letters.taken ?? 0;
      await dovecot.deliver('pronto', buildLetter({ from, to: 'pronto@mesa.example' }));
      const since = performance.now();
      await until('it is taken', () => (world.email.watched().get('pronto')?.letters.taken ?? 0) > before);
      waits.push(performance.now() - since);
    }
    // Without IDLE the library would look after a quarter of a minute at the earliest.
    expect(Math.max(...waits)).toBeLessThan(8_000);
  }, 60_000);

  it('P1 loses nothing and doubles nothing when its connection is killed, again and again, while it fetches', async () => {
    await open('corte');
    const from = people(60);
    const sending = Promise.all(
      from.map((one) => dovecot.deliver('corte', buildLetter({ from: one, to: 'corte@mesa.example' }))),
    );
    let kills = 0;
    let before = 0;
    await until(
      'all are moved',
      () => {
        const taken = world.email.watched().get('corte')?.letters.taken ?? 0;
        // In the middle of its work: some letters are taken, the next is on its way.
        if (kills < 8 && taken >= before + 4) {
          before = taken;
          kills += dovecot.killSessions();
        }
        return processed('corte') === 60;
      },
      120_000,
    );
    await sending;
    await world.gateway.pipeline.idle();
    expect(kills).toBeGreaterThan(0);
    expect(world.email.watched().get('corte')?.reconnects).toBeGreaterThan(0);
    expect(await world.conversations()).toHaveLength(60);
    expect(world.sink.mails).toHaveLength(60);
  }, 180_000);

  it('P1 knows a letter again that was taken and not moved before the process ended', async () => {
    await open('otravez');
    const raw = buildLetter({ to: 'otravez@mesa.example' });
    expect((await world.email.receive(Buffer.from(raw), 'otravez')).reason).toBe('stored');
    await dovecot.deliver('otravez', raw);
    await until('it is moved', () => processed('otravez') === 1);
    expect((await world.conversations()).map(({ transcript }) => transcript.length)).toEqual([2]);
  }, 60_000);

  it('parks what nobody can read, files what machines write, and goes on', async () => {
    await open('mezcla');
    await dovecot.deliver(
      'mezcla',
      `From: a@b.example\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n${'--x\r\n\r\na\r\n'.repeat(2_000)}`,
    );
    await dovecot.deliver('mezcla', buildLetter({ headers: { 'Auto-Submitted': 'auto-replied' } }));
    await dovecot.deliver('mezcla', buildLetter({ headers: { 'List-Unsubscribe': '<https://x.example>' } }));
    await dovecot.deliver('mezcla', buildLetter());
    await until('the person is answered', () => processed('mezcla') === 1 && dovecot.letters('mezcla').length === 0);
    expect(dovecot.letters('mezcla', 'Ventanilla/Parked')).toHaveLength(1);
    expect(dovecot.letters('mezcla', 'Ventanilla/Automatic')).toHaveLength(2);
    expect(world.email.watched().get('mezcla')?.letters).toEqual({ taken: 1, automatic: 2, bounce: 0, parked: 1 });
  }, 60_000);

  it('says that the server is away, and goes on trying', async () => {
    const own = await startDovecot();
    world = await buildMailWorld({ dovecot: own, mailboxes: ['lejos'], realClock: systemClock });
    await until('the mailbox is watched', () => world.email.watched().get('lejos')?.state === 'up');
    await own.stop();
    await until('it is seen to be away', () => world.email.watched().get('lejos')?.problem !== null);
    expect(world.email.status()).toMatchObject({ state: 'down', detail: expect.stringMatching(/^lejos: /) });
  }, 60_000);

  it('P1 comes back by itself when the server does, and takes what came meanwhile, each letter once', async () => {
    const own = await startDovecot();
    world = await buildMailWorld({ dovecot: own, mailboxes: ['vuelve'], realClock: systemClock });
    const watched = () => world.email.watched().get('vuelve');
    await until('the mailbox is watched', () => watched()?.state === 'up');
    const [before, meanwhile] = [people(12), people(17).slice(12)];
    const letterOf = (from: string) => buildLetter({ from, to: 'vuelve@mesa.example' });
    for (const one of before) await own.deliver('vuelve', letterOf(one));
    await until('some are taken', () => (watched()?.letters.taken ?? 0) >= 3);
    await own.halt();
    await until('it is seen to be away', () => watched()?.problem !== null);
    for (const one of meanwhile) own.spool('vuelve', letterOf(one));
    await own.resume();
    await until('all are moved', () => own.letters('vuelve', 'Ventanilla/Processed').length === 17, 50_000);
    await world.gateway.pipeline.idle();
    expect(watched()).toMatchObject({ state: 'up', problem: null });
    expect(watched()?.reconnects).toBeGreaterThan(0);
    expect((await world.conversations()).map(({ transcript }) => transcript.length)).toEqual(Array(17).fill(2));
    await own.stop();
  }, 90_000);

  it('P7 two answering machines stop: one that says so at once, one that does not after twenty letters', async () => {
    await open('bucle');
    let told = 0;
    const machine = (name: string, headers: Record<string, string>) => async (raw: string) => {
      told += 1;
      const id = /^message-id: (.+)$/im.exec(raw)?.[1]?.trim() ?? '';
      await dovecot.deliver(
        'bucle',
        buildLetter({
          from: `${name}@robot.example`,
          to: 'bucle@mesa.example',
          subject: `Recibido ${told}`,
          headers: { 'In-Reply-To': id, ...headers },
        }),
      );
    };
    const polite = machine('cortes', { 'Auto-Submitted': 'auto-replied' });
    const rude = machine('rudo', {});
    let answered = 0;
    const answering = async () => {
      for (; answered < world.sink.mails.length; answered++) {
        const { to, raw } = world.sink.mails[answered] ?? { to: [], raw: '' };
        if (to[0] === 'cortes@robot.example') await polite(raw);
        if (to[0] === 'rudo@robot.example') await rude(raw);
      }
    };
    await dovecot.deliver('bucle', buildLetter({ from: 'cortes@robot.example', to: 'bucle@mesa.example' }));
    await dovecot.deliver('bucle', buildLetter({ from: 'rudo@robot.example', to: 'bucle@mesa.example' }));
    const sentTo = (address: string) => world.sink.mails.filter(({ to }) => to[0] === address).length;
    await until(
      'both have stopped',
      async () => {
        await answering();
        return (await world.gateway.pipeline.deadLetters.list(5)).some(({ code }) => code === 'MAIL_LIMITED');
      },
      90_000,
    );
    expect([sentTo('cortes@robot.example'), sentTo('rudo@robot.example')]).toEqual([1, 20]);
  }, 120_000);
});

describe('the door for mail servers', () => {
  let world: MailWorld;
  beforeEach(async () => {
    world = await buildMailWorld({ listen: 'lmtp://127.0.0.1:0' });
  }, 60_000);
  afterEach(() => world.stop());

  const send = (to: readonly string[], raw: string) => {
    const lmtp = createTransport({
      host: '127.0.0.1',
      port: world.email.listenerPort ?? 0,
      lmtp: true,
      ignoreTLS: true,
    } as object);
    return lmtp.sendMail({ envelope: { from: 'ana@cliente.example', to: [...to] }, raw });
  };

  it('P1 says 250 once a letter is durable, and knows it again', async () => {
    const raw = buildLetter();
    await send(['soporte@mesa.example'], raw);
    await send(['soporte@mesa.example'], raw);
    await world.gateway.pipeline.idle();
    expect((await world.conversations()).map(({ transcript }) => transcript.length)).toEqual([2]);
  });

  it('refuses who is not ours, and what is too large', async () => {
    const unknown = await send(['nadie@mesa.example'], buildLetter()).catch(
      (error: { responseCode?: number }) => error,
    );
    expect(unknown).toMatchObject({ responseCode: 550 });
    const large = buildLetter({ text: `${'x'.repeat(900)}\n`.repeat(30_000) });
    expect(await send(['soporte@mesa.example'], large)).toMatchObject({
      accepted: [],
      response: '552 The letter is too large',
    });
    expect(await world.conversations()).toEqual([]);
  });

  it('takes what came by a token for its thread', async () => {
    await send(['soporte@mesa.example'], buildLetter());
    await world.gateway.pipeline.idle();
    const [answer] = await world.sent();
    const token = answer?.replyTo?.value[0]?.address ?? '';
    await send(
      [token],
      buildLetter({ to: 'oculto@lista.example', subject: answer?.subject ?? '', text: 'usuario final' }),
    );
    await world.gateway.pipeline.idle();
    expect((await world.conversations()).map(({ transcript }) => transcript.length)).toEqual([4]);
  });

  it('speaks LMTP alone, and waits for nobody who says nothing', async () => {
    const socket = connect(world.email.listenerPort ?? 0, '127.0.0.1');
    const heard = await new Promise<string>((resolve) => {
      socket.once('data', () => socket.write('EHLO x\r\n'));
      socket.on('data', (chunk: Buffer) => {
        if (/^5/m.test(chunk.toString())) resolve(chunk.toString());
      });
    });
    socket.destroy();
    expect(heard).toMatch(/^500/);
  });
});

onServer('doctor', () => {
  it('says which mailbox does not let us in, and shows no password', async () => {
    const dovecot = await startDovecot();
    const account = (name: string, password: string) => ({
      ...{ name, address: `${name}@mesa.example` },
      imap: `imap://${name}:${password}@127.0.0.1:${dovecot.imapPort}`,
    });
    const check = (accounts: readonly object[]) =>
      checkMailboxes(readConfig({ VENTANILLA_EMAIL_ACCOUNTS: JSON.stringify(accounts) }));
    expect(await check([account('bien', dovecot.password)])).toEqual({ name: 'mailboxes', ok: true, detail: 'bien' });
    const bad = await check([account('bien', dovecot.password), account('mal', 'equivocada')]);
    await dovecot.stop();
    expect(bad).toMatchObject({ ok: false, detail: 'not let in: mal (AUTHENTICATION_FAILED)' });
    expect(JSON.stringify(bad)).not.toContain('equivocada');
  }, 30_000);
});
