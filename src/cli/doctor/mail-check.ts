import { createSubmission } from '../../../channels/email/submission/index.ts';
import type { Config } from '../../config/config.ts';
import { isAppError } from '../../errors/app-error.ts';
import type { CheckResult } from './checks.ts';

const FIX = 'Look at VENTANILLA_SMTP_URL: host, port, name and password, and smtps: for TLS from the first byte.';

/** Whether the mail server lets us in; nothing is sent. Off is well. */
export async function checkMail({ smtp }: Pick<Config, 'smtp'>): Promise<CheckResult> {
  const name = 'mail';
  if (smtp === null) return { name, ok: true, detail: 'off (no VENTANILLA_SMTP_URL)' };
  const server = `${smtp.host}:${smtp.port}`;
  const submission = createSubmission(smtp);
  try {
    await submission.verify();
    const way = smtp.tls === 'none' ? 'in the clear' : 'over TLS';
    return { name, ok: true, detail: `${server} lets us in, ${way}; mail comes from ${smtp.from.address}` };
  } catch (error) {
    if (!isAppError(error)) throw error;
    const { message = '' } = error.cause instanceof Error ? error.cause : {};
    return { name, ok: false, detail: `${server} does not let us in (${message})`, fix: FIX };
  } finally {
    submission.close();
  }
}
