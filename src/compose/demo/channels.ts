import type { ChannelAdapter } from '../../contracts/channel.ts';
import type { Reply } from '../../contracts/envelope.ts';

/** A channel of the story: nobody is at the other end, what is sent counts as delivered. */
export interface StoryChannel extends ChannelAdapter {
  /** What was sent to an address since the last call. */
  heard(address: string): readonly Reply[];
}

/** `keeps`: what is sent is kept until it is heard; else it is forgotten at once. */
export function createStoryChannel(name: string, { keeps }: { readonly keeps: boolean }): StoryChannel {
  const sent = new Map<string, Reply[]>();
  return {
    name,
    abilities: { buttons: true, typing: false, edits: false, questions: 'one', markdown: true, maxText: 4_000 },
    async send(reply) {
      const { address } = reply.conversation;
      if (keeps) sent.set(address, [...(sent.get(address) ?? []), reply]);
      return {};
    },
    heard(address) {
      const replies = sent.get(address) ?? [];
      sent.delete(address);
      return replies;
    },
  };
}
