import type { ContactEpisode } from '../contracts/contact-desk.ts';
import type { Page } from '../contracts/conversation.ts';
import type { TicketView } from '../contracts/ticket.ts';
import type { ConversationDoc } from '../storage/models/conversations.ts';
import { docsOf, type JointContact } from '../storage/repositories/joint-contact.ts';
import type { ContactDeps } from './deps.ts';
import { pageOf } from './paging.ts';

/** Every episode of a person, on whatever channel, newest first. */
export async function historyOf(
  { conversations }: Pick<ContactDeps, 'conversations'>,
  person: JointContact,
  page: { readonly after?: string; readonly limit: number },
): Promise<Page<ContactEpisode>> {
  const episodes: ContactEpisode[] = [];
  for (const { _id } of docsOf(person))
    for (const conversation of await conversations.ofContact(_id)) episodes.push(...episodesOf(conversation));
  const placeOf = ({ openedAt: at, conversationId, episode }: ContactEpisode) => ({
    at,
    id: `${conversationId}:${episode}`,
  });
  return pageOf(episodes, placeOf, page);
}

/** The newest tickets of a person. */
export async function ticketsOf(
  { tickets }: Pick<ContactDeps, 'tickets'>,
  person: JointContact,
  limit: number,
): Promise<TicketView[]> {
  const found: TicketView[] = [];
  for (const { _id, org } of docsOf(person))
    found.push(...(await tickets.list({ organisation: org, contactId: _id, limit })).items);
  return found.sort((a, b) => b.openedAt.getTime() - a.openedAt.getTime()).slice(0, limit);
}

function episodesOf(doc: ConversationDoc): ContactEpisode[] {
  const { _id: conversationId, channel, contact: contactId } = doc;
  const place = { conversationId, channel, contactId };
  const past = (doc.past ?? []).map(({ tickets: folios, ...over }) => ({ ...place, ...over, folios }));
  const { episode, openedAt, closedAt, outcome, tickets: folios, fromSeq = 1 } = doc;
  return [...past, { ...place, episode, openedAt, closedAt, outcome, folios, fromSeq, toSeq: null }];
}
