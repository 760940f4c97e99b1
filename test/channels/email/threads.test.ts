import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { ParsedMail as Read } from 'mailparser';
import { buildBounce, buildLetter, type LetterParts } from '../../builders/mail.ts';
import { buildMailWorld, type MailWorld } from './world.ts';

// The machine may be busy with other suites.
jest.setTimeout(60_000);

let world: MailWorld;
beforeAll(async () => {
  world = await buildMailWorld({ mailboxes: ['soporte', 'ventas'] });
}, 60_000);
beforeEach(() => world.fresh());
afterAll(() => world.stop());

/** Takes a letter and gives the one answer to it. */
async function answerTo(parts: LetterParts = {}, recipients: readonly string[] = []): Promise<Read> {
  await world.take(buildLetter(parts), 'soporte', recipients);
  const [answer, ...more] = await world.sent();
  if (answer === undefined || more.length > 0) throw new Error(`There were ${more.length} answers more than one.`);
  return answer;
}

/** The parts of a letter that answers another, as a mail program makes them. */
function answering(mail: Read, parts: LetterParts = {}): LetterParts {
  const references = [...[mail.references ?? []].flat(), mail.messageId ?? ''].join(' ');
  const thread = { 'In-Reply-To': mail.messageId ?? '', References: references };
  return { subject: mail.subject ?? '', ...parts, headers: { ...thread, ...parts.headers } };
}

const threads = async () => (await world.conversations()).map(({ transcript }) => transcript.length).sort();

describe('a thread', () => {
  it('EXS-01 is one conversation: each answer in its thread, to whoever wrote, under the same subject', async () => {
    const first = await answerTo({ id: '<hilo-1@cliente.example>' });
    expect(first).toMatchObject({
      subject: 'Re: No puedo timbrar facturas',
      inReplyTo: '<hilo-1@cliente.example>',
      from: { text: '"Mesa de ayuda" <soporte@mesa.example>' },
      to: { text: '"Ana Ruiz" <ana@cliente.example>' },
    });
    expect(first.html).toContain('<ul><li>');
    const second = await answerTo(
      answering(first, { id: '<hilo-2@cliente.example>', text: 'usuario final, con todos' }),
    );
    expect(second.inReplyTo).toBe('<hilo-2@cliente.example>');
    expect([second.references].flat()).toEqual(expect.arrayContaining([first.messageId, '<hilo-1@cliente.example>']));
    expect(await threads()).toEqual([4]);
  });

  it('is found by the last reference that is known, when the program leaves In-Reply-To out', async () => {
    const first = await answerTo();
    await world.take(
      buildLetter({ subject: first.subject ?? '', headers: { References: `<x@y> ${first.messageId} <z@w>` } }),
    );
    expect(await threads()).toEqual([4]);
  });

  it('is found by the token in the address, when the program leaves out all of it', async () => {
    const first = await answerTo();
    const to = first.replyTo?.value[0]?.address ?? '';
    expect(to).toMatch(/^soporte\+[a-z2-7]{28}@mesa\.example$/);
    await world.take(buildLetter({ to, subject: first.subject ?? '', text: 'usuario final, con todos' }));
    expect(await threads()).toEqual([4]);
  });

  it('is not found by a token that somebody made up, nor by the subject alone (chatwoot#14993)', async () => {
    const first = await answerTo();
    const to = (first.replyTo?.value[0]?.address ?? '').replace(/.@/, (end) => (end === 'a@' ? 'b@' : 'a@'));
    await world.take(buildLetter({ to, subject: first.subject ?? '' }));
    await world.take(buildLetter({ subject: first.subject ?? '' }));
    expect(await threads()).toEqual([2, 2, 2]);
  });

  it('is answered under its new subject when the subject is changed (chatwoot#15869)', async () => {
    const first = await answerTo();
    const second = await answerTo(answering(first, { subject: 'Error en la nómina', text: 'No calcula el ISR.' }));
    expect(second.subject).toBe('Re: Error en la nómina');
    expect(await threads()).toEqual([2, 2]);
  });

  it('stays one after it was closed: the same conversation goes on (chatwoot#3868, #10791)', async () => {
    const first = await answerTo();
    const [open] = await world.conversations();
    await world.gateway.pipeline.conversations.act(
      open?.id ?? '',
      { type: 'close', outcome: 'answered' },
      { role: 'lead', id: 'lead', name: 'Lead' },
    );
    await world.gateway.pipeline.idle();
    await world.take(buildLetter(answering(first, { text: 'Otra vez falla.' })));
    expect(await world.conversations()).toMatchObject([{ id: open?.id, mode: 'bot' }]);
  });

  it('takes in whom the requester put on the letter, and answers the requester alone', async () => {
    const first = await answerTo({ headers: { Cc: 'Luis Paz <luis@cliente.example>' } });
    const answer = await answerTo(
      answering(first, { from: 'luis@cliente.example', text: 'Soy usuario final; con todos.' }),
    );
    expect(answer.to).toMatchObject({ text: '"Ana Ruiz" <ana@cliente.example>' });
    expect(new Set(world.sink.mails.flatMap(({ to }) => to)).has('luis@cliente.example')).toBe(false);
    const [only, ...more] = await world.conversations();
    expect(more).toEqual([]);
    expect(only?.transcript[2]).toMatchObject({ speaker: 'user', text: 'Soy usuario final; con todos.' });
  });

  it('takes in whom a person on it answers to all, without a letter of ours between', async () => {
    await answerTo({ id: '<hilo-9@cliente.example>', headers: { Cc: 'luis@cliente.example' } });
    await world.take(
      buildLetter({
        from: 'luis@cliente.example',
        subject: 'Re: No puedo timbrar facturas',
        headers: { 'In-Reply-To': '<hilo-9@cliente.example>' },
      }),
    );
    expect(await threads()).toEqual([4]);
  });

  it('does not take in a stranger who names its Message-ID: that opens a conversation of their own', async () => {
    const first = await answerTo();
    const other = await answerTo(answering(first, { from: 'Eva <eva@otra.example>', text: 'Soy otra persona.' }));
    expect(other.to).toMatchObject({ text: '"Eva" <eva@otra.example>' });
    expect(await threads()).toEqual([2, 2]);
  });

  it('takes in a second person who was given its token, and still answers the requester', async () => {
    const first = await answerTo();
    const to = first.replyTo?.value[0]?.address ?? '';
    const answer = await answerTo(answering(first, { from: 'eva@cliente.example', to, text: 'usuario final' }));
    expect(answer.to).toMatchObject({ text: '"Ana Ruiz" <ana@cliente.example>' });
    expect(await threads()).toEqual([4]);
  });

  it('does not join two people who answer the same newsletter of somebody else (chatwoot PR #13502)', async () => {
    const headers = { 'In-Reply-To': '<noticias-7@sitio.example>', References: '<noticias-7@sitio.example>' };
    await world.take(buildLetter({ from: 'ana@cliente.example', subject: 'Re: Noticias', headers }));
    await world.take(buildLetter({ from: 'luis@cliente.example', subject: 'Re: Noticias', headers }));
    expect(await threads()).toEqual([2, 2]);
  });

  it('is left by who passes it on: the whole of what is passed on is a new case', async () => {
    const first = await answerTo();
    const text = 'Les paso el caso.\n\n---------- Forwarded message ---------\nDe: Eva\n\nNo puedo entrar.';
    await world.take(buildLetter(answering(first, { subject: 'Fwd: No puedo timbrar facturas', text })));
    const all = await world.conversations();
    expect(all).toHaveLength(2);
    expect(all.some(({ transcript }) => transcript[0]?.text.includes('No puedo entrar.'))).toBe(true);
  });
});

describe('a letter', () => {
  it('P1 that comes twice, or to two of our mailboxes, is taken once', async () => {
    const raw = buildLetter({ to: 'soporte@mesa.example, ventas@mesa.example' });
    expect(await world.take(raw)).toBe('taken stored');
    expect(await world.take(raw)).toBe('taken duplicate');
    expect(await world.take(`Received: from mx2\r\n${raw}`, 'ventas')).toBe('taken duplicate');
    expect(await threads()).toEqual([2]);
  });

  it('gives its quotes and signature to people, redacted, and not to the bot', async () => {
    const first = await answerTo();
    const quote =
      'El lun, 23 nov 2026 a las 10:00, Mesa (<soporte@mesa.example>) escribió:\n> mi contraseña es Canela2023';
    await world.take(buildLetter(answering(first, { text: `usuario final\n\nSaludos,\nAna\n\n${quote}` })));
    const [{ transcript } = { transcript: [] }] = await world.conversations();
    expect(transcript[2]?.text).toBe('usuario final');
    expect(transcript[2]?.aside).toContain('Saludos');
    expect(transcript[2]?.aside).toContain('[contraseña eliminada]');
    expect(JSON.stringify(transcript)).not.toContain('Canela2023');
  });

  it('P4 leaves no password in the subject of the thread, nor in that of the answer', async () => {
    const answer = await answerTo({ subject: 'Mi contraseña es Canela2023' });
    expect(answer.subject).toBe('Re: Mi contraseña es [contraseña eliminada]');
    const { mailThreads } = world.gateway.mailModels;
    expect(JSON.stringify(await mailThreads.find({}).lean())).not.toContain('Canela2023');
  });

  it('longer than a message is kept whole, as a file', async () => {
    await world.take(buildLetter({ text: 'palabra y más palabras sobre la factura\n'.repeat(1_500) }));
    const [{ transcript } = { transcript: [] }] = await world.conversations();
    expect(transcript[0]?.text).toMatch(/El mensaje sigue en el archivo adjunto/);
    expect(transcript[0]?.attachments).toMatchObject([{ name: 'mensaje.txt' }]);
  });

  it('whose file is too large is taken without it, and says so', async () => {
    const body = `Content-Type: multipart/mixed; boundary=m\r\n\r\n--m\r\n\r\nNo puedo timbrar\r\n--m\r\nContent-Type: video/mp4\r\nContent-Disposition: attachment; filename=grande.mp4\r\n\r\n${`${'x'.repeat(998)}\r\n`.repeat(11_000)}--m--`;
    expect(await world.take(buildLetter({ body }))).toBe('taken stored');
    const [{ transcript } = { transcript: [] }] = await world.conversations();
    expect(transcript[0]).toMatchObject({ attachments: [], aside: expect.stringContaining('«grande.mp4»') });
  });

  it.each([
    [
      'that nobody can read',
      `From: a@b.example\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n${'--x\r\n\r\na\r\n'.repeat(2_000)}`,
      'parked unreadable',
    ],
    ['of nobody', 'Subject: hola\r\n\r\nhola', 'parked no-sender'],
    ['that is too large', 'x'.repeat(26 * 1024 * 1024), 'parked too-large'],
  ])('%s is parked and holds up no other', async (_name, raw, outcome) => {
    expect(await world.take(raw)).toBe(outcome);
    expect(await world.take(buildLetter())).toBe('taken stored');
  });
});

describe('P7 letters of machines', () => {
  it('are answered by nobody and become no work', async () => {
    const headers = { 'Auto-Submitted': 'auto-replied' };
    expect(await world.take(buildLetter({ headers, subject: 'Fuera de la oficina' }))).toBe('automatic auto-submitted');
    expect(await world.take(buildLetter({ from: 'soporte@mesa.example' }))).toBe('automatic own');
    expect(await world.sent()).toEqual([]);
    expect(await world.conversations()).toEqual([]);
  });

  it('that say nothing of it stop being answered after twenty in an hour, visibly, and go on after it', async () => {
    const from = 'recibos@robot.example';
    const round = (count: number) => world.take(buildLetter({ from, subject: `Recibido ${count}` }));
    for (let count = 0; count < 25; count++) expect(await round(count)).toBe('taken stored');
    expect(await world.sent()).toHaveLength(20);
    expect((await world.deadLetters()).map(({ code }) => code)).toEqual(Array(5).fill('MAIL_LIMITED'));
    await world.fresh();
    await round(30);
    expect(await world.sent()).toHaveLength(1);
  }, 30_000);

  it('from one address are parked after sixty in an hour, and those of others are not', async () => {
    for (let count = 0; count < 60; count++)
      expect(await world.take(buildLetter({ from: 'loco@cliente.example', subject: `n ${count}` }))).toBe(
        'taken stored',
      );
    expect(await world.take(buildLetter({ from: 'loco@cliente.example' }))).toBe('parked limit');
    expect(await world.take(buildLetter())).toBe('taken stored');
  }, 60_000);

  it('of an agent are none: no header says so', async () => {
    await answerTo();
    const [open] = await world.conversations();
    const agent = { role: 'lead', id: 'laura', name: 'Laura' } as const;
    const act = (action: Parameters<typeof world.gateway.pipeline.conversations.act>[1]) =>
      world.gateway.pipeline.conversations.act(open?.id ?? '', action, agent);
    await act({ type: 'take' });
    await act({ type: 'reply', id: 'r1', text: 'Ya lo reviso.' });
    await world.gateway.pipeline.idle();
    const reply = (await world.sent()).at(-1);
    expect(reply?.from?.text).toBe('"Laura · Mesa de ayuda" <soporte@mesa.example>');
    expect(reply?.headers.get('auto-submitted')).toBeUndefined();
    await world.take(buildLetter(answering(reply as Read, { text: 'Gracias, espero.' })));
    expect(await world.sent()).toEqual([]);
  });
});

describe('a letter of ours that comes back', () => {
  it('P3 is marked on its message and waits among the dead letters; nobody answers the report', async () => {
    const first = await answerTo();
    expect(await world.take(buildBounce(first.messageId ?? ''))).toBe('bounce failed');
    const [{ transcript } = { transcript: [] }] = await world.conversations();
    expect(transcript[1]).toMatchObject({ speaker: 'bot', delivery: 'failed' });
    expect(await world.deadLetters()).toMatchObject([{ code: 'DELIVERY_BOUNCED' }]);
    expect(await world.sent()).toEqual([]);
    expect(await world.take(buildBounce(first.messageId ?? ''))).toBe('bounce failed');
    expect(await world.deadLetters()).toHaveLength(1);
  });

  it('P3 is sent again under the same Message-ID by hand', async () => {
    const first = await answerTo();
    await world.take(buildBounce(first.messageId ?? ''));
    const [letter] = await world.deadLetters();
    await world.gateway.pipeline.deadLetters.replay(letter?.id ?? '', async () => undefined);
    await world.gateway.pipeline.idle();
    expect((await world.sent()).map(({ messageId }) => messageId)).toEqual([first.messageId]);
  });

  it('late is not given up, and what is none of ours is left alone', async () => {
    const first = await answerTo();
    expect(await world.take(buildBounce(first.messageId ?? '', { action: 'delayed' }))).toBe('bounce delayed');
    expect(await world.take(buildBounce('<otra@otra.example>'))).toBe('bounce unknown');
    expect(await world.deadLetters()).toEqual([]);
  });
});

describe('the data of a person', () => {
  it('P4 go with their erasure: threads and letters too, and an old thread leads nowhere any more', async () => {
    const first = await answerTo({ from: 'Olga <olga@cliente.example>' });
    const [{ id, contact } = { id: '', contact: { id: '' } }] = await world.conversations();
    const { mailModels, privacy, redactor } = world.gateway;
    const kept = async () => [
      await mailModels.mailThreads.countDocuments({ conversation: id }),
      await mailModels.mailMessages.countDocuments({ conversation: id }),
    ];
    expect(await kept()).toEqual([1, 2]);
    const reason = redactor.redact('a request of hers').text;
    const actor = { kind: 'operator', id: 'operator' } as const;
    await privacy.erase({ organisation: 'exsim', contactId: contact.id, actor, reason, closeOpen: true });
    expect(await kept()).toEqual([0, 0]);
    await world.fresh();
    await world.take(buildLetter(answering(first, { from: 'Olga <olga@cliente.example>', text: 'Otra vez yo.' })));
    expect((await world.conversations()).map(({ transcript }) => transcript.length)).toEqual([2]);
  });
});
