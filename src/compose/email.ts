import type { EmailChannel, MailAccount } from '../../channels/email/index.ts';
import type { Config } from '../config/config.ts';
import type { EmailAccountConfig } from '../config/email.ts';
import type { Secrets } from '../config/secrets.ts';
import type { Clock } from '../contracts/clock.ts';
import type { LiveBus } from '../contracts/conversation.ts';
import type { FileStore } from '../contracts/files.ts';
import type { Logger } from '../contracts/logger.ts';
import type { Policies } from '../contracts/policies.ts';
import type { Redactor } from '../contracts/redacted.ts';
import { createDeliveryReports } from '../outbox/bounces.ts';
import { MailThreadRepository } from '../storage/repositories/mail-threads.ts';
import type { PipelineStores } from './pipeline.ts';
import { organisationFinder } from './sites.ts';
import type { ServiceModels } from './stores.ts';

/** What the mail channel is joined from. */
export interface EmailParts {
  readonly policies: Policies;
  readonly stores: PipelineStores;
  readonly mailModels: Pick<ServiceModels, 'mailThreads' | 'mailMessages' | 'mailPlaces'>;
  readonly files: FileStore;
  readonly redactor: Redactor;
  readonly live: LiveBus;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Joins the mail channel to the mailboxes of the configuration. Null: there are none, and its libraries are not even loaded. */
export async function joinEmail(
  parts: EmailParts,
  config: Config,
  secrets: Pick<Secrets, 'mailTokenKey'>,
): Promise<EmailChannel | null> {
  if (config.emailAccounts.length === 0) return null;
  const { files, redactor, clock, logger, live, stores } = parts;
  const { createEmailChannel } = await import('../../channels/email/index.ts');
  return createEmailChannel({
    ...{ files, redactor, clock, logger },
    accounts: config.emailAccounts.map((account) => accountOf(account, parts, config)),
    reports: createDeliveryReports({ ...stores, live, logger }),
    tokenKey: Buffer.from(secrets.mailTokenKey, 'hex'),
    ...(config.emailListen ? { listen: config.emailListen } : {}),
  });
}

function accountOf(
  account: EmailAccountConfig,
  { policies, mailModels }: EmailParts,
  { smtp, dkim }: Config,
): MailAccount {
  // Whose mail it is stands even while the channel is switched off: intake refuses it then.
  const code = organisationFinder(policies)('email', account.name) ?? policies.codes[0] ?? '';
  const { name, locale } = policies.policyOf(code).organisation;
  const server = account.smtp ?? smtp;
  const title = account.title ?? name;
  return {
    ...account,
    title,
    organisation: name,
    language: locale.startsWith('en') ? 'en' : 'es',
    threads: new MailThreadRepository(code, mailModels),
    smtp: server === null ? null : { ...server, dkim, from: { name: title, address: account.address } },
  };
}
