import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../../src/contracts/clock.ts';
import type { Attachment } from '../../src/contracts/envelope.ts';
import { AppError } from '../../src/errors/app-error.ts';
import { deriveKey } from './tokens.ts';

/** A file address that was checked. */
export interface FileLink {
  readonly fileId: string;
  readonly name: string;
  readonly mediaType: string;
}

/** Signed addresses of attachments: who has one may read that file, under that name and type, until it expires. */
export interface FileLinks {
  /** Absolute when `base` is. */
  make(attachment: Attachment, base: string): string;
  /** Throws TOKEN_INVALID when a part was changed or the address has expired. */
  read(fileId: string, query: Readonly<Record<string, unknown>>): FileLink;
}

/** HMAC-SHA256 over id, name, type and expiry. */
export function createFileLinks(secret: Uint8Array, clock: Clock, lifeSeconds: number): FileLinks {
  const key = deriveKey(secret, 'file');
  const sign = (parts: readonly string[]): string =>
    createHmac('sha256', key).update(JSON.stringify(parts)).digest('base64url');
  return {
    make({ fileId, name, mediaType }, base) {
      const expires = String(Math.floor(clock.now().getTime() / 1000) + lifeSeconds);
      const signature = sign([fileId, name, mediaType, expires]);
      const query = new URLSearchParams({ name, type: mediaType, expires, signature });
      return `${base}/api/webchat/files/${fileId}?${query.toString()}`;
    },
    read(fileId, { name, type, expires, signature }) {
      const given = [fileId, name, type, expires, signature];
      if (!given.every((part): part is string => typeof part === 'string')) throw new AppError('TOKEN_INVALID');
      const [id = '', fileName = '', mediaType = '', until = '', seal = ''] = given;
      const expected = Buffer.from(sign([id, fileName, mediaType, until]));
      const actual = Buffer.from(seal);
      const genuine = expected.length === actual.length && timingSafeEqual(expected, actual);
      if (!genuine || Number(until) * 1000 < clock.now().getTime()) throw new AppError('TOKEN_INVALID');
      return { fileId: id, name: fileName, mediaType };
    },
  };
}
