import { createHash } from 'node:crypto';
import type { Attachment, Reply } from '../../src/contracts/envelope.ts';
import { areNumbersAlone } from '../../src/contracts/numbered-choices.ts';
import { textPieces } from '../../src/contracts/text-pieces.ts';
import type { WhatsappTexts } from './texts.ts';

/** One message that a reply becomes. */
export type Part =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'file'; readonly file: Attachment };

/** The messages of a reply, in order: the text with its links, forms and numbered choices, then a message for each file. Pure. */
export function partsOf(reply: Reply, words: WhatsappTexts, maxText: number): Part[] {
  const text = textOf(reply, words);
  const texts = text === '' ? [] : textPieces(text, maxText).map((piece) => ({ kind: 'text' as const, text: piece }));
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
  if (choices.length > 0 && !areNumbersAlone(choices)) {
    const lines = choices.map(({ title }, index) => `${index + 1}. ${title}`);
    blocks.push([words.choose, ...lines].join('\n'));
  }
  return blocks.filter((block) => block !== '').join('\n\n');
}
