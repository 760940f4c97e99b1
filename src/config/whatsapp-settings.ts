import { z } from 'zod';
import { setting } from './setting.ts';

const digits = z
  .string()
  .regex(/^\d{8,15}$/, 'write the digits of a phone number with its country code, like 5215512345678');
const socketAddress = z
  .string()
  .refine(
    (value) => /^wss:\/\//.test(value) || /^ws:\/\/(127\.0\.0\.1|localhost|\[::1\])[:/]/.test(value),
    'write an address that begins with wss://',
  );
const graphAddress = z
  .string()
  .refine(
    (value) => /^https:\/\//.test(value) || /^http:\/\/(127\.0\.0\.1|localhost)[:/]/.test(value),
    'write an address that begins with https://',
  )
  .transform((value) => value.replace(/\/+$/, ''));
const version = z
  .string()
  .regex(/^\d+\.\d+\.\d+$/, 'write three numbers, like 2.3000.1043857760')
  .transform((value) => value.split('.').map(Number));
const rootKey = z.string().regex(/^[0-9a-f]{64}$/i, 'write 64 hexadecimal digits');
const hosts = z
  .string()
  .transform((value) => value.split(/[\s,]+/).filter(Boolean))
  .refine((list) => list.every((host) => /^\.?[\w.-]+(:\d+)?$/.test(host)), 'write host names, like .whatsapp.net');
const count = (min: number, max: number) =>
  z.coerce
    .number({ error: `write a whole number from ${min} to ${max}` })
    .int()
    .min(min)
    .max(max);
const hours = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d$/, 'write hours like 21:00-07:00')
  .transform((value) => {
    const [from = 0, to = 0] = value.split('-').map((time) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3)));
    return { from, to };
  });
const yesNo = z.enum(['on', 'off']).transform((value) => value === 'on');
const headerText = z.string().regex(/^[\x21-\x7e]+$/, 'has characters that a header cannot carry');

/** The variables of the WhatsApp channel. */
export const whatsappSettings = {
  VENTANILLA_WHATSAPP: setting(
    z.enum(['off', 'linked', 'cloud']),
    'off',
    'WhatsApp: linked = a linked device (unofficial client, WhatsApp may ban the number), cloud = the Cloud API of Meta.',
  ),
  VENTANILLA_WHATSAPP_NUMBER: setting(
    digits,
    null,
    'Our number, digits with country code; both ways of connecting share its conversations.',
  ),
  VENTANILLA_WHATSAPP_PER_MINUTE: setting(count(1, 600), '30', 'Linked: most messages in a minute, to all together.'),
  VENTANILLA_WHATSAPP_PER_PERSON: setting(count(1, 120), '15', 'Linked: most messages in a minute to one person.'),
  VENTANILLA_WHATSAPP_WARM_UP_DAYS: setting(
    count(0, 60),
    '7',
    'Linked: days in which a newly paired number grows from a fifth of that pace to all of it.',
  ),
  VENTANILLA_WHATSAPP_PACE: setting(
    z.enum(['human', 'none']),
    'human',
    'Linked: human = typing is shown for as long as a person would need; none = at once.',
  ),
  VENTANILLA_WHATSAPP_QUIET: setting(
    hours,
    null,
    'Linked: hours like 21:00-07:00 in which only whoever wrote within 15 minutes is answered; the rest waits.',
  ),
  VENTANILLA_WHATSAPP_FIRST_CONTACT: setting(
    yesNo,
    'off',
    'Linked: on = may write to people who never wrote. Numbers are banned for that.',
  ),
  VENTANILLA_WHATSAPP_READ_MARKS: setting(yesNo, 'on', 'Whether people see that their messages were read.'),
  VENTANILLA_WHATSAPP_FILE_MB: setting(count(1, 100), '16', 'Largest file taken in from WhatsApp, megabytes.'),
  VENTANILLA_WHATSAPP_URL: setting(
    socketAddress,
    'wss://web.whatsapp.com/ws/chat',
    'Linked: server to connect to; the loopback of docs/channels/whatsapp-loopback.md for tests.',
  ),
  VENTANILLA_WHATSAPP_ROOT_KEY: setting(
    rootKey,
    null,
    "Linked: public key that the server's certificates must end in, hexadecimal. Unset: WhatsApp's own.",
  ),
  VENTANILLA_WHATSAPP_VERSION: setting(
    version,
    null,
    "Linked: version of WhatsApp Web to present, when the library's is refused as too old (code 405).",
  ),
  VENTANILLA_WHATSAPP_MEDIA_HOSTS: setting(
    hosts,
    'mmg.whatsapp.net,.whatsapp.net,.fbcdn.net,.fbsbx.com',
    'Hosts that files may be fetched from; a leading dot stands for every name below.',
  ),
  VENTANILLA_WHATSAPP_CLOUD_URL: setting(
    graphAddress,
    'https://graph.facebook.com/v23.0',
    'Cloud: the Graph API with its version.',
  ),
  VENTANILLA_WHATSAPP_CLOUD_PHONE_ID: setting(
    z.string().regex(/^\d{5,20}$/, 'write the id that Meta shows beside the number'),
    null,
    "Cloud: id of the number. Set: Meta's webhook is taken at /channels/whatsapp/webhook, also while linked sends.",
  ),
  VENTANILLA_WHATSAPP_CLOUD_TOKEN: setting(headerText, null, 'Cloud: access token of the system user.', true),
  VENTANILLA_WHATSAPP_CLOUD_APP_SECRET: setting(
    headerText,
    null,
    "Cloud: the app's secret, which signs the webhooks.",
    true,
  ),
  VENTANILLA_WHATSAPP_CLOUD_VERIFY_TOKEN: setting(
    headerText,
    null,
    'Cloud: the word that Meta says when the webhook is registered.',
    true,
  ),
  VENTANILLA_WHATSAPP_CLOUD_TEMPLATE: setting(
    z.string().regex(/^[a-z0-9_]{1,100}:[a-zA-Z_]{2,8}$/, 'write name:language, like aviso_respuesta:es_MX'),
    null,
    'Cloud: approved template that is sent first when 24 hours have passed since the person wrote. Unset: such replies fail.',
  ),
} as const;
