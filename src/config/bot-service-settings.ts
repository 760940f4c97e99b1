import { z } from 'zod';
import { setting } from './setting.ts';

const LOOPBACK = /^http:\/\/(127\.0\.0\.1|localhost)[:/]/;
const webAddress = z
  .string()
  .refine(
    (value) => URL.canParse(value) && (value.startsWith('https://') || LOOPBACK.test(value)),
    'write an address that begins with https://',
  )
  .transform((value) => value.replace(/\/+$/, ''));
const guid = z
  .string()
  .regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, 'write an id like 00000000-1111-2222-3333-444444444444')
  .transform((value) => value.toLowerCase());
const words = z.string().transform((value) => value.split(/[\s,]+/).filter(Boolean));
const hosts = words.refine(
  (list) => list.every((host) => /^\.?[\w.-]+(:\d+)?$/.test(host)),
  'write host names, like .botframework.com',
);
const channels = words.refine(
  (list) => list.length > 0 && list.every((name) => /^[a-z][a-z0-9_-]{0,31}$/.test(name)),
  "write Bot Service's names of channels, like facebook,msteams",
);

/** The variables of the Bot Service door. */
export const botServiceSettings = {
  VENTANILLA_BOT_APP_ID: setting(
    guid,
    null,
    'Bot Service: application (client) id of the bot. Unset: the door is shut.',
  ),
  VENTANILLA_BOT_PASSWORD: setting(
    z.string().min(8, 'is shorter than 8 characters; take the value of the client secret, not its id'),
    null,
    "Bot Service: client secret of the bot's application.",
    true,
  ),
  VENTANILLA_BOT_TENANT: setting(
    z.string().regex(/^[\w.-]{3,100}$/, 'write a tenant id, or botframework.com for a bot of many tenants'),
    'botframework.com',
    'Bot Service: tenant of the application; the default is for bots of many tenants.',
  ),
  VENTANILLA_BOT_CHANNELS: setting(
    channels,
    'facebook,msteams',
    'Bot Service: channels that may come through the door, by the names that Bot Service gives them.',
  ),
  VENTANILLA_BOT_GROUPS: setting(
    z.enum(['on', 'off']).transform((value) => value === 'on'),
    'off',
    'Bot Service: whether group chats and team channels are listened to.',
  ),
  VENTANILLA_BOT_FILE_MB: setting(
    z.coerce.number({ error: 'write a whole number from 1 to 100' }).int().min(1).max(100),
    '20',
    'Bot Service: largest file that is taken, in megabytes.',
  ),
  VENTANILLA_BOT_SERVICE_HOSTS: setting(
    hosts,
    '.botframework.com,smba.trafficmanager.net',
    'Bot Service: hosts whose connectors may be answered; our token goes there. A dot in front: and below.',
  ),
  VENTANILLA_BOT_FILE_HOSTS: setting(
    hosts,
    '.fbcdn.net,.fbsbx.com,.sharepoint.com',
    'Bot Service: hosts from which files are fetched, without our token.',
  ),
  VENTANILLA_BOT_LOGIN_URL: setting(
    webAddress,
    'https://login.microsoftonline.com',
    'Bot Service: where our token is asked for. Another one for national clouds.',
  ),
  VENTANILLA_BOT_OPENID_URL: setting(
    webAddress,
    'https://login.botframework.com/v1/.well-known/openidconfiguration',
    'Bot Service: OpenID configuration of whoever signs the activities.',
  ),
  VENTANILLA_BOT_ISSUER: setting(
    webAddress,
    'https://api.botframework.com',
    'Bot Service: issuer of the tokens that activities come with.',
  ),
} as const;
