import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { rewrap, type SealScope, seal, unseal, wrappingKey } from '../../src/vault/sealing.ts';

const scope: SealScope = { organisation: 'exsim', conversationId: 'c1', itemId: 'i1' };
const key = wrappingKey(randomBytes(32));
const unreadable = expect.objectContaining({ code: 'VAULT_VALUE_UNREADABLE' });

describe('sealing', () => {
  it('gives every value back, whatever it is made of', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), (value) => {
        expect(unseal(seal(value, key, scope), key, scope)).toBe(value);
      }),
    );
  });

  it('P4 holds neither the value nor its key, and never the same bytes twice', () => {
    const value = 'Canela-2023-xyz';
    const [one, two] = [seal(value, key, scope), seal(value, key, scope)];
    const bytes = Buffer.concat([Buffer.from(one.body, 'base64'), Buffer.from(one.key, 'base64')]);
    expect(bytes.includes(Buffer.from(value))).toBe(false);
    expect(bytes.includes(key.key)).toBe(false);
    expect(one.body).not.toBe(two.body);
    expect(one.key).not.toBe(two.key);
  });

  it('P4 opens with no other key', () => {
    const sealed = seal('secreto', key, scope);
    expect(() => unseal(sealed, wrappingKey(randomBytes(32)), scope)).toThrow(unreadable);
  });

  it.each([
    ['organisation', { ...scope, organisation: 'other' }],
    ['conversation', { ...scope, conversationId: 'c2' }],
    ['item', { ...scope, itemId: 'i2' }],
    ['shift of a letter between two of them', { ...scope, conversationId: 'c', itemId: '1i1' }],
  ])('P4 opens under no other %s', (_what, other) => {
    expect(() => unseal(seal('secreto', key, scope), key, other)).toThrow(unreadable);
  });

  it('P4 notices any changed bit, in the value and in its key', () => {
    const sealed = seal('secreto', key, scope);
    for (const part of ['body', 'key'] as const) {
      const bytes = Buffer.from(sealed[part], 'base64');
      for (let at = 0; at < bytes.length; at++) {
        const changed = Buffer.from(bytes);
        changed.writeUInt8(changed.readUInt8(at) ^ 1, at);
        expect(() => unseal({ ...sealed, [part]: changed.toString('base64') }, key, scope)).toThrow(unreadable);
      }
      expect(() => unseal({ ...sealed, [part]: '' }, key, scope)).toThrow(unreadable);
    }
  });

  it('takes no value for a key: the two parts cannot be exchanged', () => {
    const sealed = seal('x'.repeat(32), key, scope);
    expect(() => unseal({ body: sealed.key, key: sealed.body }, key, scope)).toThrow(unreadable);
  });

  it('is wrapped anew without the value changing, and then opens with the new key alone', () => {
    const next = wrappingKey(randomBytes(32));
    const sealed = seal('secreto', key, scope);
    const moved = rewrap(sealed, key, next, scope);
    expect(moved.body).toBe(sealed.body);
    expect(unseal(moved, next, scope)).toBe('secreto');
    expect(() => unseal(moved, key, scope)).toThrow(unreadable);
  });

  it('names a key by what it is and tells nothing of it', () => {
    const bytes = randomBytes(32);
    expect(wrappingKey(bytes).id).toBe(wrappingKey(Buffer.from(bytes)).id);
    expect(wrappingKey(bytes).id).toMatch(/^[0-9a-f]{16}$/);
    expect(bytes.toString('hex')).not.toContain(wrappingKey(bytes).id);
    expect(() => wrappingKey(randomBytes(16))).toThrow(RangeError);
  });
});
