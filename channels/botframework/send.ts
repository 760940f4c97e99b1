import type { Delivery } from '../../src/contracts/channel.ts';
import type { Reply } from '../../src/contracts/envelope.ts';
import { AppError } from '../../src/errors/app-error.ts';
import type { Cloud } from './cloud.ts';
import type { BotOptions } from './options.ts';
import { partIdOf, renderReply } from './render.ts';
import type { BotTexts } from './texts.ts';
import type { ChannelTraits } from './traits.ts';

/** What sending needs. */
export interface SendParts {
  readonly options: BotOptions;
  readonly traits: ChannelTraits;
  readonly words: BotTexts;
  readonly cloud: Cloud;
}

/**
 * Delivers a reply into the conversation where the person wrote from last. Connectors take no ids of ours: what they took is
 * kept, and a reply that is sent again sends only the rest. Only an answer that is lost on the way can show a part twice.
 */
export async function sendReply(reply: Reply, { options, traits, words, cloud }: SendParts): Promise<Delivery> {
  const { stores, clock, fileUrl } = options;
  const { account, address } = reply.conversation;
  const chat = await stores.chats.find(traits.name, account, address);
  // Bot Service lets nobody write to a person who never wrote, and without a reference there is nowhere to.
  if (chat === null) throw new AppError('DELIVERY_REFUSED', { channel: traits.name });
  const { reference } = chat;
  const person = reference.group ? null : reference.user;
  const { activities, shown } = renderReply(reply, { traits, words, person, fileUrl });
  if (shown.length > 0 || chat.choices.length > 0) await stores.chats.showed(chat, shown);
  let last: string | null = null;
  for (const [part, activity] of activities.entries()) {
    const partId = partIdOf(reply.id, part);
    const taken = await stores.deliveries.taken(account, partId);
    last = taken ?? (await cloud.send(reference, activity));
    if (taken === null) await stores.deliveries.keep(account, partId, { id: last, at: clock.now() });
  }
  return last === null || last === '' ? {} : { id: last };
}
