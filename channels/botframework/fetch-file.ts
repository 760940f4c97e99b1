import { isAllowedHost } from '../../src/contracts/allowed-hosts.ts';
import type { Attachment } from '../../src/contracts/envelope.ts';
import type { FileStore } from '../../src/contracts/files.ts';
import { limitedBody } from '../../src/contracts/limited-body.ts';
import type { Logger } from '../../src/contracts/logger.ts';
import { AppError, isAppError } from '../../src/errors/app-error.ts';
import type { BotFile } from './activity.ts';
import type { BotTexts } from './texts.ts';

/** What fetching needs. */
export interface FetchParts {
  readonly files: FileStore;
  /** Our token, for the connector that the message came from and nobody else. */
  readonly token: () => Promise<string>;
  readonly serviceUrl: string;
  readonly fileHosts: readonly string[];
  readonly fileBytes: number;
  readonly timeoutMs: number;
  readonly words: BotTexts;
  readonly logger: Logger;
}

/** A file of ours, or what is said in its place. */
export type Kept = { readonly attachment: Attachment } | { readonly instead: string };

/** Fetches a message's files side by side. One that cannot be had is said to be so; nothing holds the message up for long. */
export function keepFiles(files: readonly BotFile[], parts: FetchParts): Promise<Kept[]> {
  return Promise.all(files.map((file) => keep(file, parts)));
}

async function keep(file: BotFile, parts: FetchParts): Promise<Kept> {
  const { name, mediaType } = file;
  try {
    const bytes = await fetchFile(file.url, parts);
    return { attachment: await parts.files.put(bytes, { name, mediaType: plainType(mediaType) }) };
  } catch (error) {
    if (!isAppError(error)) throw error;
    parts.logger.warn({ code: error.code }, 'a file of Bot Service was not taken');
    const words = isAppError(error, 'BOT_FILE_GONE') ? parts.words.fileGone : parts.words.fileRefused;
    return { instead: words.replace('{name}', name) };
  }
}

/**
 * The bytes at an address that came with a message. On the connector's own origin our token goes along; elsewhere only listed
 * hosts are asked, over TLS, without it. Nobody sends us on. Throws BOT_FILE_REFUSED, BOT_FILE_GONE, FILE_TOO_LARGE.
 */
export async function fetchFile(url: string, parts: FetchParts): Promise<Buffer> {
  if (!URL.canParse(url)) throw new AppError('BOT_FILE_REFUSED');
  const address = new URL(url);
  const isConnectors = address.origin === new URL(parts.serviceUrl).origin;
  const isListed = address.protocol === 'https:' && isAllowedHost(address.host, parts.fileHosts);
  const hasName = address.username !== '' || address.password !== '';
  if (hasName || !(isConnectors || isListed)) throw new AppError('BOT_FILE_REFUSED');
  const gone = (cause: unknown) => {
    throw new AppError('BOT_FILE_GONE', {}, { cause });
  };
  const signal = AbortSignal.timeout(parts.timeoutMs);
  const headers: Record<string, string> = isConnectors ? { authorization: `Bearer ${await tokenOf(parts)}` } : {};
  const response = await fetch(address, { headers, redirect: 'error', signal }).catch(gone);
  if (!response.ok) throw new AppError('BOT_FILE_GONE');
  const bytes = await limitedBody(response.body, parts.fileBytes).catch(gone);
  if (!bytes) throw new AppError('FILE_TOO_LARGE', { limit: parts.fileBytes });
  return bytes;
}

async function tokenOf({ token }: FetchParts): Promise<string> {
  return token().catch((cause: unknown) => {
    throw new AppError('BOT_FILE_GONE', {}, { cause });
  });
}

function plainType(mediaType: string): string {
  return mediaType.split(';')[0]?.trim().toLowerCase() || 'application/octet-stream';
}
