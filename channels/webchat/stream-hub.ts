import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Logger } from '../../src/contracts/logger.ts';
import type { TakenOnce } from '../../src/contracts/sharing.ts';
import { AppError } from '../../src/errors/app-error.ts';
import { presentLines, presentTyping, type ViewerLinks } from './activity-out.ts';
import { UsedOnce } from './once.ts';
import type { WebchatLimits } from './options.ts';
import type { RateGates } from './rate-limits.ts';
import { errorBody, toAppError } from './respond.ts';
import type { Sites } from './sites.ts';
import { StreamPump } from './stream-pump.ts';
import type { StreamTicket, Tokens, Visitor } from './tokens.ts';
import type { TranscriptSource } from './transcript-source.ts';

const PATH = /^\/v3\/directline\/conversations\/([\w-]{1,64})\/stream$/;
/** A client sends nothing but empty pings. */
const LARGEST_CLIENT_FRAME = 1024;
const POLICY_VIOLATION = 1008;
const GOING_AWAY = 1001;
const INTERNAL_ERROR = 1011;

interface HubOptions {
  readonly tokens: Tokens;
  readonly sites: Sites;
  readonly gates: RateGates;
  readonly links: ViewerLinks;
  /** The log that a visitor's conversation is in. */
  readonly transcriptOf: (visitor: Visitor) => TranscriptSource;
  readonly limits: WebchatLimits;
  readonly logger: Logger;
  readonly now: () => Date;
  readonly usedElsewhere?: TakenOnce;
}

/** The WebSocket streams: who may open one, how many, and whether they still live. */
export class StreamHub {
  readonly #options: HubOptions;
  readonly #server = new WebSocketServer({
    noServer: true,
    maxPayload: LARGEST_CLIENT_FRAME,
    perMessageDeflate: false,
    clientTracking: false,
  });
  readonly #open = new Map<string, Set<WebSocket>>();
  readonly #alive = new WeakSet<WebSocket>();
  readonly #used: UsedOnce;
  #heartbeat: NodeJS.Timeout | undefined;
  #stopped = false;

  constructor(options: HubOptions) {
    this.#options = options;
    this.#used = new UsedOnce(options.now);
  }

  /** Streams open now. */
  get size(): number {
    let count = 0;
    for (const sockets of this.#open.values()) count += sockets.size;
    return count;
  }

  /** Takes the upgrade when it is a stream's address. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean {
    // Taken apart by hand: what a client sends as an address need not be one, and a throw here would end the process.
    const [path = '', query = ''] = (request.url ?? '').split('?', 2);
    const conversation = path.match(PATH)?.[1];
    if (conversation === undefined) return false;
    socket.on('error', () => socket.destroy());
    this.#admit(request, conversation, new URLSearchParams(query).get('t') ?? '').then(
      (ticket) => this.#server.handleUpgrade(request, socket, head, (stream) => this.#serve(stream, ticket)),
      (error: unknown) => refuse(socket, toAppError(error, this.#options.logger)),
    );
    return true;
  }

  /** Ends every stream; clients come back after their random pause, elsewhere or here. */
  stop(): void {
    this.#stopped = true;
    clearInterval(this.#heartbeat);
    for (const sockets of this.#open.values()) for (const socket of sockets) socket.close(GOING_AWAY, 'restarting');
  }

  /** Shows on the streams of a conversation that somebody writes; it is in no log, so it moves no watermark. */
  showTyping(conversation: string, name: string): void {
    const text = JSON.stringify({ activities: [presentTyping(conversation, name, this.#options.now())] });
    for (const socket of this.#open.get(conversation) ?? []) socket.send(text, () => undefined);
  }

  async #admit(request: IncomingMessage, conversation: string, token: string): Promise<StreamTicket> {
    if (this.#stopped) throw new AppError('STORE_CLOSED');
    const { tokens, sites, gates, limits, usedElsewhere } = this.#options;
    const ticket = await tokens.readStream(token);
    const { visitor } = ticket;
    if (visitor.conversation !== conversation) throw new AppError('CONVERSATION_NOT_YOURS');
    const { origin, host } = request.headers;
    if (!sites.allows(origin, host, sites.find(visitor.site))) throw new AppError('ORIGIN_REFUSED');
    await gates.take('reads', visitor.user);
    // The newest is refused, not the oldest closed: two tabs would take the stream from each other for ever.
    if ((this.#open.get(conversation)?.size ?? 0) >= limits.streams)
      throw new AppError('RATE_LIMITED', { seconds: 30 });
    if (!this.#used.take(ticket.once, limits.streamTokenSeconds)) throw new AppError('TOKEN_INVALID');
    if (usedElsewhere && !(await usedElsewhere.take(ticket.once, limits.streamTokenSeconds)))
      throw new AppError('TOKEN_INVALID');
    return ticket;
  }

  #serve(socket: WebSocket, { visitor, watermark, base }: StreamTicket): void {
    const { transcriptOf, limits, links, logger } = this.#options;
    const viewer = { user: visitor.user, conversation: visitor.conversation, base };
    const pump = new StreamPump({
      source: transcriptOf(visitor),
      address: visitor.conversation,
      position: watermark,
      page: limits.page,
      sink: (lines, from) => send(socket, JSON.stringify(presentLines(lines, from, viewer, links))),
      onError: (error) => {
        logger.warn({ err: error }, 'web chat stream failed');
        socket.close(INTERNAL_ERROR, 'try again');
      },
    });
    this.#keep(visitor.conversation, socket);
    socket.on('pong', () => this.#alive.add(socket));
    socket.on('message', (data: Buffer) => {
      this.#alive.add(socket);
      if (data.length > 0) socket.close(POLICY_VIOLATION, 'post activities by HTTP');
    });
    socket.on('error', () => socket.terminate());
    socket.on('close', () => {
      pump.end();
      this.#forget(visitor.conversation, socket);
    });
    pump.start();
  }

  #keep(conversation: string, socket: WebSocket): void {
    const sockets = this.#open.get(conversation) ?? new Set();
    this.#open.set(conversation, sockets.add(socket));
    this.#alive.add(socket);
    this.#heartbeat ??= setInterval(() => this.#beat(), this.#options.limits.heartbeatMs).unref();
    if (this.#stopped) socket.close(GOING_AWAY, 'restarting');
  }

  #forget(conversation: string, socket: WebSocket): void {
    const sockets = this.#open.get(conversation);
    sockets?.delete(socket);
    if (sockets?.size === 0) this.#open.delete(conversation);
  }

  #beat(): void {
    for (const sockets of this.#open.values()) {
      for (const socket of sockets) {
        if (this.#alive.delete(socket)) socket.ping();
        else socket.terminate();
      }
    }
  }
}

function send(socket: WebSocket, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.send(text, (error) => (error ? reject(error) : resolve()));
  });
}

function refuse(socket: Duplex, error: AppError): void {
  const body = JSON.stringify(errorBody(error));
  const head = [
    `HTTP/1.1 ${error.status} Refused`,
    'Connection: close',
    'Content-Type: application/json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}
