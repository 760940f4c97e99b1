import { createHash } from 'node:crypto';
import type { Attachment, Choice, Reply } from '../../src/contracts/envelope.ts';
import { textPieces } from '../../src/contracts/text-pieces.ts';
import type { BotTexts } from './texts.ts';
import type { ChannelTraits } from './traits.ts';

/** One activity that a reply becomes. */
export interface OutActivity {
  readonly type: 'message';
  readonly text?: string;
  readonly textFormat?: 'plain' | 'markdown';
  readonly suggestedActions?: { readonly to: string[]; readonly actions: OutAction[] };
  readonly attachments?: { readonly contentType: string; readonly contentUrl: string; readonly name: string }[];
}

interface OutAction {
  readonly type: 'imBack';
  readonly title: string;
  readonly value: string;
}

/** How a reply is drawn, and where. */
export interface RenderParts {
  readonly traits: ChannelTraits;
  readonly words: BotTexts;
  /** The person whose buttons they are; null: a group, where nobody's are. */
  readonly person: string | null;
  /** The address of a file on the web; null: it has none. */
  readonly fileUrl: (file: Attachment) => string | null;
}

/** The activities of a reply, in order, and the choices as they were shown. Pure but for the expiry of file addresses. */
export function renderReply(reply: Reply, parts: RenderParts): { activities: OutActivity[]; shown: readonly Choice[] } {
  const { traits, words, fileUrl } = parts;
  const { shown, asButtons } = choicesOf(reply.choices, parts);
  const files = reply.attachments.map((file) => ({ file, url: fileUrl(file) }));
  const text = textOf(reply, {
    ...{ words, markdown: traits.abilities.markdown, numbered: asButtons ? [] : reply.choices },
    missing: files.filter(({ url }) => url === null).map(({ file }) => file.name),
  });
  const pieces = text === '' ? [] : textPieces(text, traits.abilities.maxText);
  const textFormat = traits.abilities.markdown ? 'markdown' : 'plain';
  const texts = pieces.map((piece, at): OutActivity => {
    const isLast = at === pieces.length - 1;
    return {
      ...{ type: 'message', text: piece, textFormat },
      ...(isLast && asButtons ? { suggestedActions: buttons(shown, parts.person) } : {}),
    };
  });
  const sent = files.flatMap(({ file, url }): OutActivity[] =>
    url === null
      ? []
      : [{ type: 'message', attachments: [{ contentType: file.mediaType, contentUrl: url, name: file.name }] }],
  );
  return { activities: [...texts, ...sent], shown };
}

/** What stands for a part of a reply: the same reply sent again has the same parts (P3). Pure. */
export function partIdOf(replyId: string, part: number): string {
  return createHash('sha256').update(`ventanilla-bot|${replyId}|${part}`).digest('hex').slice(0, 40);
}

/** As buttons where all of them have room; else as numbered lines. Two that would read the same cannot be told apart. */
function choicesOf(choices: readonly Choice[], { traits, person }: RenderParts) {
  const { most, title } = traits.buttons;
  const shown = choices.map((choice) => ({ ...choice, title: cut(choice.title, title) }));
  const distinct = new Set(shown.map((choice) => choice.title)).size === shown.length;
  const asButtons = choices.length > 0 && choices.length <= most && distinct && person !== null;
  return asButtons ? { shown, asButtons } : { shown: choices, asButtons };
}

function buttons(shown: readonly Choice[], person: string | null): { to: string[]; actions: OutAction[] } {
  const actions = shown.map(({ title }): OutAction => ({ type: 'imBack', title, value: title }));
  return { to: person === null ? [] : [person], actions };
}

function cut(title: string, most: number): string {
  return title.length <= most ? title : `${title.slice(0, most - 1).trimEnd()}…`;
}

interface TextParts {
  readonly words: BotTexts;
  readonly markdown: boolean;
  readonly numbered: readonly Choice[];
  readonly missing: readonly string[];
}

function textOf({ text, links, secureForms = [] }: Reply, { words, markdown, numbered, missing }: TextParts): string {
  const blocks = [text.trim()];
  const line = (title: string, url: string) => (markdown ? `[${escaped(title)}](${address(url)})` : `${title}\n${url}`);
  for (const { title, url } of links) blocks.push(line(title, url));
  for (const { title, url } of secureForms) blocks.push(line(title || words.form, url));
  for (const name of missing) blocks.push(words.fileElsewhere.replace('{name}', name));
  if (numbered.length > 0) {
    blocks.push([words.choose, ...numbered.map(({ title }, at) => `${at + 1}. ${title}`)].join('\n'));
  }
  return blocks.filter((block) => block !== '').join('\n\n');
}

function escaped(title: string): string {
  return title.replace(/\s+/g, ' ').replace(/([\\[\]*_`<>])/g, '\\$1');
}

function address(url: string): string {
  return url.replace(/\(/g, '%28').replace(/\)/g, '%29').replace(/\s/g, '%20');
}
