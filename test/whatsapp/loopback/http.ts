import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Control } from './control.ts';

/** The verbs that can be called over HTTP: `POST /say {"from":"…","to":"…","text":"…"}`. */
const verbs = [
  ...['person', 'scan', 'enterCode', 'say', 'sayFromPhone', 'sendFile', 'inbox', 'waitFor', 'settled', 'receipts'],
  ...[
    'presences',
    'logins',
    'read',
    'quiet',
    'drop',
    'withhold',
    'nack',
    'refuse',
    'corrupt',
    'illegible',
    'mute',
    'forget',
    'redeliver',
  ],
  ...['offline', 'disconnect', 'group', 'regroup'],
];

/** Serves the verbs on 127.0.0.1, each as `POST /<verb>` with its options as JSON. Gives the address. */
export async function serveControl(control: Control, port = 0): Promise<{ url: string; server: Server }> {
  const server = createServer((request, response) => {
    answer(control, request).then(
      (body) => {
        response.setHeader('content-type', 'application/json');
        response.end(JSON.stringify(body ?? { ok: true }));
      },
      (error: unknown) => {
        response.statusCode = 400;
        response.end(JSON.stringify({ error: error instanceof Error ? error.message : 'it failed' }));
      },
    );
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
}

async function answer(control: Control, request: IncomingMessage): Promise<unknown> {
  const verb = (request.url ?? '').slice(1).split('?')[0] ?? '';
  if (!verbs.includes(verb)) throw new Error(`Known: ${verbs.join(', ')}`);
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks).toString();
  const run = control[verb as keyof Control] as (options: unknown) => unknown;
  return run.call(control, body === '' ? {} : JSON.parse(body));
}
