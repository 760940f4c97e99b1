/** The mail channel. */
export { createEmailChannel, type EmailChannel } from './channel.ts';
export { contentOf } from './content.ts';
export { checkMailbox } from './imap/client.ts';
export {
  defaultLimits,
  type EmailOptions,
  type ImapSettings,
  type MailAccount,
  type MailFolders,
  type MailLimits,
} from './options.ts';
export { parseMail } from './parse/parse.ts';
export type { ParsedMail } from './parse/parsed-mail.ts';
export { type LetterPreview, previewLetter } from './preview.ts';
export { type RenderedMail, renderMail } from './render/render.ts';
export type { MailLanguage } from './render/texts.ts';
