import type { ChannelAdapter } from '../../src/contracts/channel.ts';
import type { WhatsappAdmin } from '../../src/contracts/whatsapp.ts';
import { AppError } from '../../src/errors/app-error.ts';
import { createLinkedChannel, type LinkedChannel, whatsappAbilities } from './channel.ts';
import { type CloudOptions, type CloudSide, createCloudSide } from './cloud/cloud-channel.ts';
import type { WhatsappOptions } from './options.ts';

/** WhatsApp, whichever way it is connected. */
export interface WhatsappChannel extends ChannelAdapter, WhatsappAdmin {
  idle(): Promise<void>;
}

/**
 * One channel over both ways of connecting a number. Account and address are the same on both, so an open conversation goes on when
 * an organisation moves: what `transport` names sends, and webhooks are taken whenever there are credentials for them.
 */
export function createWhatsappChannel(
  options: WhatsappOptions & { readonly transport: 'linked' | 'cloud'; readonly cloud: CloudOptions | null },
): WhatsappChannel {
  const { transport, cloud } = options;
  // Both would tell of the same number: only the way that sends tells its state.
  const silent = { ...options, onStatus: () => undefined };
  const cloudSide = cloud === null ? null : createCloudSide({ ...(transport === 'cloud' ? options : silent), cloud });
  const mounts = cloudSide ? { mounts: [cloudSide.mount] } : {};
  if (transport === 'linked') return { ...withCloud(createLinkedChannel(options), cloudSide), ...mounts };
  if (cloudSide === null) throw new AppError('CONFIG_INVALID', { problems: 'the Cloud API has no credentials' });
  const notLinked = async (): Promise<never> => {
    throw new AppError('CONFIG_INVALID', { problems: 'the number is on the Cloud API; there is nothing to link' });
  };
  return {
    // The Cloud API shows that somebody writes only by marking a message as read.
    ...{
      name: 'whatsapp',
      abilities: { ...whatsappAbilities, typing: false },
      organisation: options.organisation,
      ...mounts,
    },
    start: (intake) => cloudSide.start(intake),
    stop: () => cloudSide.stop(),
    send: (reply) => cloudSide.send(reply),
    status: () => cloudSide.status(),
    idle: () => cloudSide.idle(),
    pair: notLinked,
    logout: notLinked,
  };
}

function withCloud(linked: LinkedChannel, cloud: CloudSide | null): WhatsappChannel {
  if (cloud === null) return linked;
  return {
    ...linked,
    async start(intake) {
      await cloud.start(intake);
      await linked.start?.(intake);
    },
    async stop() {
      await linked.stop?.();
      await cloud.stop();
    },
    async idle() {
      await Promise.all([linked.idle(), cloud.idle()]);
    },
  };
}
