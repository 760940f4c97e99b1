import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type ParsedMail as Read, simpleParser } from 'mailparser';
import type { EmailChannel } from '../../../channels/email/index.ts';
import { joinEmail } from '../../../src/compose/email.ts';
import { createGateway, type Gateway } from '../../../src/compose/gateway.ts';
import { type Config, readConfig } from '../../../src/config/config.ts';
import { loadSecrets } from '../../../src/config/secrets.ts';
import type { Clock } from '../../../src/contracts/clock.ts';
import type { ConversationDetail, DeadLetter } from '../../../src/contracts/conversation.ts';
import { buildClock, type FakeClock } from '../../builders/clock.ts';
import type { Dovecot } from '../../builders/dovecot.ts';
import { buildLogger } from '../../builders/logger.ts';
import { type SmtpSink, startSmtpSink } from './smtp-sink.ts';

/** A gateway with mailboxes, a mail server for its answers, and if asked for a real IMAP server. */
export interface MailWorld {
  readonly gateway: Gateway;
  readonly email: EmailChannel;
  readonly sink: SmtpSink;
  readonly clock: FakeClock;
  readonly config: Config;
  readonly dataDir: string;
  /** Takes a letter and waits until everything that follows from it is done. */
  take(raw: string, account?: string, recipients?: readonly string[]): Promise<string>;
  /** From here on only what is new counts, and an hour has gone by: a world is dear, so that tests share it. */
  fresh(): Promise<void>;
  /** What was sent since the last look, read as a mail program does. */
  sent(): Promise<Read[]>;
  conversations(): Promise<ConversationDetail[]>;
  deadLetters(): Promise<DeadLetter[]>;
  stop(): Promise<void>;
}

/** What may differ. */
export interface MailWorldOptions {
  readonly policy?: string;
  /** Names of mailboxes; each is `name@mesa.example`. */
  readonly mailboxes?: readonly string[];
  readonly dovecot?: Dovecot;
  readonly plusAddressing?: boolean;
  readonly authenticatedBy?: string;
  readonly listen?: string;
  readonly dataDir?: string;
  /** The wall clock in place of one that stands still. */
  readonly realClock?: Clock;
  readonly sink?: SmtpSink;
}

/** Opens a world. */
export async function buildMailWorld(options: MailWorldOptions = {}): Promise<MailWorld> {
  const {
    policy = 'exsim',
    mailboxes = ['soporte'],
    dovecot,
    plusAddressing = true,
    authenticatedBy = null,
    listen,
  } = options;
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'ventanilla-mail-'));
  const sink = options.sink ?? (await startSmtpSink());
  const accounts = mailboxes.map((name) => ({
    ...{ name, address: `Mesa de ayuda <${name}@mesa.example>`, plusAddressing, authenticatedBy },
    ...(dovecot ? { imap: `imap://${name}:${dovecot.password}@127.0.0.1:${dovecot.imapPort}` } : {}),
  }));
  const config = readConfig({
    ...{ VENTANILLA_DATA: dataDir, VENTANILLA_POLICY: policy, PORT: '0' },
    VENTANILLA_SMTP_URL: `smtp://127.0.0.1:${sink.port}`,
    VENTANILLA_SMTP_FROM: 'Mesa de ayuda <soporte@mesa.example>',
    VENTANILLA_EMAIL_ACCOUNTS: JSON.stringify(accounts),
    ...(listen ? { VENTANILLA_EMAIL_LISTEN: listen } : {}),
  });
  const clock = buildClock();
  const secrets = loadSecrets(dataDir);
  const gateway = await createGateway({ config, secrets, logger: buildLogger(), clock: options.realClock ?? clock });
  const email = await joinEmail(gateway, config, secrets);
  if (email === null) throw new Error('There is no mail channel.');
  gateway.serveVault('https://mesa.example');
  await gateway.start([email]);
  const org = gateway.policies.codes[0] ?? '';
  let seen = 0;
  const old = new Set<string>();
  const { conversations, deadLetters } = gateway.pipeline;
  const ids = async () => (await conversations.list({ organisation: org, limit: 200 })).items.map(({ id }) => id);
  return {
    ...{ gateway, email, sink, clock, config, dataDir },
    async take(raw, account = mailboxes[0] ?? '', recipients = []) {
      const { outcome, reason } = await email.receive(Buffer.from(raw), account, recipients);
      await gateway.pipeline.idle();
      return `${outcome} ${reason}`;
    },
    async sent() {
      const fresh = sink.mails.slice(seen);
      seen = sink.mails.length;
      return Promise.all(fresh.map(({ raw }) => simpleParser(raw, { skipTextToHtml: true })));
    },
    async fresh() {
      clock.advance({ minutes: 61 });
      for (const id of await ids()) old.add(id);
      for (const { id } of await deadLetters.list(200)) old.add(id);
      seen = sink.mails.length;
    },
    async conversations() {
      const fresh = (await ids()).filter((id) => !old.has(id));
      return Promise.all(fresh.map((id) => conversations.get(id)));
    },
    deadLetters: async () => (await deadLetters.list(200)).filter(({ id }) => !old.has(id)),
    async stop() {
      await gateway.stop();
      if (!options.sink) await sink.close();
      if (!options.dataDir) rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** Waits until something is so: another process makes it so. */
export async function until(what: string, isSo: () => boolean | Promise<boolean>, patienceMs = 20_000): Promise<void> {
  const end = Date.now() + patienceMs;
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error(`It never came to be that ${what}.`);
    await wait(20);
  }
}
