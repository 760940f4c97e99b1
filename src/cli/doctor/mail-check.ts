import { resolveTxt } from 'node:dns/promises';
import { createSubmission } from '../../../channels/email/submission/index.ts';
import type { Config } from '../../config/config.ts';
import { dkimPublicKey } from '../../config/dkim.ts';
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

const MAILBOX_FIX =
  'Look at the imap address of the mailbox in VENTANILLA_EMAIL_ACCOUNTS: host, port, name and password.';

/** Whether every mailbox lets us in. */
export async function checkMailboxes({ emailAccounts }: Pick<Config, 'emailAccounts'>): Promise<CheckResult> {
  const name = 'mailboxes';
  if (emailAccounts.length === 0) return { name, ok: true, detail: 'none (no VENTANILLA_EMAIL_ACCOUNTS)' };
  const { checkMailbox } = await import('../../../channels/email/index.ts');
  const looks = emailAccounts.map(async (account) => {
    const problem = account.imap === null ? null : await checkMailbox(account.imap);
    return { ok: problem === null, said: problem === null ? account.name : `${account.name} (${problem})` };
  });
  const found = await Promise.all(looks);
  const bad = found.filter(({ ok }) => !ok);
  if (bad.length === 0) return { name, ok: true, detail: found.map(({ said }) => said).join(', ') };
  return { name, ok: false, detail: `not let in: ${bad.map(({ said }) => said).join(', ')}`, fix: MAILBOX_FIX };
}

const DKIM_FIX =
  'Publish the record that is said here, or set VENTANILLA_SMTP_DKIM and _KEY to the pair that is published.';

/** Whether DNS shows the other half of the key that mail is signed with. Off is well: the mail server may sign. */
export async function checkDkim(
  { dkim }: Pick<Config, 'dkim'>,
  resolve: (name: string) => Promise<string[][]> = resolveTxt,
): Promise<CheckResult> {
  const name = 'dkim';
  if (dkim === null)
    return { name, ok: true, detail: 'off (no VENTANILLA_SMTP_DKIM): the mail server signs, or nobody' };
  const record = `${dkim.selector}._domainkey.${dkim.domain}`;
  const key = dkimPublicKey(dkim.privateKey);
  const shown = await resolve(record).catch(() => []);
  const found = shown.map((parts) => /(?:^|;)\s*p=([^;]*)/.exec(parts.join(''))?.[1]?.replace(/\s/g, ''));
  if (found.includes(key)) return { name, ok: true, detail: `${record} shows our key` };
  const problem = found.length === 0 ? 'is not in DNS' : 'shows another key';
  return { name, ok: false, detail: `${record} ${problem}; it must be TXT "v=DKIM1; k=rsa; p=${key}"`, fix: DKIM_FIX };
}
