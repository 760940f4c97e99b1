import { ImapFlow } from 'imapflow';
import type { ImapSettings } from '../options.ts';

/** A broken IDLE is made anew this often, and a server that is silent longer is gone, ms. */
const IDLE_MS = 9 * 60_000;
const SILENCE_MS = 12 * 60_000;

/** A connection to a mailbox, not opened yet. IDLE is ours to start: by itself it would wait for a quarter of a minute. */
export function imapClient({ host, port, tls, user, password }: ImapSettings, maxBytes: number): ImapFlow {
  return new ImapFlow({
    ...{ host, port, secure: tls === 'implicit', doSTARTTLS: tls === 'starttls' },
    auth: { user, pass: password },
    disableAutoIdle: true,
    maxIdleTime: IDLE_MS,
    ...{ connectionTimeout: 20_000, greetingTimeout: 16_000, socketTimeout: SILENCE_MS },
    // A server that announces more than we would ever take must not fill the memory.
    ...{ maxLiteralSize: maxBytes * 2, maxResponseSize: maxBytes * 4, maxLineLength: 8 * 1024 * 1024 },
    logger: false,
    clientInfo: { name: 'Ventanilla' },
  });
}

/** What went wrong, as a code: a server's words may hold addresses. */
export function imapFailure(error: unknown): string {
  const { code, authenticationFailed, serverResponseCode } = error as {
    code?: string;
    authenticationFailed?: boolean;
    serverResponseCode?: string;
  };
  if (authenticationFailed) return 'AUTHENTICATION_FAILED';
  return code ?? serverResponseCode ?? (error instanceof Error ? error.name : 'UNKNOWN');
}

/** Signs in to a mailbox and out again. Null: well; else the code of what is wrong. */
export async function checkMailbox(settings: ImapSettings): Promise<string | null> {
  const client = imapClient(settings, 1024 * 1024);
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.logout();
    return null;
  } catch (error) {
    return imapFailure(error);
  } finally {
    client.close();
  }
}
