import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import { AppError } from '../errors/app-error.ts';
import type { SealedValue } from '../storage/models/vault.ts';

/** A key-encryption key with the name that is made from it: the same key has the same name everywhere. */
export interface WrappingKey {
  readonly id: string;
  readonly key: Buffer;
}

/** What a ciphertext belongs to, for good. Under another item, organisation or conversation it does not open. */
export interface SealScope {
  readonly organisation: string;
  readonly conversationId: string;
  readonly itemId: string;
}

const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const KEY_BYTES = 32;

/** Names a key without telling anything of it. Throws a RangeError unless it has 256 bits. */
export function wrappingKey(key: Buffer): WrappingKey {
  if (key.length !== KEY_BYTES) throw new RangeError('A key of the vault has 32 bytes.');
  return { id: createHmac('sha256', key).update('ventanilla vault key id').digest('hex').slice(0, 16), key };
}

/** Encrypts a value under a fresh key of its own, and that key under the key-encryption key. */
export function seal(value: string, wrapping: WrappingKey, scope: SealScope): SealedValue {
  const dataKey = randomBytes(KEY_BYTES);
  try {
    return {
      body: encrypt(dataKey, Buffer.from(value, 'utf8'), aadOf('value', scope)),
      key: wrap(dataKey, wrapping, scope),
    };
  } finally {
    dataKey.fill(0);
  }
}

/** The value again. Throws VAULT_VALUE_UNREADABLE when key, scope or a single bit differ. */
export function unseal(sealed: SealedValue, wrapping: WrappingKey, scope: SealScope): string {
  const dataKey = unwrap(sealed.key, wrapping, scope);
  try {
    return decrypt(dataKey, sealed.body, aadOf('value', scope)).toString('utf8');
  } finally {
    dataKey.fill(0);
  }
}

/** The same value wrapped with another key; the value itself is not decrypted. Throws VAULT_VALUE_UNREADABLE. */
export function rewrap(sealed: SealedValue, from: WrappingKey, to: WrappingKey, scope: SealScope): SealedValue {
  const dataKey = unwrap(sealed.key, from, scope);
  try {
    return { body: sealed.body, key: wrap(dataKey, to, scope) };
  } finally {
    dataKey.fill(0);
  }
}

function wrap(dataKey: Buffer, wrapping: WrappingKey, scope: SealScope): string {
  return encrypt(wrapping.key, dataKey, aadOf(`key:${wrapping.id}`, scope));
}

function unwrap(wrapped: string, wrapping: WrappingKey, scope: SealScope): Buffer {
  return decrypt(wrapping.key, wrapped, aadOf(`key:${wrapping.id}`, scope));
}

/** A list as JSON keeps ("a", "bc") and ("ab", "c") apart; the purpose keeps a value from being taken for a key. */
function aadOf(purpose: string, { organisation, conversationId, itemId }: SealScope): Buffer {
  return Buffer.from(JSON.stringify(['ventanilla-vault-1', purpose, organisation, conversationId, itemId]));
}

function encrypt(key: Buffer, plain: Buffer, aad: Buffer): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES }).setAAD(aad);
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]).toString('base64');
}

function decrypt(key: Buffer, sealed: string, aad: Buffer): Buffer {
  const bytes = Buffer.from(sealed, 'base64');
  if (bytes.length < NONCE_BYTES + TAG_BYTES) throw new AppError('VAULT_VALUE_UNREADABLE');
  const nonce = bytes.subarray(0, NONCE_BYTES);
  const tag = bytes.subarray(bytes.length - TAG_BYTES);
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(aad).setAuthTag(tag);
  try {
    return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]);
  } catch (cause) {
    throw new AppError('VAULT_VALUE_UNREADABLE', {}, { cause });
  }
}
