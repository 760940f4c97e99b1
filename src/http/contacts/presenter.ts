import type { z } from 'zod';
import type { ContactCard, ContactEpisode, ContactLine, ContactMerge } from '../../contracts/contact-desk.ts';
import type { cardBody, historyBody, lineBody, mergeView } from './schema.ts';

/** A contact in a list. */
export function presentLine({ contact, identities }: ContactLine): z.input<typeof lineBody> {
  return { contact: personOf(contact), identities: identities.map((identity) => ({ ...identity })) };
}

/** A merge. */
export function presentMerge(merge: ContactMerge): z.input<typeof mergeView> {
  const { organisation: _organisation, choices, by, at, undone, ...rest } = merge;
  return {
    ...{ ...rest, choices: { ...choices }, by: { ...by }, at: at.toISOString() },
    undone: undone && { by: { ...undone.by }, reason: undone.reason, at: undone.at.toISOString() },
  };
}

/** A person's card. */
export function presentCard(card: ContactCard): z.input<typeof cardBody> {
  return {
    ...{ ...personOf(card), createdAt: card.createdAt.toISOString(), isHeld: card.isHeld },
    ...{ contacts: [...card.contacts], identities: card.identities.map((identity) => ({ ...identity })) },
    consents: card.consents.map(({ kind, version, at, channel, answer }) => ({
      kind: kind ?? 'notice',
      version,
      at: at.toISOString(),
      channel,
      answer,
    })),
    merges: card.merges.map(presentMerge),
    standings: card.standings.map((standing) => ({ ...standing })),
  };
}

/** An episode. */
export function presentEpisode(episode: ContactEpisode): z.input<typeof historyBody>['items'][number] {
  const { conversationId, channel, contactId, outcome, fromSeq, toSeq } = episode;
  return {
    ...{ conversationId, channel, contactId, outcome, fromSeq, toSeq, episode: episode.episode },
    ...{ openedAt: episode.openedAt.toISOString(), closedAt: episode.closedAt?.toISOString() ?? null },
    folios: [...episode.folios],
  };
}

function personOf(contact: ContactLine['contact']) {
  const { id, name, userType, customerClass, organisation, email, phone, visits } = contact;
  return { id, name, userType, customerClass, organisation, email, phone, visits };
}
