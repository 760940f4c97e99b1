import { createHash } from 'node:crypto';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { makeTlsIdentity } from './tls.ts';

/** The pretended media servers: what was uploaded can be fetched again. */
export interface Media {
  /** `127.0.0.1:port` */
  readonly host: string;
  /** What a client has to trust, PEM. */
  readonly ca: string;
  readonly files: Map<string, Buffer>;
  /** Keeps encrypted bytes and gives the path to them. */
  put(bytes: Buffer): { directPath: string; url: string };
  close(): Promise<void>;
}

/** Starts it on a free port of 127.0.0.1 over TLS. */
export async function startMedia(): Promise<Media> {
  const files = new Map<string, Buffer>();
  const { key, cert } = makeTlsIdentity();
  const server = createServer({ key, cert }, (request, response) => {
    const path = new URL(request.url ?? '/', 'https://media').pathname;
    if (request.method === 'POST') {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => response.end(JSON.stringify(put(Buffer.concat(chunks)))));
      return;
    }
    const found = files.get(path);
    response.statusCode = found ? 200 : 404;
    response.end(found);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const host = `127.0.0.1:${port}`;
  const put = (bytes: Buffer) => {
    const path = `/v/t62/${createHash('sha256').update(bytes).digest('hex')}`;
    files.set(path, bytes);
    return { url: `https://${host}${path}`, direct_path: path, directPath: path };
  };
  return {
    host,
    ca: cert,
    files,
    put,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
