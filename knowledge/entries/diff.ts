import { createTwoFilesPatch } from 'diff';
import type { EntryContent, FieldDiff } from '../../src/contracts/knowledge-entries.ts';
import { contentFields } from './content.ts';

/** Fields whose text is compared line by line. */
const texts = new Set<keyof EntryContent>(['title', 'summary', 'body', 'tags', 'examples']);

/** What changed from one content to another, field by field; fields that say the same are left out. */
export function diffOf(before: EntryContent, after: EntryContent, names: { from: string; to: string }): FieldDiff[] {
  return contentFields.flatMap((field) => {
    const [one, other] = [asText(before[field]), asText(after[field])];
    if (one === other) return [];
    const patch = texts.has(field) ? patchOf(one ?? '', other ?? '', names) : null;
    return [{ field, before: one, after: other, patch }];
  });
}

function patchOf(before: string, after: string, { from, to }: { from: string; to: string }): string {
  return createTwoFilesPatch(from, to, `${before}\n`, `${after}\n`, undefined, undefined, { context: 2 });
}

function asText(value: EntryContent[keyof EntryContent]): string | null {
  if (value === null) return null;
  return typeof value === 'string' ? value : value.join('\n');
}
