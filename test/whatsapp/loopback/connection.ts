import { type BinaryNode, decodeBinaryNode, encodeBinaryNode, type proto } from '@whiskeysockets/baileys';
import type { WebSocket } from 'ws';
import { type Certificate, Frames, framed, Handshake, type Transport } from './noise.ts';

/** What the server does with a connection. */
export interface ConnectionHandler {
  hello(connection: Connection, client: proto.ClientPayload): void;
  stanza(connection: Connection, node: BinaryNode): Promise<void>;
  gone(connection: Connection): void;
}

/** One WebSocket of a client: handshake, then encrypted stanzas both ways, in order. */
export class Connection {
  /** Nothing is answered any more, and the line stays open. */
  muted = false;
  readonly #socket: WebSocket;
  readonly #frames = new Frames();
  readonly #handshake: Handshake;
  readonly #handler: ConnectionHandler;
  #transport: Transport | null = null;
  #steps = 0;
  #work: Promise<void> = Promise.resolve();

  constructor(socket: WebSocket, certificate: Certificate, handler: ConnectionHandler) {
    this.#socket = socket;
    this.#handshake = new Handshake(certificate);
    this.#handler = handler;
    socket.on('message', (data: Buffer) => {
      try {
        for (const frame of this.#frames.push(data)) this.#take(frame);
      } catch {
        // What is said before the handshake is over, or outside of the encryption, ends the connection.
        socket.terminate();
      }
    });
    socket.on('close', () => handler.gone(this));
    socket.on('error', () => socket.terminate());
  }

  send(node: BinaryNode): void {
    if (this.muted || this.#transport === null || this.#socket.readyState !== this.#socket.OPEN) return;
    this.#socket.send(framed(this.#transport.encrypt(encodeBinaryNode(node))));
  }

  close(): void {
    this.#socket.close();
  }

  /** Without goodbye, as a cut line. */
  cut(): void {
    this.#socket.terminate();
  }

  #take(frame: Buffer): void {
    if (this.#transport !== null) {
      const plain = this.#transport.decrypt(frame);
      this.#work = this.#work.then(async () => {
        if (this.muted) return;
        await this.#handler.stanza(this, await decodeBinaryNode(plain));
      });
      this.#work = this.#work.catch((error: unknown) => {
        process.stderr.write(`loopback: ${error instanceof Error ? error.stack : String(error)}\n`);
      });
      return;
    }
    this.#steps += 1;
    if (this.#steps === 1) {
      this.#socket.send(framed(this.#handshake.answer(frame)));
      return;
    }
    const { payload, transport } = this.#handshake.finish(frame);
    this.#transport = transport;
    this.#handler.hello(this, payload);
  }
}
