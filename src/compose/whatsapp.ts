import { join } from 'node:path';
import { DateTime } from 'luxon';
import type { Model } from 'mongoose';
import {
  createWhatsappChannel,
  type GroupRule,
  type WhatsappChannel,
  type WhatsappOptions,
  whatsappTexts,
} from '../../channels/whatsapp/index.ts';
import type { Config } from '../config/config.ts';
import { secretIn } from '../config/secrets.ts';
import type { CloudConfig, WhatsappConfig } from '../config/whatsapp.ts';
import type { ChannelPlace } from '../contracts/channel-notes.ts';
import type { WhatsappAdmin, WhatsappConversations } from '../contracts/whatsapp.ts';
import type { Readiness } from '../http/deps.ts';
import { replyOf } from '../outbox/messages.ts';
import { phoneKeyOf } from '../policy/addresses.ts';
import { conversationIdOf } from '../storage/ids.ts';
import type { RequesterDoc } from '../storage/models/requesters.ts';
import { whatsappModelsOf } from '../storage/models/whatsapp.ts';
import { createWhatsappStores } from '../storage/repositories/whatsapp.ts';
import { createSealingBox } from '../vault/box.ts';
import { noteTaker } from './channel-notes.ts';
import type { Gateway } from './gateway.ts';
import { organisationFinder } from './sites.ts';

/** The WhatsApp channel of a gateway, joined to its store; null = off, or the number's organisation does not use it. */
export function createWhatsapp(gateway: Gateway, config: Config): WhatsappChannel | null {
  const { whatsapp } = config;
  if (whatsapp === null) return null;
  const organisation = organisationFinder(gateway.policies)('whatsapp', whatsapp.number);
  if (organisation === null) {
    gateway.logger.warn({ channel: 'whatsapp' }, 'WhatsApp is configured, and the policy does not enable it');
    return null;
  }
  const { transport, cloud, mediaHosts } = whatsapp;
  const options = optionsOf(gateway, { ...config, whatsapp }, organisation);
  return createWhatsappChannel({
    ...options,
    transport,
    cloud: cloud && { ...cloud, mediaHosts, template: templateOf(cloud) },
  });
}

/** A number that only a person can bring back makes the gateway not ready; one that comes back by itself does not. */
export function whatsappCheck(whatsapp: WhatsappAdmin | null): Readiness {
  if (whatsapp === null) return { ok: true, checks: {} };
  const { state, stop, lastCode } = whatsapp.status();
  const detail = stop === null ? state : `${stop} (code ${lastCode}); see docs/channels/whatsapp.md`;
  return { ok: state !== 'stopped', checks: { whatsapp: state === 'open' ? true : detail } };
}

function templateOf({ template }: CloudConfig): { name: string; language: string } | null {
  const [name, language] = template?.split(':') ?? [];
  return name && language ? { name, language } : null;
}

type Ready = Config & { readonly whatsapp: WhatsappConfig };

function optionsOf(gateway: Gateway, config: Ready, organisation: string): WhatsappOptions {
  const { policies, files, clock, logger, live, store, metrics } = gateway;
  const { number, linked, readMarks, fileBytes, mediaHosts } = config.whatsapp;
  const { timeZone, locale } = policies.policyOf(organisation).organisation;
  const key = Buffer.from(secretIn(join(config.dataDir, 'secrets', 'whatsapp-key')), 'hex');
  const conversationOf = (account: string, address: string) =>
    conversationIdOf(organisation, 'whatsapp', account, address);
  const [major = 0, minor = 0, patch = 0] = linked.version ?? [];
  return {
    ...{ organisation, account: number, files, clock, logger, readMarks, fileBytes },
    linked: {
      url: linked.url,
      rootKey: linked.rootKey === null ? null : Buffer.from(linked.rootKey, 'hex'),
      version: linked.version === null ? null : [major, minor, patch],
      mediaHosts,
    },
    governor: {
      ...{ perMinute: linked.perMinute, perPersonPerMinute: linked.perPerson, warmUpDays: linked.warmUpDays },
      ...{ pace: linked.pace, quiet: linked.quiet, firstContact: linked.firstContact },
    },
    // Only one process can have the embedded store, so whoever has it has the number: no wait after a crash.
    ...(config.mongodbUri === null ? { owner: 'embedded' } : {}),
    groups: groupsOf(gateway, organisation, number),
    stores: createWhatsappStores(whatsappModelsOf(store.connection), { box: createSealingBox(key), conversationOf }),
    conversations: conversationsOf(gateway, conversationOf),
    texts: whatsappTexts[locale === 'en' ? 'en' : 'es'],
    minuteOfDay(at) {
      const local = DateTime.fromJSDate(at, { zone: timeZone });
      return local.hour * 60 + local.minute;
    },
    onStatus: (status) => {
      metrics.whatsappState(status.state, status.lastCode);
      live.publish({ type: 'whatsapp', organisation, status });
    },
  };
}

/** MAS-127: whoever the customer named with this number, and is still on the list. */
function groupsOf({ policies, store }: Gateway, organisation: string, number: string): GroupRule | null {
  const { channels, organisation: about } = policies.policyOf(organisation);
  const groups = channels.whatsapp?.groups ?? null;
  if (groups === null) return null;
  const people = store.connection.models.requesters as unknown as Model<RequesterDoc>;
  return {
    namePrefix: groups.namePrefix,
    deskNumbers: [...new Set([number, ...groups.deskNumbers])],
    async isValidMember(phone) {
      const phoneKey = phoneKeyOf(phone, about.locale);
      if (phoneKey === null) return false;
      return (await people.countDocuments({ org: organisation, phoneKey, state: 'active' })) > 0;
    },
  };
}

/** What the channel tells of conversations, in the words of the pipeline. */
function conversationsOf(
  gateway: Gateway,
  conversationOf: (account: string, address: string) => string,
): WhatsappConversations {
  const { pipeline, stores, secureLinks } = gateway;
  const { outside } = pipeline;
  const idOf = ({ account, address }: ChannelPlace) => conversationOf(account, address);
  return {
    async reply(id) {
      const message = await stores.log.find(id);
      const doc = message && (await stores.conversations.load(message.conversation));
      return message && doc && !message.purged ? replyOf(doc, message, secureLinks).reply : null;
    },
    delivered: (reply, state) => outside.delivered(reply, state),
    spokeFromPhone: (place, text) =>
      outside.spoke(idOf(place), { key: place.messageId, at: place.at, name: 'WhatsApp', text }),
    note: noteTaker(gateway, { name: 'WhatsApp', conversationOf }),
  };
}
