import { createHash, createVerify, generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createSubmission } from '../../../channels/email/submission/index.ts';
import { checkDkim } from '../../../src/cli/doctor/mail-check.ts';
import { readConfig } from '../../../src/config/config.ts';
import { dkimPublicKey } from '../../../src/config/dkim.ts';
import { type SmtpSink, startSmtpSink } from './smtp-sink.ts';

const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
const privateKey = pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const variables = { VENTANILLA_SMTP_DKIM: 'mesa._domainkey.mesa.example', VENTANILLA_SMTP_DKIM_KEY: privateKey };

let sink: SmtpSink;
beforeAll(async () => {
  sink = await startSmtpSink();
});
afterAll(() => sink.close());

async function sentFrom(address: string): Promise<string> {
  const from = { name: 'Mesa de ayuda', address };
  const { dkim } = readConfig(variables);
  const server = { host: '127.0.0.1', port: sink.port, tls: 'none' as const, user: null, password: null };
  const submission = createSubmission({ ...server, from, dkim });
  const to = { name: 'Ana', address: 'ana@cliente.example' };
  const about = { id: `carta-${sink.mails.length}`, from, to, automation: 'no' as const };
  await submission.submit({ ...about, subject: 'Su caso', text: 'Ya  quedó.\n\nSaludos \n' });
  submission.close();
  return sink.mails.at(-1)?.raw ?? '';
}

/** A header as RFC 6376 3.4.2 has it signed. */
const relaxed = (name: string, value: string) => `${name.toLowerCase()}:${value.replace(/\s+/g, ' ').trim()}`;

/** Whether a letter's signature holds, by the rules of RFC 6376 (relaxed/relaxed). */
function isSigned(raw: string): boolean {
  const [head = '', ...rest] = raw.split('\r\n\r\n');
  const lines = rest.join('\r\n\r\n').split('\r\n');
  const plain = lines.map((line) => line.replace(/[ \t]+/g, ' ').replace(/ $/, '')).join('\r\n');
  const body = `${plain.replace(/(\r\n)*$/, '')}\r\n`;
  const headers = head.replace(/\r\n[ \t]+/g, ' ').split('\r\n');
  const headerOf = (name: string) => headers.find((line) => line.toLowerCase().startsWith(`${name.toLowerCase()}:`));
  const split = (line = '') => line.slice(line.indexOf(':') + 1);
  const signature = split(headerOf('DKIM-Signature'));
  const tag = (name: string) => new RegExp(`(?:^|;)\\s*${name}=([^;]*)`).exec(signature)?.[1]?.replace(/\s/g, '') ?? '';
  if (tag('bh') !== createHash('sha256').update(body).digest('base64')) return false;
  const signed = tag('h')
    .split(':')
    .map((name) => relaxed(name, split(headerOf(name))));
  const own = relaxed('dkim-signature', signature.replace(/(\bb=)[^;]*$/, '$1'));
  return createVerify('sha256')
    .update([...signed, own].join('\r\n'))
    .verify(pair.publicKey, tag('b'), 'base64');
}

describe('DKIM', () => {
  it('signs mail of its domain so that others can check it, and a change shows', async () => {
    const raw = await sentFrom('soporte@mesa.example');
    expect(raw).toMatch(/d=mesa\.example;[\s\S]*s=mesa;/);
    expect(isSigned(raw)).toBe(true);
    expect(isSigned(raw.replace('Saludos', 'Saldos'))).toBe(false);
    expect(isSigned(raw.replace('Subject: Su caso', 'Subject: Otro'))).toBe(false);
  });

  it('signs for addresses below the domain, and for no other', async () => {
    expect(isSigned(await sentFrom('soporte@norte.mesa.example'))).toBe(true);
    expect(await sentFrom('soporte@otramesa.example')).not.toContain('DKIM-Signature');
  });

  it('takes a record with its key, and nothing weaker', () => {
    const weak = generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey.export({
      type: 'pkcs8',
      format: 'pem',
    });
    expect(() => readConfig({ ...variables, VENTANILLA_SMTP_DKIM_KEY: weak.toString() })).toThrow(
      'openssl genrsa 2048',
    );
    expect(() => readConfig({ ...variables, VENTANILLA_SMTP_DKIM_KEY: '' })).toThrow(
      'set VENTANILLA_SMTP_DKIM_KEY too',
    );
    expect(() => readConfig({ ...variables, VENTANILLA_SMTP_DKIM: 'mesa.example' })).toThrow('_domainkey');
  });

  it('is looked up by the doctor, which says what must be published', async () => {
    const config = readConfig(variables);
    const shown = `v=DKIM1; k=rsa; p=${dkimPublicKey(privateKey)}`;
    const check = (records: string[][]) => checkDkim(config, async () => records);
    expect(await check([[shown.slice(0, 200), shown.slice(200)]])).toMatchObject({ ok: true });
    expect(await check([['v=DKIM1; p=AAAA']])).toMatchObject({
      ok: false,
      detail: expect.stringContaining('another key'),
    });
    const missing = await checkDkim(config, () => Promise.reject(new Error('ENOTFOUND')));
    expect(missing).toMatchObject({ ok: false, detail: expect.stringContaining(shown) });
    expect(await checkDkim(readConfig({}))).toMatchObject({ ok: true });
  });
});
