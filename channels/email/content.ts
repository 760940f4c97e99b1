import { type Attachment, type EnvelopeInput, MAX_TEXT_LENGTH } from '../../src/contracts/envelope.ts';
import { isAppError } from '../../src/errors/app-error.ts';
import type { EmailOptions, MailAccount, MailLimits } from './options.ts';
import type { MailFile, ParsedMail } from './parse/parsed-mail.ts';
import { bareSubject } from './parse/subject.ts';
import { mailTexts } from './render/texts.ts';

/** What an envelope takes at most. */
const MAX_FILES = 20;
/** Leaves room for the line that says where the rest is. */
const MAX_TEXT = MAX_TEXT_LENGTH - 200;

/** What a letter says, in the envelope's words. Its files are durable when this resolves. */
export async function contentOf(
  mail: ParsedMail,
  isFirst: boolean,
  deps: Pick<EmailOptions, 'files'> & Pick<MailAccount, 'language'> & { readonly limits: MailLimits },
): Promise<Pick<EnvelopeInput, 'text' | 'aside' | 'attachments'>> {
  const texts = mailTexts[deps.language];
  const said = isFirst ? withSubject(mail) : mail.text;
  const isLong = said.length > MAX_TEXT;
  const whole = isLong ? [{ name: 'mensaje.txt', mediaType: 'text/plain', content: Buffer.from(said) }] : [];
  const { kept, refused } = await keepFiles([...whole, ...mail.files], deps);
  const aside = [...refused.map((name) => texts.notKept(name)), mail.aside].filter((part) => part !== '').join('\n\n');
  return {
    text: isLong ? `${said.slice(0, MAX_TEXT)}\n${texts.cut}` : said,
    ...(aside === '' ? {} : { aside: aside.slice(0, MAX_TEXT) }),
    attachments: kept,
  };
}

/** The subject above the text, unless the text begins with it. */
function withSubject({ subject, text }: ParsedMail): string {
  const bare = bareSubject(subject);
  if (bare === '' || text.toLowerCase().startsWith(bare.toLowerCase())) return text;
  return text === '' ? bare : `${bare}\n\n${text}`;
}

/** Stores the files in order; what may not be kept is named, so that nobody waits for it. */
async function keepFiles(
  files: readonly MailFile[],
  { files: store, limits }: Pick<EmailOptions, 'files'> & { readonly limits: MailLimits },
): Promise<{ kept: Attachment[]; refused: string[] }> {
  const kept: Attachment[] = [];
  const refused: string[] = [];
  for (const { name, mediaType, content } of files) {
    const stored =
      kept.length < MAX_FILES && content.length <= limits.fileBytes
        ? await store.put(content, { name, mediaType }).catch(orRefused)
        : null;
    if (stored === null) refused.push(name);
    else kept.push(stored);
  }
  return { kept, refused };
}

function orRefused(error: unknown): null {
  if (isAppError(error, 'FILE_TOO_LARGE') || isAppError(error, 'FILE_TYPE_REFUSED')) return null;
  throw error;
}
