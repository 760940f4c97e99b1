import type { ContactView } from '../contracts/contact.ts';
import type { InboxQuery } from '../contracts/inbox.ts';
import type { ConversationDoc } from '../storage/models/conversations.ts';
import { plain } from './tags.ts';

/** What a conversation is compared by, besides its document. */
export interface Comparable {
  readonly contact: ContactView;
  readonly priority: string | null;
}

/** What those filters read. */
export const filtered = ['channel', 'assignee', 'area', 'tags'] as const;

/** Whether the filters that need no further look let a conversation through. */
export function fits(doc: Pick<ConversationDoc, (typeof filtered)[number]>, query: InboxQuery): boolean {
  if (query.channel !== undefined && doc.channel !== query.channel) return false;
  if (query.assignee !== undefined && doc.assignee !== query.assignee) return false;
  if (query.area !== undefined && (doc.area ?? null) !== query.area) return false;
  if (query.tag === undefined) return true;
  const wanted = plain(query.tag);
  return (doc.tags ?? []).some((tag) => plain(tag) === wanted);
}

/** Whether every word that was looked for is in the last message, the person's data, a folio or a tag. */
export function isAbout(doc: ConversationDoc, contact: ContactView, text: string): boolean {
  const { name, email, phone, organisation } = contact;
  const said = [doc.lastText, name, email, organisation, ...doc.tickets, ...(doc.tags ?? [])];
  const hay = plain(said.filter((part) => part !== null).join(' '));
  const digits = (phone ?? '').replace(/\D/g, '');
  return plain(text)
    .split(' ')
    .every((word) => hay.includes(word) || isPhone(word, digits));
}

const MIN_DIGITS = 4;

function isPhone(word: string, digits: string): boolean {
  const wanted = word.replace(/[^\d]/g, '');
  return /^[+\d().-]+$/.test(word) && wanted.length >= MIN_DIGITS && digits.includes(wanted);
}
