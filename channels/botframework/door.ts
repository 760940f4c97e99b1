import type { ChannelAdapter, ChannelMount } from '../../src/contracts/channel.ts';
import type { IntakePort } from '../../src/contracts/envelope.ts';
import { AppError } from '../../src/errors/app-error.ts';
import { type Cloud, createCloud } from './cloud.ts';
import { loadLibrary } from './library.ts';
import type { BotOptions } from './options.ts';
import { sendReply } from './send.ts';
import { traitsOf } from './traits.ts';
import { messagesMount } from './webhook.ts';

/** The Bot Service door: one address for all of its channels, and an adapter for each of them. */
export interface BotDoor {
  readonly adapters: readonly ChannelAdapter[];
  readonly mounts: readonly ChannelMount[];
}

/** Makes the door. botbuilder is loaded when the first of its channels is started. */
export function createBotDoor(options: BotOptions): BotDoor {
  let cloud: Cloud | null = null;
  let intake: IntakePort | null = null;
  const open = (): Cloud => {
    if (cloud === null) throw new AppError('STORE_CLOSED');
    return cloud;
  };
  const adapters = options.channels.map(({ channelId, texts }): ChannelAdapter => {
    const traits = traitsOf(channelId);
    return {
      name: traits.name,
      abilities: traits.abilities,
      async start(port) {
        cloud ??= createCloud(await loadLibrary(), options);
        intake = port;
      },
      async stop() {
        intake = null;
      },
      send: (reply) => sendReply(reply, { options, traits, words: texts, cloud: open() }),
    };
  });
  return { adapters, mounts: [messagesMount({ options, cloud: open, intake: () => intake })] };
}
