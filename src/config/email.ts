import { parse } from 'yaml';
import { z } from 'zod';
import { mailbox, type SmtpConfig, serverAddress, smtpAddress } from './smtp.ts';

/** A mailbox that people write to, as the operator describes it. */
export interface EmailAccountConfig {
  /** As the policy's `channels.email.mailboxes` calls it. */
  readonly name: string;
  readonly address: string;
  readonly title: string | null;
  readonly aliases: readonly string[];
  readonly imap: ImapConfig | null;
  /** Null: by the server of VENTANILLA_SMTP_URL. */
  readonly smtp: Omit<SmtpConfig, 'from'> | null;
  readonly folders: Readonly<Record<'inbox' | 'processed' | 'automatic' | 'bounces' | 'parked', string>>;
  readonly plusAddressing: boolean;
  /** Name (RFC 8601 authserv-id) of the server whose `Authentication-Results` are believed; null: none. */
  readonly authenticatedBy: string | null;
}

/** How to get at the letters. */
export interface ImapConfig {
  readonly host: string;
  readonly port: number;
  readonly tls: 'implicit' | 'starttls' | 'none';
  readonly user: string;
  readonly password: string;
}

/** The door for a mail server that hands letters over itself. */
export interface EmailDoor {
  readonly host: string;
  readonly port: number;
  readonly protocol: 'lmtp' | 'smtp';
}

const folder = z.string().regex(/^[^\p{Cc}*%]{1,200}$/u, 'write a folder like Ventanilla/Processed');

const imapAddress = z
  .string()
  .refine(
    (text) => readImap(text) !== null,
    'write an address like imaps://name:password@mail.example.org (with name and password)',
  );

const account = z.strictObject({
  name: z.string().regex(/^[a-z][a-z0-9_]{0,39}$/, 'write a name like soporte: small letters, digits and _'),
  address: mailbox,
  aliases: z.array(mailbox).default([]),
  imap: imapAddress.optional(),
  smtp: smtpAddress.optional(),
  folders: z
    .strictObject({
      inbox: folder.default('INBOX'),
      processed: folder.default('Ventanilla/Processed'),
      automatic: folder.default('Ventanilla/Automatic'),
      bounces: folder.default('Ventanilla/Bounces'),
      parked: folder.default('Ventanilla/Parked'),
    })
    .prefault({}),
  plusAddressing: z.boolean().default(false),
  authenticatedBy: z
    .string()
    .regex(
      /^[\w.-]{1,253}$/,
      'write the name that your mail server puts first in Authentication-Results, like mx.example.org',
    )
    .nullable()
    .default(null),
});

/** A list of mailboxes in YAML or JSON. What is wrong is told by its place alone: the text holds passwords. */
export const emailAccounts = z.string().transform((text, context): EmailAccountConfig[] => {
  const refuse = (message: string) => {
    context.addIssue({ code: 'custom', message });
    return [];
  };
  const read = readYaml(text);
  const result = z.array(account).min(1).max(50).safeParse(read);
  if (!result.success) {
    const [issue] = result.error.issues;
    return refuse(`at ${issue?.path.join('.') || 'the top'}: ${issue?.message ?? 'not valid'}`);
  }
  const names = result.data.map(({ name }) => name);
  if (new Set(names).size < names.length) return refuse('two mailboxes have the same name');
  return result.data.map(({ imap, smtp, address, aliases, ...rest }) => ({
    ...rest,
    address: address.address.toLowerCase(),
    title: address.name ?? null,
    aliases: aliases.map((one) => one.address.toLowerCase()),
    imap: imap === undefined ? null : readImap(imap),
    smtp: smtp === undefined ? null : serverAddress(smtp, 'smtp'),
  }));
});

/** `lmtp://127.0.0.1:10024`, or `smtp://…`. */
export const emailDoor = z
  .string()
  .regex(/^(?:lmtp|smtp):\/\/[\w.:[\]-]+:\d{1,5}$/, 'write an address like lmtp://127.0.0.1:10024')
  .transform((text): EmailDoor => {
    const [, protocol, host = '', port] = /^(lmtp|smtp):\/\/(.+):(\d+)$/.exec(text) ?? [];
    return { protocol: protocol === 'lmtp' ? 'lmtp' : 'smtp', host: host.replace(/^\[|\]$/g, ''), port: Number(port) };
  });

function readImap(text: string): ImapConfig | null {
  const server = serverAddress(text, 'imap');
  if (server === null || server.user === null || server.password === null) return null;
  return { ...server, user: server.user, password: server.password };
}

function readYaml(text: string): unknown {
  try {
    return parse(text);
  } catch {
    return null;
  }
}
