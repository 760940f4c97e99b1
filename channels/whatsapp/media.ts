import { createDecipheriv, createHmac, timingSafeEqual } from 'node:crypto';
import { request } from 'node:https';
import { isAllowedHost } from '../../src/contracts/allowed-hosts.ts';
import { AppError } from '../../src/errors/app-error.ts';
import type { Library } from './library.ts';
import type { MediaPart } from './read-message.ts';

/** Where files may be fetched from, and how large they may be. */
export interface MediaLimits {
  readonly hosts: readonly string[];
  readonly bytes: number;
  readonly ca?: string;
}

const TIMEOUT_MS = 30_000;
/** What encryption adds at most: padding and the check at the end. */
const OVERHEAD = 64;
const MAC_BYTES = 10;

/**
 * Fetches and decrypts a file that a message names. The address comes from whoever wrote, so only the hosts of WhatsApp are asked,
 * over TLS and without following anybody elsewhere. Throws FILE_TOO_LARGE, WHATSAPP_FILE_REFUSED, WHATSAPP_FILE_GONE.
 */
export async function fetchMedia(part: MediaPart, limits: MediaLimits, library: Library): Promise<Buffer> {
  if (part.size > limits.bytes) throw new AppError('FILE_TOO_LARGE', { limit: limits.bytes });
  const sealed = await download(addressOf(part, limits.hosts), limits);
  const { iv, cipherKey, macKey } = await library.getMediaKeys(part.mediaKey, part.kind);
  if (!macKey || sealed.length <= MAC_BYTES) throw new AppError('WHATSAPP_FILE_REFUSED');
  const body = sealed.subarray(0, -MAC_BYTES);
  const mac = createHmac('sha256', macKey).update(iv).update(body).digest().subarray(0, MAC_BYTES);
  if (!timingSafeEqual(mac, sealed.subarray(-MAC_BYTES))) throw new AppError('WHATSAPP_FILE_REFUSED');
  const decipher = createDecipheriv('aes-256-cbc', cipherKey, iv);
  return Buffer.concat([decipher.update(body), decipher.final()]);
}

/** The path on our own media host; else the whole address, if its host is one of WhatsApp's. */
export function addressOf({ directPath, url }: MediaPart, hosts: readonly string[]): URL {
  const home = hosts.find((host) => !host.startsWith('.'));
  const text = directPath.startsWith('/') && home ? `https://${home}${directPath}` : url;
  if (!URL.canParse(text)) throw new AppError('WHATSAPP_FILE_REFUSED');
  const address = new URL(text);
  if (address.protocol !== 'https:' || !isAllowedHost(address.host, hosts)) throw new AppError('WHATSAPP_FILE_REFUSED');
  if (address.username !== '' || address.password !== '') throw new AppError('WHATSAPP_FILE_REFUSED');
  return address;
}

function download(address: URL, { bytes, ca }: MediaLimits): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const gone = (cause?: unknown) => reject(new AppError('WHATSAPP_FILE_GONE', {}, { cause }));
    const asked = request(
      address,
      { headers: { origin: 'https://web.whatsapp.com' }, timeout: TIMEOUT_MS, ...(ca ? { ca } : {}) },
      (response) => {
        if (response.statusCode !== 200) {
          response.resume();
          gone();
          return;
        }
        const chunks: Buffer[] = [];
        let length = 0;
        response.on('data', (chunk: Buffer) => {
          length += chunk.length;
          if (length <= bytes + OVERHEAD) chunks.push(chunk);
          else asked.destroy(new AppError('FILE_TOO_LARGE', { limit: bytes }));
        });
        response.on('end', () => resolve(Buffer.concat(chunks)));
        response.on('error', gone);
      },
    );
    asked.on('timeout', () => asked.destroy(new Error('no answer in time')));
    asked.on('error', (error) => (error instanceof AppError ? reject(error) : gone(error)));
    asked.end();
  });
}
