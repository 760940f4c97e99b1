import type { BinaryNode } from '@whiskeysockets/baileys';
import type { Person } from './person.ts';

/** A group as the server keeps it. */
export interface Group {
  readonly jid: string;
  subject: string;
  /** The first one made it and administers it. */
  members: Person[];
  /** Members whom the others cannot see the number of are addressed by LID. */
  readonly addressing: 'pn' | 'lid';
}

/** A group as the stanzas of `w:g2` carry it. */
export function groupNode({ jid, subject, members, addressing }: Group): BinaryNode {
  return {
    tag: 'group',
    attrs: {
      id: jid.split('@')[0] ?? '',
      subject,
      s_t: '1700000000',
      creation: '1700000000',
      addressing_mode: addressing,
      creator: members[0]?.[addressing] ?? '',
      size: String(members.length),
    },
    content: members.map((member, place) => participantNode(member, addressing, place === 0)),
  };
}

function participantNode(member: Person, addressing: 'pn' | 'lid', isAdmin: boolean): BinaryNode {
  const other: Record<string, string> = addressing === 'lid' ? { phone_number: member.pn } : { lid: member.lid };
  const attrs = {
    jid: member[addressing],
    ...(member.hidden ? {} : other),
    ...(isAdmin ? { type: 'superadmin' } : {}),
  };
  return { tag: 'participant', attrs };
}
