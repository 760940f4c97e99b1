import { createHash } from 'node:crypto';

/** RFC 5322 `dot-atom-text`, at a length that every server takes. */
const ATOM = /^[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*$/;
const LONGEST = 120;

/**
 * The Message-ID of something that we send: the same id gives the same, so that a mail sent again after a crash is known
 * as the same one (P3). An id that may not stand there is digested. With its angle brackets. Pure.
 */
export function messageIdOf(id: string, domain: string): string {
  const local =
    id.length <= LONGEST && ATOM.test(id) ? id : createHash('sha256').update(id).digest('base64url').slice(0, 43);
  return `<${local}@${domain}>`;
}

/** The Message-IDs in a header such as `References`, oldest first, with their brackets. Pure. */
export function messageIdsIn(text: string): string[] {
  return text.match(/<[^<>\s]{1,500}>/g) ?? [];
}
