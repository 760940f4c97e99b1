import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { simpleParser } from 'mailparser';
import { createTransport } from 'nodemailer';
import { createEmailChannel } from '../../channels/email/index.ts';
import { createRedactor } from '../../src/redaction/index.ts';
import { openStore } from '../../src/storage/connection.ts';
import { defineMailMessages, defineMailPlaces, defineMailThreads } from '../../src/storage/models/mail.ts';
import { MailThreadRepository } from '../../src/storage/repositories/mail-threads.ts';
import { buildClock } from '../builders/clock.ts';
import { buildLogger } from '../builders/logger.ts';
import { buildLetter } from '../builders/mail.ts';
import { startSmtpSink } from '../channels/email/smtp-sink.ts';
import { channelContract } from './channel-contract.ts';

channelContract('email', async (intake) => {
  const dataDir = mkdtempSync(join(tmpdir(), 'ventanilla-contract-'));
  const [store, sink] = [await openStore({ dataDir }), await startSmtpSink()];
  const models = {
    mailThreads: defineMailThreads(store.connection),
    mailMessages: defineMailMessages(store.connection),
    mailPlaces: defineMailPlaces(store.connection),
  };
  await store.ready();
  const from = { name: 'Mesa', address: 'soporte@mesa.example' };
  const folders = { inbox: 'INBOX', processed: 'a', automatic: 'b', bounces: 'c', parked: 'd' };
  const adapter = createEmailChannel({
    accounts: [
      {
        ...{
          name: 'soporte',
          address: from.address,
          aliases: [],
          title: 'Mesa',
          organisation: 'Exsim',
          language: 'es',
        },
        ...{
          folders,
          imap: null,
          plusAddressing: true,
          authenticatedBy: null,
          threads: new MailThreadRepository('exsim', models),
        },
        smtp: { host: '127.0.0.1', port: sink.port, tls: 'none', user: null, password: null, from },
      },
    ],
    reports: { bounced: async () => false },
    files: { put: () => Promise.reject(new Error('no files here')), get: async () => null },
    redactor: createRedactor(),
    tokenKey: Buffer.alloc(32, 7),
    clock: buildClock(),
    logger: buildLogger(),
    listen: { host: '127.0.0.1', port: 0, protocol: 'lmtp' },
  });
  await adapter.start?.(intake);
  const lmtp = createTransport({
    host: '127.0.0.1',
    port: adapter.listenerPort ?? 0,
    lmtp: true,
    ignoreTLS: true,
  } as object);
  const addressOf = (person: string) => `${person}@cliente.example`;
  let last = { person: '', raw: '' };
  const deliver = async () => {
    const done = await lmtp.sendMail({ envelope: { from: addressOf(last.person), to: [from.address] }, raw: last.raw });
    if (done.rejected.length > 0) throw new Error(String(done.response));
  };
  const mailsTo = (person: string) => sink.mails.filter(({ to }) => to.includes(addressOf(person)));
  return {
    adapter,
    async say(person, text) {
      last = { person, raw: buildLetter({ from: addressOf(person), subject: 'Ayuda', text }) };
      await deliver();
    },
    repeat: deliver,
    async shown(person) {
      const mails = await Promise.all(mailsTo(person).map(({ raw }) => simpleParser(raw)));
      return mails.map(({ text }) => text ?? '').join('\n');
    },
    // A mail program shows two mails under one Message-ID as one.
    async count(person) {
      const mails = await Promise.all(mailsTo(person).map(({ raw }) => simpleParser(raw)));
      return new Set(mails.map(({ messageId }) => messageId)).size;
    },
    async close() {
      lmtp.close();
      await adapter.stop?.();
      await sink.close();
      await store.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
});
