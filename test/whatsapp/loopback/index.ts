/** A pretended WhatsApp on loopback: docs/channels/whatsapp-loopback.md. */
import { Control } from './control.ts';
import type { Certificate } from './noise.ts';
import { type LoopbackServer, startServer } from './server.ts';

export type { Received } from './deliveries.ts';
export { makeCertificate } from './noise.ts';
export { Control };

/** A running one, with what a test does to it. */
export interface Loopback extends Pick<LoopbackServer, 'url' | 'root' | 'media' | 'world' | 'close'> {
  readonly control: Control;
}

/** Starts it in this process. */
export async function startLoopback(options: { port?: number; certificate?: Certificate } = {}): Promise<Loopback> {
  const server = await startServer(options);
  return { ...server, control: new Control(server) };
}
