import { createTransport, type Transporter } from 'nodemailer';
import { AppError } from '../../../src/errors/app-error.ts';
import { type Letter, mailOf } from './letter.ts';
import { domainOf, type SmtpSettings } from './settings.ts';

/** Hands letters to a mail server. */
export interface Submission {
  readonly from: SmtpSettings['from'];
  /** Resolves with the Message-ID once the server has taken the letter. Throws DELIVERY_FAILED, DELIVERY_REFUSED. */
  submit(letter: Letter): Promise<string>;
  /** Connects and signs in, sends nothing. Throws DELIVERY_FAILED. */
  verify(): Promise<void>;
  /** Ends the connections; letters under way are finished first. */
  close(): void;
}

/** How long a server may be silent, ms; then the outbox tries again later. */
const patience = { connectionTimeout: 15_000, greetingTimeout: 15_000, socketTimeout: 60_000, dnsTimeout: 15_000 };
/** A server that trickles its answers never falls silent: the whole of a letter may take no longer, ms. */
const LONGEST_MS = 180_000;
const CONNECTIONS = 3;

/** Opens a pool of connections to a mail server; the first is made when something is sent. */
export function createSubmission(settings: SmtpSettings): Submission {
  let transport = transportOf(settings, true);
  return {
    from: settings.from,
    async submit(letter) {
      const mail = mailOf(letter);
      try {
        await transport.sendMail({ ...mail, signal: AbortSignal.timeout(LONGEST_MS) });
      } catch (error) {
        throw failureOf(error);
      }
      return mail.messageId;
    },
    async verify() {
      try {
        await transport.verify();
      } catch (error) {
        throw failureOf(error);
      }
    },
    close() {
      transport.close();
      // What still wants to leave at the end goes by a connection of its own.
      transport = transportOf(settings, false);
    },
  };
}

function transportOf(settings: SmtpSettings, isPooled: boolean): Transporter {
  const { host, port, tls, user, password } = settings;
  return createTransport({
    ...signing(settings),
    ...(isPooled ? { pool: true, maxConnections: CONNECTIONS } : {}),
    ...{ host, port, ...patience },
    secure: tls === 'implicit',
    requireTLS: tls === 'starttls',
    ignoreTLS: tls === 'none',
    ...(user === null ? {} : { auth: { user, pass: password ?? '' } }),
    // A text must never make the mailer read a file or fetch an address.
    disableFileAccess: true,
    disableUrlAccess: true,
    logger: false,
  });
}

/** A domain vouches for its own addresses and for those below it; a signature of any other says nothing to DMARC. */
function signing({ dkim, from }: SmtpSettings) {
  const domain = domainOf(from.address);
  if (!dkim || !(domain === dkim.domain || domain.endsWith(`.${dkim.domain}`))) return {};
  const { selector, privateKey } = dkim;
  return { dkim: { domainName: dkim.domain, keySelector: selector, privateKey } };
}

/** What may go wrong with a letter itself, in place of the connection, TLS or the sign-in. */
const REFUSALS = new Set(['EENVELOPE', 'EMESSAGE', 'EMAXRECIPIENTS']);
/** Answers that say "sign in first" or "not with this password": the operator mends it, and the letter can go. */
const SIGN_IN_CODES = new Set([530, 534, 535, 538]);

/**
 * Refused for good only when the server refused this letter; everything else passes or is mended by somebody. Only the
 * codes go on: the text of an answer may hold addresses and what was written.
 */
function failureOf(error: unknown): AppError {
  const { code = '', responseCode, permanent } = error as { code?: string; responseCode?: number; permanent?: boolean };
  const isOurs = responseCode !== undefined && SIGN_IN_CODES.has(responseCode);
  const isRefused = REFUSALS.has(code) && !isOurs && (permanent ?? code !== 'EMESSAGE');
  const cause = new Error([code || 'unknown', ...(responseCode ? [String(responseCode)] : [])].join(' '));
  return new AppError(isRefused ? 'DELIVERY_REFUSED' : 'DELIVERY_FAILED', { channel: 'email' }, { cause });
}
