import type { ReplyDraft } from '../contracts/flow.ts';

/** What a turn says, in one letter: nobody wants three mails for one answer. The last question's choices are the ones that count. Pure. */
export function oneLetter(said: readonly ReplyDraft[]): ReplyDraft[] {
  if (said.length < 2) return [...said];
  const choices = said.findLast((reply) => (reply.choices ?? []).length > 0)?.choices;
  const links = said.flatMap((reply) => reply.links ?? []);
  const secureForms = said.flatMap((reply) => reply.secureForms ?? []);
  return [
    {
      text: said
        .map(({ text }) => text.trim())
        .filter((text) => text !== '')
        .join('\n\n'),
      ...(choices ? { choices } : {}),
      ...(links.length > 0
        ? { links: links.filter((link, at) => links.findIndex(({ url }) => url === link.url) === at) }
        : {}),
      ...(secureForms.length > 0 ? { secureForms } : {}),
    },
  ];
}
