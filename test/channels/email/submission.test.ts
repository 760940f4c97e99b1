import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { simpleParser } from 'mailparser';
import {
  createMailPort,
  createSubmission,
  type Letter,
  messageIdOf,
  messageIdsIn,
  type SmtpSettings,
  type Submission,
} from '../../../channels/email/submission/index.ts';
import { checkMail } from '../../../src/cli/doctor/mail-check.ts';
import { readConfig } from '../../../src/config/config.ts';
import { isAppError } from '../../../src/errors/app-error.ts';
import { type SmtpSink, startSmtpSink } from './smtp-sink.ts';

// The machine may be busy with other suites.
jest.setTimeout(60_000);

const FROM = { name: 'Mesa de ayuda', address: 'soporte@mesa.example' };

function settingsOf(port: number, overrides: Partial<SmtpSettings> = {}): SmtpSettings {
  return { host: '127.0.0.1', port, tls: 'none', user: null, password: null, from: FROM, ...overrides };
}

function buildLetter(overrides: Partial<Letter> = {}): Letter {
  const to = { name: 'Ana', address: 'ana@cliente.example' };
  return { id: 'carta-1', from: FROM, to, subject: 'Hola', text: 'Su caso.', automation: 'no', ...overrides };
}

const codeOf = (error: unknown) => (isAppError(error) ? { code: error.code, retryable: error.retryable } : error);

describe('outgoing mail', () => {
  let sink: SmtpSink;
  let submission: Submission;

  beforeEach(async () => {
    sink = await startSmtpSink();
    submission = createSubmission(settingsOf(sink.port));
  });

  afterEach(async () => {
    submission.close();
    await sink.close();
  });

  it('P3 names a mail by its id, so that the same one sent again is known', async () => {
    const mail = { id: 'notice.abc-1', organisation: 'exsim', to: 'ana@cliente.example', subject: 'a', text: 'b' };
    const port = createMailPort(submission);
    await port.send(mail);
    await port.send(mail);
    const ids = await Promise.all(sink.mails.map(async ({ raw }) => (await simpleParser(raw)).messageId));
    expect(ids).toEqual(['<notice.abc-1@mesa.example>', '<notice.abc-1@mesa.example>']);
  });

  it('P7 tells every mail program that a mail of the machine needs no automatic answer, and that a person wrote one', async () => {
    const port = createMailPort(submission);
    await port.send({ id: 'n', organisation: 'exsim', to: 'ana@cliente.example', subject: 'a', text: 'b' });
    await submission.submit(buildLetter({ automation: 'auto-replied' }));
    await submission.submit(buildLetter());
    const headers = await Promise.all(sink.mails.map(async ({ raw }) => (await simpleParser(raw)).headers));
    expect(headers.map((one) => [one.get('auto-submitted'), one.get('x-auto-response-suppress')])).toEqual([
      ['auto-generated', 'All'],
      ['auto-replied', 'All'],
      [undefined, undefined],
    ]);
  });

  it('carries both bodies, the thread and the files as they are', async () => {
    await submission.submit(
      buildLetter({
        subject: 'Re: Facturación ñandú',
        text: 'Año nuevo\nsin marcas',
        html: '<p>Año nuevo</p>',
        inReplyTo: '<b@cliente.example>',
        references: ['<a@cliente.example>', '<b@cliente.example>'],
        replyTo: { address: 'soporte+token@mesa.example' },
        files: [{ name: 'guía.pdf', mediaType: 'application/pdf', content: Buffer.from('%PDF-1.4 x') }],
      }),
    );
    const mail = await simpleParser(sink.mails[0]?.raw ?? '');
    expect(mail).toMatchObject({
      subject: 'Re: Facturación ñandú',
      text: expect.stringContaining('Año nuevo\nsin marcas'),
      html: '<p>Año nuevo</p>',
      inReplyTo: '<b@cliente.example>',
      references: ['<a@cliente.example>', '<b@cliente.example>'],
      from: { text: '"Mesa de ayuda" <soporte@mesa.example>' },
      to: { text: '"Ana" <ana@cliente.example>' },
      replyTo: { text: 'soporte+token@mesa.example' },
    });
    expect(mail.attachments[0]).toMatchObject({ filename: 'guía.pdf', contentType: 'application/pdf' });
    expect(mail.attachments[0]?.content.toString()).toBe('%PDF-1.4 x');
  });

  it('keeps a subject to one line, whatever it was made of', async () => {
    await submission.submit(buildLetter({ subject: 'Hola\r\nBcc: otro@x.example' }));
    expect(sink.mails[0]?.to).toEqual(['ana@cliente.example']);
    expect((await simpleParser(sink.mails[0]?.raw ?? '')).subject).toBe('Hola Bcc: otro@x.example');
  });

  it.each(['ana@a.example, otro@b.example', 'ana@a.example\r\nBcc: otro@b.example', 'ana', '"x" <ana@a.example>', ''])(
    'refuses %j: it is not one address',
    async (address) => {
      const sent = submission.submit(buildLetter({ to: { address } }));
      expect(await sent.catch(codeOf)).toEqual({ code: 'DELIVERY_REFUSED', retryable: false });
      expect(sink.mails).toEqual([]);
    },
  );

  it('P3 tells what may be tried again from what was refused for good, without the words of the answer', async () => {
    sink.refuse.push(451, 550);
    const later = await submission.submit(buildLetter()).catch((error: unknown) => error);
    const never = await submission.submit(buildLetter()).catch((error: unknown) => error);
    expect(codeOf(later)).toEqual({ code: 'DELIVERY_FAILED', retryable: true });
    expect(codeOf(never)).toEqual({ code: 'DELIVERY_REFUSED', retryable: false });
    const said = JSON.stringify([String((later as Error).cause), String((never as Error).cause)]);
    expect(said).toContain('451');
    expect(said).not.toContain('juan');
  });

  it('keeps connections for the next mail', async () => {
    for (let index = 0; index < 12; index++) await submission.submit(buildLetter({ id: `carta-${index}` }));
    expect(sink.mails).toHaveLength(12);
    expect(sink.connections()).toBeLessThanOrEqual(3);
  });

  it('sends nothing in the clear where TLS is asked for', async () => {
    const careful = createSubmission(settingsOf(sink.port, { tls: 'starttls' }));
    expect(await careful.submit(buildLetter()).catch(codeOf)).toEqual({ code: 'DELIVERY_FAILED', retryable: true });
    careful.close();
    expect(sink.mails).toEqual([]);
  });

  it('doctor says whether the mail server lets us in', async () => {
    const smtp = settingsOf(sink.port);
    expect(await checkMail({ smtp })).toMatchObject({ ok: true, detail: expect.stringContaining('soporte@mesa') });
    expect(await checkMail({ smtp: null })).toMatchObject({ ok: true, detail: expect.stringContaining('off') });
    await sink.close();
    expect(await checkMail({ smtp })).toMatchObject({ ok: false, fix: expect.stringContaining('VENTANILLA_SMTP_URL') });
  });
});

describe('a wrong password of ours', () => {
  it('is mended by somebody and is no reason to give a mail up', async () => {
    const sink = await startSmtpSink({
      disabledCommands: ['STARTTLS'],
      allowInsecureAuth: true,
      onAuth: (_auth, _session, callback) => callback(Object.assign(new Error('wrong'), { responseCode: 535 })),
    });
    const submission = createSubmission(settingsOf(sink.port, { user: 'u', password: 'wrong' }));
    expect(await submission.submit(buildLetter()).catch(codeOf)).toEqual({ code: 'DELIVERY_FAILED', retryable: true });
    submission.close();
    await sink.close();
  });
});

describe('message ids', () => {
  it('are made of the id where it may stand there, else of its digest, the same each time', () => {
    expect(messageIdOf('a.b-c', 'x.example')).toBe('<a.b-c@x.example>');
    const odd = messageIdOf('ticket:1 copy>', 'x.example');
    expect(odd).toMatch(/^<[\w-]{43}@x\.example>$/);
    expect(messageIdOf('ticket:1 copy>', 'x.example')).toBe(odd);
  });

  it('are found in a header, oldest first', () => {
    expect(messageIdsIn('<a@x>\r\n\t<b@y> nonsense <c d>')).toEqual(['<a@x>', '<b@y>']);
  });
});

describe('the configuration of mail', () => {
  const read = (url: string) =>
    readConfig({ VENTANILLA_SMTP_URL: url, VENTANILLA_SMTP_FROM: 'Mesa <soporte@mesa.example>' }).smtp;

  it('asks for TLS everywhere but on this machine', () => {
    expect(read('smtp://mail.mesa.example')).toMatchObject({ port: 587, tls: 'starttls', user: null });
    expect(read('smtps://u:p%40ss@mail.mesa.example')).toMatchObject({ port: 465, tls: 'implicit', password: 'p@ss' });
    expect(read('smtp://127.0.0.1:2525')).toMatchObject({ port: 2525, tls: 'none' });
    expect(read('smtp://relay:25?tls=none')).toMatchObject({ host: 'relay', tls: 'none' });
    expect(read('smtp://[::1]:25')).toMatchObject({
      host: '::1',
      from: { name: 'Mesa', address: 'soporte@mesa.example' },
    });
  });

  it('P4 wants both variables, and never shows the password', () => {
    const problemOf = (env: Record<string, string>) => {
      try {
        readConfig(env);
        return '';
      } catch (error) {
        return isAppError(error) ? String(error.details.problems) : '';
      }
    };
    expect(problemOf({ VENTANILLA_SMTP_URL: 'smtps://u:clave9@mail.example' })).toMatch(/VENTANILLA_SMTP_FROM/);
    const wrong = problemOf({ VENTANILLA_SMTP_URL: 'http://u:clave9@mail.example', VENTANILLA_SMTP_FROM: 'no' });
    expect(wrong).toMatch(/VENTANILLA_SMTP_URL: write.*VENTANILLA_SMTP_FROM: write/);
    expect(wrong).not.toContain('clave9');
  });
});
