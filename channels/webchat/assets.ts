import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { RequestHandler } from 'express';
import type { WebchatAssets } from './options.ts';

const TYPES = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
  txt: 'text/plain; charset=utf-8',
} as const;

/** The files that the page loads. Only these names are ever looked up on the disk. */
const PAGE_FILES = [
  'chat.js',
  'connection.js',
  'session.js',
  'renderer.js',
  'dialogs.js',
  'problems.js',
  'chat.css',
  'icon.svg',
  'embed.js',
] as const;

interface Asset {
  readonly etag: string;
  readonly type: string;
  readonly packed: Buffer;
}

const pack = promisify(gzip);

/** Static files, packed once on first use and then served from memory (the Web Chat bundle: 3.9 MB, packed 1 MB). */
export class AssetShelf {
  readonly #paths: ReadonlyMap<string, string>;
  readonly #loaded = new Map<string, Promise<Asset>>();

  constructor(assets: WebchatAssets) {
    this.#paths = new Map([
      ...PAGE_FILES.map((name) => [name, join(assets.directory, name)] as const),
      ['webchat.js', assets.webchatBundle],
      ['webchat.LICENSE.txt', `${assets.webchatBundle}.LICENSE.txt`],
    ]);
  }

  /** Serves one named file; another name goes to the next handler. Scripts may be embedded by other sites when `shared`. */
  serve(name: string, { shared = false } = {}): RequestHandler {
    return async (request, response, next) => {
      const path = this.#paths.get(name);
      if (path === undefined) return next();
      const asset = await this.#load(name, path);
      response.setHeader('ETag', asset.etag);
      response.setHeader('Cache-Control', 'public, max-age=0, must-revalidate');
      response.setHeader('X-Content-Type-Options', 'nosniff');
      if (shared) response.setHeader('Cross-Origin-Resource-Policy', 'cross-origin');
      if (request.headers['if-none-match'] === asset.etag) {
        response.status(304).end();
        return;
      }
      response.setHeader('Content-Type', asset.type);
      response.vary('Accept-Encoding');
      if (request.acceptsEncodings('gzip') === false) {
        response.end(await readFile(path));
        return;
      }
      response.setHeader('Content-Encoding', 'gzip');
      response.end(asset.packed);
    };
  }

  #load(name: string, path: string): Promise<Asset> {
    const known = this.#loaded.get(name);
    if (known !== undefined) return known;
    const loading = readAsset(path);
    this.#loaded.set(name, loading);
    // A file that was missing may be there later (a build still running).
    loading.catch(() => this.#loaded.delete(name));
    return loading;
  }
}

async function readAsset(path: string): Promise<Asset> {
  const content = await readFile(path);
  const extension = path.slice(path.lastIndexOf('.') + 1);
  return {
    etag: `"${createHash('sha256').update(content).digest('base64url').slice(0, 22)}"`,
    type: Object.hasOwn(TYPES, extension) ? TYPES[extension as keyof typeof TYPES] : 'application/octet-stream',
    packed: await pack(content, { level: 9 }),
  };
}
