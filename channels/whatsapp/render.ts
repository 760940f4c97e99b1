import { createHash } from 'node:crypto';
import type { Attachment, Reply } from '../../src/contracts/envelope.ts';
import type { WhatsappTexts } from './texts.ts';

/** One message that a reply becomes. */
export type Part =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'file'; readonly file: Attachment };

/** The messages of a reply, in order: the text with its links, forms and numbered choices, then a message for each file. Pure. */
export function partsOf(reply: Reply, words: WhatsappTexts, maxText: number): Part[] {
  const text = textOf(reply, words);
  const texts = text === '' ? [] : pieces(text, maxText).map((piece) => ({ kind: 'text' as const, text: piece }));
  return [...texts, ...reply.attachments.map((file) => ({ kind: 'file' as const, file }))];
}

/**
 * The id of a reply's nth message: the same reply sent again goes out under the same ids, so that it is known again (P3).
 * Shaped like the ids that linked devices make.
 */
export function messageIdOf(replyId: string, part: number): string {
  const digest = createHash('sha256').update(`ventanilla-whatsapp|${replyId}|${part}`).digest('hex');
  return `3EB0${digest.slice(0, 18).toUpperCase()}`;
}

function textOf({ text, links, secureForms = [], choices }: Reply, words: WhatsappTexts): string {
  const blocks = [text.trim()];
  for (const { title, url } of links) blocks.push(`${title}\n${url}`);
  for (const { title, url } of secureForms) blocks.push(`${title || words.form}\n${url}`);
  if (choices.length > 0) {
    const lines = choices.map(({ title }, index) => `${index + 1}. ${title}`);
    blocks.push([words.choose, ...lines].join('\n'));
  }
  return blocks.filter((block) => block !== '').join('\n\n');
}

/** Cut where a paragraph, a line or a word ends, if that is not too early. */
function pieces(text: string, most: number): string[] {
  const found: string[] = [];
  let rest = text;
  while (rest.length > most) {
    const at = cutAt(rest, most);
    found.push(rest.slice(0, at).trimEnd());
    rest = rest.slice(at).trimStart();
  }
  return [...found, rest];
}

function cutAt(text: string, most: number): number {
  for (const mark of ['\n\n', '\n', ' ']) {
    const at = text.lastIndexOf(mark, most);
    if (at > most / 2) return at;
  }
  // Never between the halves of a character.
  return (text.charCodeAt(most - 1) & 0xfc00) === 0xd800 ? most - 1 : most;
}
