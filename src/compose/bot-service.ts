import type { BotDoor } from '../../channels/botframework/index.ts';
import { createFileLinks } from '../../channels/webchat/index.ts';
import type { Config } from '../config/config.ts';
import type { Secrets } from '../config/secrets.ts';
import { conversationIdOf } from '../storage/ids.ts';
import { botServiceModelsOf } from '../storage/models/bot-service.ts';
import { createBotStores } from '../storage/repositories/bot-service.ts';
import { noteTaker } from './channel-notes.ts';
import type { Gateway } from './gateway.ts';
import { organisationFinder } from './sites.ts';

/** Facebook and Teams fetch a file when they show it, and people open it later; seconds. */
const FILE_LINK_SECONDS = 7 * 24 * 3_600;

/** Joins the Bot Service door to the gateway. Null: it is shut, and none of its code is loaded. */
export async function joinBotService(
  gateway: Gateway,
  config: Config,
  secrets: Pick<Secrets, 'directLineKey'>,
): Promise<BotDoor | null> {
  const { botService, publicUrl } = config;
  if (botService === null) return null;
  const { policies, files, clock, logger, store } = gateway;
  const { botTexts, createBotDoor, traitsOf } = await import('../../channels/botframework/index.ts');
  const { appId } = botService;
  const finder = organisationFinder(policies);
  const ownerOf = (channel: string) => finder(channel, appId) ?? policies.codes[0] ?? '';
  const conversationOf = (channel: string, account: string, address: string) =>
    conversationIdOf(ownerOf(channel), channel, account, address);
  const links = createFileLinks(Buffer.from(secrets.directLineKey, 'hex'), clock, FILE_LINK_SECONDS);
  const channels = botService.channels.map((channelId) => {
    const { name } = traitsOf(channelId);
    if (finder(name, appId) === null)
      logger.warn({ channel: name }, 'the door is open for it, and no policy enables it');
    const { locale } = policies.policyOf(ownerOf(name)).organisation;
    return { channelId, texts: botTexts[locale === 'en' ? 'en' : 'es'] };
  });
  return createBotDoor({
    ...botService,
    ...{ channels, files, clock, logger },
    stores: createBotStores(botServiceModelsOf(store.connection), ({ channel, account, address }) =>
      conversationOf(channel, account, address),
    ),
    notes: (channel, place, note) =>
      noteTaker(gateway, {
        name: channel,
        conversationOf: (account, address) => conversationOf(channel, account, address),
      })(place, note),
    fileUrl: (file) => (publicUrl === null ? null : links.make(file, publicUrl)),
  });
}
