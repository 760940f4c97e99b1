const SUBJECT = /^\s*(?:asunto|subject)\s*:\s*(.*)$/im;
const REPLY_MARKS = /^(?:\s*(?:re|rv|fw|fwd|enc)\s*:)+/i;
const QUOTED_FROM =
  /^\s*(?:>|-{2,}\s*$|_{5,}|(?:el|on)\b.{0,120}(?:escribi[oó]|wrote):|-+\s*mensaje original|de:\s|from:\s)/im;
const DEVICE_LINE = /^\s*(?:enviado|obtener|sent)\s+(?:desde|from|outlook).*$/gim;
const CLOSING = /^\s*(?:saludos|atentamente|atte|cordialmente|quedo atent|gracias de antemano|un saludo)[^\n]{0,60}$/im;
const SIGNATURE_WORDS = 5;

/** What a person wrote in a message: the subject (empty if the message has none) and the body without signature or quoted mail. */
export interface MailParts {
  readonly subject: string;
  readonly body: string;
}

/** Takes an e-mail apart. A text without a subject line is returned whole: chat messages have no signature. Pure. */
export function splitMail(text: string): MailParts {
  const found = SUBJECT.exec(text);
  if (!found) return { subject: '', body: text };
  const subject = (found[1] ?? '').replace(REPLY_MARKS, '').trim();
  const rest = text.slice(found.index + found[0].length).replace(DEVICE_LINE, '');
  return {
    subject: /sin asunto/i.test(subject) ? '' : subject,
    body: dropSignature(dropAfter(dropAfter(rest, QUOTED_FROM), CLOSING)),
  };
}

function dropAfter(text: string, mark: RegExp): string {
  const found = mark.exec(text);
  // A mark on the first line is content (somebody answers under the quote), not the end of it.
  if (!found || text.slice(0, found.index).trim() === '') return text;
  return text.slice(0, found.index);
}

/** The last paragraph is a signature when it is only a few words long, asks nothing and is not the only one. */
function dropSignature(body: string): string {
  const paragraphs = body.trim().split(/\n\s*\n/);
  const last = paragraphs.at(-1) ?? '';
  const isSignature = paragraphs.length > 1 && last.split(/\s+/).length <= SIGNATURE_WORDS && !last.includes('?');
  return (isSignature ? paragraphs.slice(0, -1) : paragraphs).join('\n');
}
