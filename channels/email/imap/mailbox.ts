import type { ImapFlow } from 'imapflow';
import type { MailPlace } from '../../../src/contracts/mail-threads.ts';
import type { MailAccount, MailFolders } from '../options.ts';
import type { Received } from '../receive.ts';

/** A letter on its server. */
export interface ServerLetter {
  readonly place: MailPlace;
  readonly size: number;
  /** Null: it is gone, or larger than we take. */
  fetch(maxBytes: number): Promise<Buffer | null>;
  /** Into the folder of what became of it. False: the server does not move it. */
  file(outcome: Received['outcome']): Promise<boolean>;
}

const FOLDER_OF: Readonly<Record<Received['outcome'], Exclude<keyof MailFolders, 'inbox'>>> = {
  taken: 'processed',
  automatic: 'automatic',
  bounce: 'bounces',
  parked: 'parked',
};

/** Opens the inbox and the folders beside it, making those that are missing. Gives the folders as the server calls them. */
export async function openMailbox(client: ImapFlow, { folders }: MailAccount): Promise<MailFolders> {
  const made = { ...folders };
  for (const kind of Object.values(FOLDER_OF)) {
    const { path } = await client.mailboxCreate(folders[kind].split('/'));
    made[kind] = path;
  }
  await client.mailboxOpen(folders.inbox);
  return made;
}

/** What lies in the inbox, oldest first, by UID: numbers of positions change under our hands. */
export async function lettersIn(client: ImapFlow, account: string, folders: MailFolders): Promise<ServerLetter[]> {
  const { mailbox } = client;
  if (typeof mailbox === 'boolean') throw new Error('The mailbox is not open.');
  // FETCH 1:* in an empty mailbox is an error: ask first.
  const uids = await client.search({ deleted: false }, { uid: true });
  if (!uids || uids.length === 0) return [];
  const uidValidity = String(mailbox.uidValidity);
  const known = await client.fetchAll(uids, { uid: true, size: true }, { uid: true });
  return known
    .toSorted((a, b) => a.uid - b.uid)
    .map(({ uid, size = 0 }) => ({
      place: { account, uidValidity, uid },
      size,
      async fetch(maxBytes) {
        if (size > maxBytes) return null;
        const found = await client.fetchOne(String(uid), { uid: true, source: true }, { uid: true });
        return found ? (found.source ?? null) : null;
      },
      async file(outcome) {
        return (await client.messageMove(String(uid), folders[FOLDER_OF[outcome]], { uid: true })) !== false;
      },
    }));
}
