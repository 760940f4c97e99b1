import type { Delivery } from '../../src/contracts/channel.ts';
import type { Attachment, Reply } from '../../src/contracts/envelope.ts';
import type { MailThread } from '../../src/contracts/mail-threads.ts';
import { AppError } from '../../src/errors/app-error.ts';
import type { EmailOptions, MailAccount, MailLimits } from './options.ts';
import { renderMail } from './render/render.ts';
import type { Letter, LetterFile } from './submission/letter.ts';
import { messageIdOf } from './submission/message-id.ts';
import { domainOf } from './submission/settings.ts';
import type { Submission } from './submission/submission.ts';
import type { ReplyTokens } from './threads/tokens.ts';

/** What sending needs. */
export interface SendDeps extends Pick<EmailOptions, 'files' | 'clock'> {
  readonly accounts: ReadonlyMap<string, { readonly account: MailAccount; readonly submission: Submission | null }>;
  readonly tokens: ReplyTokens;
  readonly limits: MailLimits;
}

const HOUR_MS = 3_600_000;
/** Most of what a letter may carry, bytes: mail servers refuse more. */
const MAX_FILE_BYTES = 15 * 1024 * 1024;

/**
 * Sends a reply to whoever opened the conversation, in its thread, under a Message-ID made from the reply's id. Throws
 * DELIVERY_FAILED, DELIVERY_REFUSED, CHANNEL_UNKNOWN, MAIL_LIMITED.
 */
export async function sendReply(reply: Reply, deps: SendDeps): Promise<Delivery> {
  const { account: name, address } = reply.conversation;
  const found = deps.accounts.get(name);
  if (!found?.submission) throw new AppError('CHANNEL_UNKNOWN', { channel: 'email' });
  const thread = await found.account.threads.find({ account: name, address });
  // Erased, or kept no longer: nobody knows any more whom to write to.
  if (thread === null) throw new AppError('DELIVERY_REFUSED', { channel: 'email' });
  const letter = await letterOf(reply, { thread, account: found.account }, deps);
  await noteLetter(letter, { reply, thread, account: found.account }, deps);
  return { id: await found.submission.submit(letter) };
}

/** Known before it leaves, so that the answer to it is; and counted, so that two machines that answer each other stop (P7). */
async function noteLetter(
  letter: Letter,
  { reply, thread, account: { threads } }: { reply: Reply; thread: MailThread; account: MailAccount },
  { clock, limits }: SendDeps,
) {
  const automatic = letter.automation !== 'no';
  const messageId = messageIdOf(letter.id, domainOf(letter.from.address));
  const isRepeat = (await threads.sentAs([messageId])) !== null;
  if (automatic && !isRepeat) {
    const since = new Date(clock.now().getTime() - HOUR_MS);
    const others = await threads.count('out', thread.requester, since);
    if (others >= limits.repliesPerHour) throw new AppError('MAIL_LIMITED', { limit: limits.repliesPerHour });
  }
  const { account, address } = thread;
  const about = { account, address, messageId, replyId: reply.id, to: thread.requester, automatic };
  await threads.sent({ ...about, at: clock.now() });
}

async function letterOf(
  reply: Reply,
  { thread, account }: { thread: MailThread; account: MailAccount },
  { tokens, files }: SendDeps,
): Promise<Letter> {
  const { subject, text, html } = renderMail(reply, { thread, ...account });
  const { role, name } = reply.from;
  const isPerson = role === 'agent';
  const { inReplyTo, references } = thread;
  return {
    id: reply.id,
    from: { name: isPerson && name !== '' ? `${name} · ${account.title}` : account.title, address: account.address },
    to: { name: thread.requesterName, address: thread.requester },
    ...(account.plusAddressing
      ? { replyTo: { name: account.title, address: tagged(account, tokens.make(thread)) } }
      : {}),
    ...{ subject, text, html, automation: isPerson ? 'no' : 'auto-replied' },
    ...(inReplyTo === null ? {} : { inReplyTo }),
    references,
    files: await filesOf(reply.attachments, files),
  };
}

function tagged({ address }: MailAccount, token: string): string {
  const at = address.lastIndexOf('@');
  return `${address.slice(0, at)}+${token}${address.slice(at)}`;
}

/** What is gone from the store, or too much for one letter, is named in the text and not sent. */
async function filesOf(attachments: readonly Attachment[], store: EmailOptions['files']): Promise<LetterFile[]> {
  const found: LetterFile[] = [];
  let bytes = 0;
  for (const { fileId, name, mediaType, size } of attachments) {
    const content = bytes + size > MAX_FILE_BYTES ? null : await store.get(fileId);
    if (content === null) continue;
    bytes += content.byteLength;
    found.push({ name, mediaType, content: Buffer.from(content) });
  }
  return found;
}
