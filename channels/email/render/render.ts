import type { Reply } from '../../../src/contracts/envelope.ts';
import type { MailThread } from '../../../src/contracts/mail-threads.ts';
import { areNumbersAlone } from '../../../src/contracts/numbered-choices.ts';
import { htmlOf } from './html.ts';
import { type MailLanguage, type MailTexts, mailTexts } from './texts.ts';

/** A reply as a person reads it in a mail program. */
export interface RenderedMail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** A part of a letter: a few words, then lines, each with an address if it has one. */
export interface LetterPart {
  readonly lead: string;
  readonly lines: readonly { readonly title: string; readonly url?: string }[];
  readonly numbered: boolean;
}

/** Draws a reply: the text, then links, safe forms, files and numbered choices. The subject stays, with the folio. Pure. */
export function renderMail(
  reply: Reply,
  { thread, language, organisation }: { thread: MailThread; language: MailLanguage; organisation: string },
): RenderedMail {
  const texts = mailTexts[language];
  const parts = partsOf(reply, texts).filter(({ lines }) => lines.length > 0);
  const footer = texts.footer(organisation);
  const drawn = parts.map(({ lead, lines, numbered }) =>
    [lead, ...lines.map((line, index) => textLine(line, numbered ? `${index + 1}. ` : '- '))].join('\n'),
  );
  return {
    subject: subjectOf(reply, thread, texts.noSubject(organisation)),
    text: `${[reply.text.trim(), ...drawn].filter((part) => part !== '').join('\n\n')}\n\n-- \n${footer}\n`,
    html: htmlOf({ text: reply.text, parts, footer, language }),
  };
}

/** `Re: [EXS-000123] What the thread is about`. */
function subjectOf({ folios = [] }: Reply, { subject }: MailThread, none: string): string {
  const folio = folios.at(-1);
  return `Re: ${folio === undefined ? '' : `[${folio}] `}${subject === '' ? none : subject}`;
}

function partsOf({ links, secureForms = [], attachments, choices }: Reply, texts: MailTexts): LetterPart[] {
  const part = (lead: string, lines: LetterPart['lines'], numbered = false) => ({ lead, lines, numbered });
  return [
    part(
      texts.links,
      links.map(({ title, url }) => ({ title, url })),
    ),
    part(
      texts.forms,
      secureForms.map(({ title, url }) => ({ title, url })),
    ),
    part(
      texts.files,
      attachments.map(({ name }) => ({ title: name })),
    ),
    part(
      texts.choose,
      (areNumbersAlone(choices) ? [] : choices).map(({ title }) => ({ title })),
      true,
    ),
  ];
}

function textLine({ title, url }: LetterPart['lines'][number], mark: string): string {
  return url === undefined ? `${mark}${title}` : `${mark}${title}\n  ${url}`;
}
