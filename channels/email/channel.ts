import type { ChannelAdapter, ChannelStatus } from '../../src/contracts/channel.ts';
import { MAX_TEXT_LENGTH } from '../../src/contracts/envelope.ts';
import { MailboxWatcher, type WatcherStatus } from './imap/watcher.ts';
import { type Listener, openListener } from './listen/listener.ts';
import { defaultLimits, type EmailOptions } from './options.ts';
import { type Arrival, type ReceiveDeps, type Received, receiveLetter } from './receive.ts';
import { sendReply } from './send.ts';
import { createSubmission } from './submission/submission.ts';
import { createReplyTokens } from './threads/tokens.ts';

/** Mail as a channel: mailboxes that are watched, a door for a mail server, letters that go out. */
export interface EmailChannel extends ChannelAdapter {
  /** By mailbox. */
  watched(): ReadonlyMap<string, WatcherStatus>;
  status(): ChannelStatus;
  /** Port of the door for mail servers; null: there is none. */
  readonly listenerPort: number | null;
  /** Takes a letter as if it had arrived in a mailbox: for measurements and tests. Only once the channel was started. */
  receive(raw: Buffer, mailbox: string, recipients?: readonly string[]): Promise<Received>;
}

const RETRY = { firstMs: 1_000, longestMs: 120_000 };

/** Makes the mail channel; nothing is connected before `start`. */
export function createEmailChannel(options: EmailOptions): EmailChannel {
  const { accounts, files, clock, logger, redactor, reports } = options;
  const limits = { ...defaultLimits, ...options.limits };
  const tokens = createReplyTokens(options.tokenKey);
  const own = new Set(
    accounts.flatMap(({ address, aliases }) => [address, ...aliases]).map((one) => one.toLowerCase()),
  );
  const known = new Map(
    accounts.map((account) => [
      account.name,
      { account, submission: account.smtp === null ? null : createSubmission({ ...account.smtp, from: account }) },
    ]),
  );
  const watchers = new Map<string, MailboxWatcher>();
  let receiving: ReceiveDeps | null = null;
  let listener: Listener | null = null;

  async function receive(raw: Buffer, arrival: Arrival): Promise<Received> {
    if (receiving === null) throw new Error('The mail channel was not started.');
    return receiveLetter(raw, arrival, receiving);
  }

  return {
    name: 'email',
    abilities: {
      ...{ buttons: false, typing: false, edits: false, questions: 'all', markdown: false, letters: true },
      maxText: MAX_TEXT_LENGTH,
    },
    async start(intake) {
      receiving = { intake, tokens, redactor, own, files, reports, clock, limits };
      const retry = options.retry ?? RETRY;
      const random = options.random ?? Math.random;
      for (const account of accounts) {
        if (account.imap === null) continue;
        const watcher = new MailboxWatcher({
          ...{ account, imap: account.imap, receive: (raw) => receive(raw, { account }) },
          ...{ clock, logger, maxBytes: limits.letterBytes, retry, random },
        });
        watchers.set(account.name, watcher);
        watcher.start();
      }
      const { listen } = options;
      if (listen) listener = await openListener({ listen, accounts, receive, maxBytes: limits.letterBytes, logger });
    },
    async stop() {
      await listener?.close();
      listener = null;
      await Promise.all([...watchers.values()].map((watcher) => watcher.stop()));
      watchers.clear();
      for (const { submission } of known.values()) submission?.close();
    },
    send: (reply) => sendReply(reply, { accounts: known, files, clock, tokens, limits }),
    watched: () => new Map([...watchers].map(([name, watcher]) => [name, watcher.status()])),
    status() {
      const all = [...watchers].map(([name, watcher]) => ({ name, ...watcher.status() }));
      const state = all.every((one) => one.state === 'up')
        ? 'up'
        : all.some((one) => one.state === 'up')
          ? 'starting'
          : 'down';
      const problems = all.filter(({ problem }) => problem !== null).map(({ name, problem }) => `${name}: ${problem}`);
      return { name: 'email', state, ...(problems.length > 0 ? { detail: problems.join(', ') } : {}) };
    },
    get listenerPort() {
      return listener?.port ?? null;
    },
    receive(raw, mailbox, recipients = []) {
      const account = known.get(mailbox)?.account;
      if (account === undefined) throw new Error('There is no such mailbox.');
      return receive(raw, { account, recipients });
    },
  };
}
