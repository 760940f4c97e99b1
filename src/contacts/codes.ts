import { createHmac } from 'node:crypto';
import type { OneTimeCodes } from '../contracts/one-time-codes.ts';
import type { Redactor } from '../contracts/redacted.ts';

/** Makes the codes of an installation. `key` = 256 random bits that are not in the database. */
export function createOneTimeCodes(key: Buffer, redactor: Redactor): OneTimeCodes {
  const mac = (text: string) => createHmac('sha256', key).update(text).digest();
  return {
    codeOf(proofId) {
      const code = mac(`ventanilla contact code|${proofId}`).readUIntBE(0, 6) % 1_000_000;
      return redactor.redact(String(code).padStart(6, '0')).text;
    },
    digestOf: (conversationId, code) => mac(`ventanilla typed code|${conversationId}|${code}`).toString('base64url'),
  };
}
