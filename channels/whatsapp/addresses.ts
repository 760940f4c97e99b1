const PERSON = /^(\d{5,20})(?::\d+)?@(s\.whatsapp\.net|c\.us|lid)$/;
const GROUP = /^([\d-]{5,40})@g\.us$/;

/** An address without its device: `521…:3@s.whatsapp.net` → `521…@s.whatsapp.net`. Null: neither a person nor a group. */
export function plainJid(jid: string | null | undefined): string | null {
  const person = PERSON.exec(jid ?? '');
  if (person) return `${person[1]}@${person[2] === 'lid' ? 'lid' : 's.whatsapp.net'}`;
  return GROUP.test(jid ?? '') ? (jid ?? null) : null;
}

/** Whether it is a group's. */
export function isGroup(jid: string): boolean {
  return jid.endsWith('@g.us');
}

/** Whether it is the kind that hides the phone number. */
export function isLid(jid: string): boolean {
  return jid.endsWith('@lid');
}

/** The conversation's address that is made from a jid: a phone number as its digits, others as they are. */
export function addressOf(jid: string): string {
  return jid.endsWith('@s.whatsapp.net') ? jid.slice(0, jid.indexOf('@')) : jid;
}

/** Digits of a phone number's jid; null for others. */
export function phoneOf(jid: string | null): string | null {
  return jid?.endsWith('@s.whatsapp.net') ? jid.slice(0, jid.indexOf('@')) : null;
}
