/** How mail is handed to the operator's mail server. */
export interface SmtpSettings {
  readonly host: string;
  readonly port: number;
  /** `implicit`: TLS from the first byte · `starttls`: upgraded, or nothing is sent · `none`: in the clear. */
  readonly tls: 'implicit' | 'starttls' | 'none';
  readonly user: string | null;
  readonly password: string | null;
  readonly from: Mailbox;
  /** What our mail is signed with (RFC 6376); null or absent: the mail server signs, or nobody. */
  readonly dkim?: DkimKey | null;
}

/** A key that a domain shows in DNS. */
export interface DkimKey {
  readonly domain: string;
  readonly selector: string;
  /** RSA, PEM. */
  readonly privateKey: string;
}

/** Somebody's address, with a name to show if there is one. */
export interface Mailbox {
  readonly name?: string;
  readonly address: string;
}

/** One plain address and nothing else: a comma would make two recipients of it, a line break another header. */
export function isAddress(text: string): boolean {
  return text.length <= 254 && /^[^\s<>()[\],;:"\\@\p{Cc}]+@[\p{L}\p{N}](?:[\p{L}\p{N}.-]*[\p{L}\p{N}])?$/u.test(text);
}

/** What stands behind the `@`, in small letters. */
export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1).toLowerCase();
}
