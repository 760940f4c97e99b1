import type { ChannelAbilities } from '../contracts/channel.ts';
import type { MessageDoc } from '../storage/models/messages.ts';
import type { CommandPorts } from './commands.ts';
import type { TurnDraft } from './draft.ts';

/** What adding needs. */
export interface LateTurn {
  readonly abilities: Pick<ChannelAbilities, 'letters'>;
  readonly ports: Pick<CommandPorts, 'tickets'>;
}

/**
 * What comes when the ticket of the visit is open already belongs to its log as well: files on any channel (MAS-130), and a letter
 * that comes while a person is waited for or writes. The same turn again adds nothing. A closed ticket is left as it is.
 */
export async function addLateWords(
  draft: TurnDraft,
  message: MessageDoc,
  { abilities, ports }: LateTurn,
): Promise<void> {
  const folio = draft.tickets.at(-1);
  if (folio === undefined) return;
  const attachments = (message.attachments ?? []).filter(({ review }) => review !== 'held');
  const isLetter = abilities.letters === true && (draft.mode === 'waiting' || draft.mode === 'agent');
  if (attachments.length === 0 && !(isLetter && message.text !== '')) return;
  const ticket = await ports.tickets.byFolio(draft.read.org, folio);
  if (ticket === null || ticket.closedAt !== null) return;
  const deed = { type: 'requesterReply', text: message.text, ...(attachments.length > 0 && { attachments }) } as const;
  const actor = { role: 'requester', id: draft.contact.id } as const;
  await ports.tickets.act(ticket.id, deed, { actor, at: draft.at, key: `${draft.turnId}:late` });
}
