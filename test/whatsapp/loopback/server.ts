import { randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { BinaryNode, proto } from '@whiskeysockets/baileys';
import { WebSocketServer } from 'ws';
import { Connection, type ConnectionHandler } from './connection.ts';
import { Deliveries } from './deliveries.ts';
import type { Group } from './group.ts';
import { type Media, startMedia } from './media.ts';
import { child, seconds, userOf } from './nodes.ts';
import { type Certificate, makeCertificate } from './noise.ts';
import { Person, type PersonOptions } from './person.ts';
import { type Candidate, type Device, makePhone, type Phone } from './phone.ts';
import { answerQuery } from './queries.ts';

/** What the next messages or logins of a client meet; each use takes one off. */
export interface Faults {
  /** Messages that are taken and neither acknowledged nor delivered. */
  drop: number;
  /** Messages that are refused with a code. */
  nack: { code: number; count: number };
  /** Messages that are delivered and not acknowledged. */
  unacknowledged: number;
  /** Logins that are refused with a reason. */
  refuse: { code: number; count: number };
  /** Messages to the client whose ciphertext is spoiled. */
  corrupt: number;
  /** Messages of the client that whoever gets them cannot read. */
  illegible: number;
  /** Questions about people (who they are, their keys) that nobody answers. */
  unanswered: number;
}

/** The state of the pretended WhatsApp, shared by its parts. */
export class World {
  readonly phones = new Map<string, Phone>();
  readonly people = new Map<string, Person>();
  readonly groups = new Map<string, Group>();
  readonly candidates: Candidate[] = [];
  readonly connections = new Map<Connection, Device | null>();
  readonly faults: Faults = {
    drop: 0,
    nack: { code: 0, count: 0 },
    unacknowledged: 0,
    refuse: { code: 0, count: 0 },
    corrupt: 0,
    illegible: 0,
    unanswered: 0,
  };
  /** False: nobody gets in, with status 503. */
  open = true;
  readonly deliveries = new Deliveries(this);
  media: Media | null = null;
  readonly logins: { device: string; at: Date }[] = [];

  /** A person, made at the first mention. */
  person(options: PersonOptions): Person {
    const known = this.people.get(options.phone);
    if (known) return known;
    const person = new Person(options);
    this.people.set(options.phone, person);
    return person;
  }

  /** One of our numbers, made at the first mention. */
  phone(phone: string, lid?: string): Phone {
    const known = this.phones.get(phone);
    if (known) return known;
    const made = makePhone({ phone, name: 'Mesa', ...(lid ? { lid } : {}) });
    this.phones.set(phone, made);
    return made;
  }

  /** Whoever an address belongs to. */
  find(jid: string): Person | undefined {
    const user = userOf(jid);
    const everybody: Person[] = [...this.phones.values(), ...this.people.values()];
    return this.people.get(user) ?? this.phones.get(user) ?? everybody.find((one) => one.is(jid));
  }

  devices(phone?: string): Device[] {
    const phones = phone === undefined ? [...this.phones.values()] : [this.phones.get(phone)];
    return phones.flatMap((one) => [...(one?.devices.values() ?? [])]);
  }
}

/** A running pretended WhatsApp. */
export interface LoopbackServer {
  readonly world: World;
  /** `ws://…`: what a client connects to. */
  readonly url: string;
  /** Public key of the root that its certificate chain ends in. */
  readonly root: Uint8Array;
  readonly media: Media;
  close(): Promise<void>;
}

/** Starts it on a free port of 127.0.0.1, or on the one given. `certificate`: another chain, to be refused. */
export async function startServer(options: { port?: number; certificate?: Certificate } = {}): Promise<LoopbackServer> {
  const certificate = options.certificate ?? makeCertificate();
  const world = new World();
  const media = await startMedia();
  world.media = media;
  const http = createServer();
  const sockets = new WebSocketServer({
    server: http,
    verifyClient: (_info, done) => done(world.open, world.open ? undefined : 503),
  });
  sockets.on('connection', (socket) => {
    world.connections.set(new Connection(socket, certificate, handlerOf(world)), null);
  });
  await listen(http, options.port ?? 0);
  const { port } = http.address() as AddressInfo;
  return {
    world,
    url: `ws://127.0.0.1:${port}/ws/chat`,
    root: certificate.root.public,
    media,
    async close() {
      for (const connection of world.connections.keys()) connection.cut();
      for (const one of [...world.people.values(), ...world.phones.values()]) one.close();
      sockets.close();
      await Promise.all([media.close(), new Promise((resolve) => http.close(resolve))]);
    },
  };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
}

function handlerOf(world: World): ConnectionHandler {
  return {
    hello: (connection, client) => greet(world, connection, client),
    async stanza(connection, node) {
      if (node.tag === 'iq') return answerQuery(world, connection, node);
      const device = world.connections.get(connection) ?? null;
      if (device) await world.deliveries.take(device, node);
    },
    gone(connection) {
      const device = world.connections.get(connection);
      if (device?.connection === connection) device.connection = null;
      world.connections.delete(connection);
      const at = world.candidates.findIndex((one) => one.connection === connection);
      if (at >= 0) world.candidates.splice(at, 1);
    },
  };
}

function greet(world: World, connection: Connection, client: proto.ClientPayload): void {
  const { refuse } = world.faults;
  if (refuse.count > 0) {
    refuse.count -= 1;
    fail(connection, refuse.code);
    return;
  }
  if (client.devicePairingData) {
    offerPairing(world, connection, client.devicePairingData);
    return;
  }
  const device = world.phones.get(String(client.username))?.devices.get(client.device ?? 0);
  if (!device) {
    fail(connection, 401);
    return;
  }
  const before = device.connection;
  if (before) {
    before.send(streamError('', [{ tag: 'conflict', attrs: { type: 'replaced' } }]));
    before.close();
  }
  device.connection = connection;
  world.connections.set(connection, device);
  world.logins.push({ device: device.jid, at: new Date() });
  const lid = device.lid;
  connection.send({ tag: 'success', attrs: { t: seconds(), lid, location: 'loopback' } });
}

function offerPairing(
  world: World,
  connection: Connection,
  pairing: proto.ClientPayload.IDevicePairingRegistrationData,
): void {
  const refs = Array.from({ length: 6 }, () => `2@${randomBytes(16).toString('base64url')}`);
  world.candidates.push({ connection, pairing, refs });
  connection.send({
    tag: 'iq',
    attrs: { id: `refs-${refs[0]?.slice(2, 8)}`, type: 'set', from: 's.whatsapp.net', xmlns: 'md' },
    content: [
      {
        tag: 'pair-device',
        attrs: {},
        content: refs.map((ref) => ({ tag: 'ref', attrs: {}, content: Buffer.from(ref) })),
      },
    ],
  });
}

function fail(connection: Connection, code: number): void {
  connection.send({ tag: 'failure', attrs: { reason: String(code), location: 'loopback' } });
  connection.close();
}

/** The end of a stream with its code, or with the node that says why. */
export function streamError(code: string, content?: BinaryNode[]): BinaryNode {
  return { tag: 'stream:error', attrs: code === '' ? {} : { code }, ...(content ? { content } : {}) };
}

/** The client sends this back when it has signed: from then on it is linked. */
export function isPairingSigned(node: BinaryNode): boolean {
  return node.attrs.type === 'result' && child(node, 'pair-device-sign') !== undefined;
}
