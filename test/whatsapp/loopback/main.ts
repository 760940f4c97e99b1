// A pretended WhatsApp as a process of its own: node scripts/run-ts.mjs test/whatsapp/loopback/main.ts [port [control port]]
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serveControl } from './http.ts';
import { startLoopback } from './index.ts';

const [port = '0', controlPort = '0'] = process.argv.slice(2);
const loopback = await startLoopback({ port: Number(port) });
const control = await serveControl(loopback.control, Number(controlPort));
const ca = join(tmpdir(), `whatsapp-loopback-${process.pid}.pem`);
writeFileSync(ca, loopback.media.ca);
const about = {
  VENTANILLA_WHATSAPP_URL: loopback.url,
  VENTANILLA_WHATSAPP_ROOT_KEY: Buffer.from(loopback.root).toString('hex'),
  VENTANILLA_WHATSAPP_MEDIA_HOSTS: loopback.media.host,
  NODE_EXTRA_CA_CERTS: ca,
  control: control.url,
};
process.stdout.write(`${JSON.stringify(about)}\n`);
