import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { ThreadKey } from '../../../src/contracts/mail-threads.ts';

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567';
const ADDRESS_LENGTH = 16;
const PROOF_LENGTH = 12;
const TOKEN = new RegExp(`^[a-z2-7]{${ADDRESS_LENGTH + PROOF_LENGTH}}$`);

/** Makes and reads the tokens of reply addresses: `support+TOKEN@…`. Who holds one was given it by us, or by who was. */
export interface ReplyTokens {
  make(thread: ThreadKey): string;
  /** The conversation's address that the token was made for; null: it is none of ours, or of another mailbox. */
  read(account: string, token: string): string | null;
}

/** Tokens signed with a key (60 bits of HMAC-SHA-256). Mail servers may change capitals, so there are none. */
export function createReplyTokens(key: Buffer): ReplyTokens {
  const proof = ({ account, address }: ThreadKey) =>
    base32(createHmac('sha256', key).update(`${account.length}:${account}|${address}`).digest(), PROOF_LENGTH);
  return {
    make: (thread) => `${thread.address}${proof(thread)}`,
    read(account, given) {
      const token = given.toLowerCase();
      if (!TOKEN.test(token)) return null;
      const address = token.slice(0, ADDRESS_LENGTH);
      const expected = Buffer.from(proof({ account, address }));
      return timingSafeEqual(expected, Buffer.from(token.slice(ADDRESS_LENGTH))) ? address : null;
    },
  };
}

/** Address of the conversation that a letter opens: the same letter gives the same. */
export function addressOf(account: string, key: string): string {
  return base32(createHash('sha256').update(`${account.length}:${account}|${key}`).digest(), ADDRESS_LENGTH);
}

function base32(bytes: Buffer, length: number): string {
  let text = '';
  let bits = 0;
  let value = 0;
  for (const byte of bytes) {
    value = ((value << 8) | byte) & 0xfff;
    bits += 8;
    while (bits >= 5 && text.length < length) {
      bits -= 5;
      text += ALPHABET[(value >> bits) & 31];
    }
  }
  return text;
}
