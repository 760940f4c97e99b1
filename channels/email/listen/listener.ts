import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import type { Logger } from '../../../src/contracts/logger.ts';
import type { EmailOptions, MailAccount } from '../options.ts';
import type { Arrival, Received } from '../receive.ts';
import { withoutTag } from '../threads/route.ts';

/** What the listener needs. */
export interface ListenerDeps {
  readonly listen: NonNullable<EmailOptions['listen']>;
  readonly accounts: readonly MailAccount[];
  readonly receive: (raw: Buffer, arrival: Arrival) => Promise<Received>;
  readonly maxBytes: number;
  readonly logger: Logger;
}

/** A door for the operator's own mail server. */
export interface Listener {
  readonly port: number;
  close(): Promise<void>;
}

const MAX_CLIENTS = 20;

/**
 * Opens the door: a mail server hands letters over by LMTP or SMTP and is told 250 only once a letter is durable (P1); until
 * then it keeps it and comes again. Who is not ours is refused, and what is too large too.
 */
export async function openListener(deps: ListenerDeps): Promise<Listener> {
  const { listen, maxBytes, logger } = deps;
  const server = new SMTPServer({
    lmtp: listen.protocol === 'lmtp',
    size: maxBytes,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    maxClients: MAX_CLIENTS,
    socketTimeout: 60_000,
    logger: false,
    banner: 'Ventanilla',
    onRcptTo({ address }, _session, callback) {
      callback(accountFor(address, deps.accounts) ? null : refusal(550, 'No such mailbox here'));
    },
    onData(stream, session, callback) {
      take(stream, session, deps).then(
        (answer) => callback(answer),
        (error: unknown) => {
          logger.warn({ err: error }, 'letter not taken; the mail server will come again');
          callback(refusal(451, 'Try again later'));
        },
      );
    },
  });
  server.on('error', (error) => logger.warn({ err: error }, 'mail listener'));
  await new Promise<void>((resolve, reject) => {
    server.server.once('error', reject);
    server.listen(listen.port, listen.host, resolve);
  });
  const { port } = server.server.address() as AddressInfo;
  return { port, close: () => new Promise((resolve) => server.close(() => resolve())) };
}

/** The mailbox of an address, with or without a token; its aliases too. */
export function accountFor(address: string, accounts: readonly MailAccount[]): MailAccount | null {
  const bare = withoutTag(address.toLowerCase());
  const isOf = (account: MailAccount) =>
    [account.address, ...account.aliases].some((one) => one.toLowerCase() === bare);
  return accounts.find(isOf) ?? null;
}

async function take(
  stream: SMTPServerDataStream,
  session: SMTPServerSession,
  { accounts, receive, maxBytes }: ListenerDeps,
): Promise<Error | null> {
  const raw = await collect(stream, maxBytes);
  if (raw === null) return refusal(552, 'The letter is too large');
  const recipients = session.envelope.rcptTo.map(({ address }) => address);
  const wanted = new Map(
    recipients.flatMap((address) => {
      const account = accountFor(address, accounts);
      return account === null ? [] : [[account.name, account] as const];
    }),
  );
  // A server that hands over what nobody sent says so in the envelope: RFC 3834's null sender.
  const letter = session.envelope.mailFrom && session.envelope.mailFrom.address === '' ? withNullSender(raw) : raw;
  for (const account of wanted.values()) {
    const { outcome, reason } = await receive(letter, { account, recipients });
    if (outcome === 'parked') return refusal(reason === 'limit' ? 451 : 554, `Not taken: ${reason}`);
  }
  return null;
}

/** Null: more came than is taken. The rest is read and thrown away, so that the client hears the answer. */
function collect(stream: SMTPServerDataStream, maxBytes: number): Promise<Buffer | null> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    stream.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= maxBytes) chunks.push(chunk);
    });
    stream.on('error', reject);
    stream.on('end', () => resolve(bytes > maxBytes ? null : Buffer.concat(chunks)));
  });
}

function withNullSender(raw: Buffer): Buffer {
  return Buffer.concat([Buffer.from('Return-Path: <>\r\n'), raw]);
}

function refusal(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode });
}
