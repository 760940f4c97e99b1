import type { Policy } from '../contracts/policy.ts';

/** Country codes of the locales: a number without one is of the organisation's own country. */
const COUNTRY: Readonly<Record<Policy['organisation']['locale'], string>> = { 'es-MX': '52', 'es-CO': '57', en: '1' };
const NATIONAL_DIGITS = 10;
const MAIL = /^[^\s@"<>()]{1,64}@[a-z\d](?:[a-z\d.-]{0,250}[a-z\d])?$/;
/** What WhatsApp adds to a number; an id of any other host says nothing of a phone. */
const PHONE_HOST = /@s\.whatsapp\.net$/;
const EXTENSION = /\s*(?:ext|extensi[oó]n|x)\b.*$/i;

/** A name without case, accents and doubled spaces: two that a person calls the same are the same. */
export function foldName(name: string): string {
  return name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/\s+/g, ' ').trim();
}

/** A mail address in lower case, or null when the text is none. */
export function mailOf(text: string): string | null {
  const mail = text.trim().toLowerCase();
  return MAIL.test(mail) && mail.includes('.', mail.indexOf('@')) ? mail : null;
}

/**
 * The digits of a phone with its country's, or null when the text is none. Mexico's old `1` of mobiles is left out, and so
 * is an extension: `+52 1 55 1234 5678` and `55 1234 5678 ext. 12` have one key.
 */
export function phoneKeyOf(text: string, locale: Policy['organisation']['locale']): string | null {
  const plain = text.replace(PHONE_HOST, '').replace(EXTENSION, '').trim();
  if (!/^\+?[\d\s().:/-]+$/.test(plain)) return null;
  const digits = plain.replace(/\D/g, '').replace(/^00/, '');
  if (digits.length === NATIONAL_DIGITS) return COUNTRY[locale] + digits;
  const mobile = /^521(\d{10})$/.exec(digits)?.[1];
  if (mobile !== undefined) return `52${mobile}`;
  return digits.length > NATIONAL_DIGITS && digits.length <= 15 ? digits : null;
}

/** What a channel vouches for of a sender: a mail address or a phone. */
export type ProvenAddress = { readonly mail: string } | { readonly phoneKey: string };

/**
 * The addresses that a contact's channels vouch for. An identity is `organisation|channel|sender`. Only where the policy
 * says that the channel knows people by their address (`identity: address`) does a sender's id prove anything: what a
 * visitor of a web page calls themselves never does.
 */
export function provenAddresses(identities: readonly string[], policy: Policy): ProvenAddress[] {
  return identities.flatMap((identity): ProvenAddress[] => {
    const [, channel = '', ...rest] = identity.split('|');
    if (policy.channels[channel]?.identity !== 'address') return [];
    const sender = rest.join('|');
    const phoneKey = phoneKeyOf(sender, policy.organisation.locale);
    if (phoneKey !== null) return [{ phoneKey }];
    const mail = mailOf(sender);
    return mail === null ? [] : [{ mail }];
  });
}

/** What channels call the sender with an address: a mail as it is, a phone's digits also with Mexico's old `1` of mobiles. */
export function sendersOf(address: ProvenAddress): readonly string[] {
  if ('mail' in address) return [address.mail];
  const { phoneKey } = address;
  return phoneKey.startsWith('52') ? [phoneKey, `521${phoneKey.slice(2)}`] : [phoneKey];
}
