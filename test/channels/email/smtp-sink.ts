import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

/** A mail that the server took. */
export interface TakenMail {
  readonly from: string;
  readonly to: readonly string[];
  readonly raw: string;
}

/** A mail server on loopback that keeps what it is given. */
export interface SmtpSink {
  readonly port: number;
  readonly mails: TakenMail[];
  /** Answers to give to the next mails in place of taking them: an SMTP code each. */
  readonly refuse: number[];
  readonly connections: () => number;
  close(): Promise<void>;
}

/** Starts one on a free port. */
export async function startSmtpSink(options: SMTPServerOptions = {}): Promise<SmtpSink> {
  const mails: TakenMail[] = [];
  const refuse: number[] = [];
  let connections = 0;
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS', 'AUTH'],
    disableReverseLookup: true,
    logger: false,
    onConnect(_session, callback) {
      connections += 1;
      callback();
    },
    onData(stream, session, callback) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const code = refuse.shift();
        if (code !== undefined) {
          callback(Object.assign(new Error('not now, juan@example.org'), { responseCode: code }));
          return;
        }
        const { mailFrom, rcptTo } = session.envelope;
        const from = mailFrom ? mailFrom.address : '';
        mails.push({ from, to: rcptTo.map(({ address }) => address), raw: Buffer.concat(chunks).toString('utf8') });
        callback();
      });
    },
    ...options,
  });
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  return {
    ...{ port, mails, refuse, connections: () => connections },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
