import type { ChannelAbilities } from '../../src/contracts/channel.ts';

/** What differs between the channels behind Bot Service. */
export interface ChannelTraits {
  /** As the policy and the conversations call it. */
  readonly name: string;
  readonly abilities: ChannelAbilities;
  /** Most buttons of one message, and the longest title on one; beyond that choices become numbered lines. 0 = no buttons. */
  readonly buttons: { readonly most: number; readonly title: number };
}

const common = { typing: false, edits: false, questions: 'one' } as const;

const known: Readonly<Record<string, ChannelTraits>> = {
  // Quick replies: 13, of 20 characters; a text of 2,000.
  facebook: {
    name: 'facebook',
    abilities: { ...common, buttons: true, markdown: false, maxText: 2_000 },
    buttons: { most: 13, title: 20 },
  },
  // Suggested actions: 6, in a chat of one person. A message may have 100 KB with all that surrounds it.
  msteams: {
    name: 'teams',
    abilities: { ...common, buttons: true, markdown: true, maxText: 16_000 },
    buttons: { most: 6, title: 40 },
  },
};

/** The traits of a channel by the name that Bot Service gives it; of one that is not known here the least that all can do. */
export function traitsOf(channelId: string): ChannelTraits {
  return (
    known[channelId] ?? {
      name: channelId,
      abilities: { ...common, buttons: false, markdown: false, maxText: 2_000 },
      buttons: { most: 0, title: 0 },
    }
  );
}
