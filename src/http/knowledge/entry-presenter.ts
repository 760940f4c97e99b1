import type { z } from 'zod';
import type { EntryContent, EntryVersion, EntryView } from '../../contracts/knowledge-entries.ts';
import type { entryBody, historyBody } from './entry-schema.ts';

/** An entry. */
export function presentEntry(entry: EntryView): z.input<typeof entryBody> {
  const { id, state, version, author, createdAt, updatedAt, link } = entry;
  return {
    ...presentContent(entry),
    ...{ id, state, version, author },
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
    link: {
      ...link,
      checkedAt: link.checkedAt?.toISOString() ?? null,
      since: link.since?.toISOString() ?? null,
    },
  };
}

/** A version of an entry. */
export function presentVersion(one: EntryVersion): z.input<typeof historyBody>['items'][number] {
  const { version, at, deed, agentId, how, state, content } = one;
  return { version, at: at.toISOString(), deed, agentId, how, state, content: presentContent(content) };
}

function presentContent(content: EntryContent) {
  const { title, summary, body, tags, module, audience, type, salesKind, url, examples, language, reviewOn } = content;
  return {
    ...{ title, summary, body, module, audience, type, salesKind, url, language, reviewOn },
    tags: [...tags],
    examples: [...examples],
  };
}
