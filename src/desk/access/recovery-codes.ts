import { randomInt } from 'node:crypto';
import type { SealingBox } from '../../contracts/sealing.ts';

const HOW_MANY = 10;
const LENGTH = 10;
/** Without 0, O, 1, I and L: they are read off paper. */
const ALPHABET = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';

/** Ten codes of 49 random bits each, as people write them down: `ABCDE-FGHJK`. */
export function makeRecoveryCodes(): string[] {
  return Array.from({ length: HOW_MANY }, () => randomCode(LENGTH).replace(/^(.{5})/, '$1-'));
}

/** Random letters and digits that nobody confuses. */
export function randomCode(length: number): string {
  return Array.from({ length }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
}

/** A code however it was typed: small letters, spaces and dashes do not count. */
export function plainCode(typed: string): string {
  return typed.toUpperCase().replace(/[\s-]/g, '');
}

/** What is stored of a recovery code. Under the key, because 49 bits could be tried out by who has the database alone. */
export function recoveryDigest(box: Pick<SealingBox, 'blind'>, agentId: string, code: string): string {
  return box.blind(`recovery|${agentId}|${plainCode(code)}`);
}
