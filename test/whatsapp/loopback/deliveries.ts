import { randomBytes } from 'node:crypto';
import { type BinaryNode, proto } from '@whiskeysockets/baileys';
import type { Group } from './group.ts';
import { bytesOf, child, children, numberOf, seconds, userOf } from './nodes.ts';
import type { Person, Sealed } from './person.ts';
import { bundleOf, type Device, Phone } from './phone.ts';
import type { World } from './server.ts';

/** A message that one of our numbers sent, as it reached somebody. */
export interface Received {
  readonly id: string;
  /** Phone of whoever got it. */
  readonly person: string;
  /** The chat: the address it was sent to. */
  readonly to: string;
  readonly text: string;
  /** The whole content, for what has no text. */
  readonly content: proto.IMessage;
  readonly at: Date;
}

/** Something that somebody sends to one of our numbers. */
export interface Said {
  readonly id: string;
  readonly person: Person;
  readonly device: Device;
  readonly content: proto.IMessage;
  readonly group?: Group;
  /** Our own telephone writes: whom to. */
  readonly recipient?: Person;
  readonly at: Date;
}

/** Carries messages and receipts between people and linked devices. */
export class Deliveries {
  readonly received: Received[] = [];
  /** What clients told: read, delivery, retry, by message id. */
  readonly receipts: { id: string; type: string; to: string }[] = [];
  readonly presences: { to: string; state: string }[] = [];
  readonly said = new Map<string, Said>();
  /** Which stanzas went out, to be sent once more. */
  readonly #sent = new Map<string, BinaryNode>();
  /** How often a client asked for a message again and has not refused the copy before yet. */
  readonly #asked = new Map<string, number>();
  /** What people could not read and asked for again, and have not got yet. */
  readonly #missing = new Map<string, { node: BinaryNode; person: Person }>();
  readonly #listeners = new Set<() => void>();
  readonly #world: World;
  /** People who do not tell that they got something. */
  quiet = false;

  constructor(world: World) {
    this.#world = world;
  }

  /** Resolves when the next thing happens. */
  changed(): Promise<void> {
    return new Promise((resolve) => {
      const once = () => {
        this.#listeners.delete(once);
        resolve();
      };
      this.#listeners.add(once);
    });
  }

  /** Messages of ours that phones could not read, and asked for again without having got them. */
  get unread(): number {
    return this.#missing.size;
  }

  /** Encrypts and delivers; to a device that is away, when it comes back. */
  async say(said: Said): Promise<void> {
    this.said.set(said.id, said);
    const node = await this.#seal(said, {});
    this.deliver(said.device, node);
  }

  deliver(device: Device, node: BinaryNode): void {
    this.#sent.set(keyOf(node), node);
    device.waiting.set(keyOf(node), node);
    device.connection?.send(node);
  }

  /** The same stanza once more, as a server does that missed the receipt. */
  redeliver(id: string, device: Device, offline = false): void {
    const node = this.#sent.get(`message ${id}`);
    if (!node) throw new Error(`Nothing was sent under ${id}.`);
    device.connection?.send(offline ? { ...node, attrs: { ...node.attrs, offline: '1' } } : node);
  }

  /** What waited for a device while it was away. */
  catchUp(device: Device): void {
    // A refusal that was on its way over the old connection is lost with it.
    this.#asked.clear();
    const waiting = [...device.waiting.values()];
    const count = String(waiting.length);
    const send = (node: BinaryNode) => device.connection?.send(node);
    send({
      tag: 'ib',
      attrs: { from: 's.whatsapp.net' },
      content: [{ tag: 'offline_preview', attrs: { count, message: count, receipt: '0', notification: '0' } }],
    });
    // Phones ask for a message again and again until they can read it.
    const missing = [...this.#missing.values()];
    for (const node of waiting) send({ ...node, attrs: { ...node.attrs, offline: '1' } });
    send({ tag: 'ib', attrs: { from: 's.whatsapp.net' }, content: [{ tag: 'offline', attrs: { count } }] });
    for (const { node, person } of missing) this.#askAgain(device, node, person);
  }

  /** A stanza of a client. */
  async take(device: Device, node: BinaryNode): Promise<void> {
    if (node.tag === 'message') await this.#takeMessage(device, node);
    if (node.tag === 'receipt') await this.#takeReceipt(device, node);
    if (node.tag === 'ack') this.#takeAck(device, node);
    if (node.tag === 'chatstate' || node.tag === 'presence') {
      const state = node.tag === 'presence' ? (node.attrs.type ?? '') : (children(node)[0]?.tag ?? '');
      this.presences.push({ to: node.attrs.to ?? '', state });
    }
    for (const listener of [...this.#listeners]) listener();
  }

  /** The refusal that comes with asking again says nothing of the copy that is on its way; one more refuses that copy too. */
  #takeAck({ waiting }: Device, { attrs }: BinaryNode): void {
    const { id = '', error } = attrs;
    const asked = this.#asked.get(id) ?? 0;
    if (error !== undefined && asked > 0) {
      this.#asked.set(id, asked - 1);
      return;
    }
    waiting.delete(`${attrs.class} ${id}`);
  }

  async #takeMessage(device: Device, node: BinaryNode): Promise<void> {
    const { faults } = this.#world;
    const { id = '', to = '' } = node.attrs;
    const ack = { id, class: 'message', from: to, t: seconds() };
    if (faults.drop > 0) {
      faults.drop -= 1;
      return;
    }
    if (faults.nack.count > 0) {
      faults.nack.count -= 1;
      device.connection?.send({ tag: 'ack', attrs: { ...ack, error: String(faults.nack.code) } });
      return;
    }
    if (faults.unacknowledged > 0) faults.unacknowledged -= 1;
    else device.connection?.send({ tag: 'ack', attrs: ack });
    const own = children(child(node, 'participants'), 'to');
    const direct = child(node, 'enc');
    const parts = own.map((part) => ({ jid: part.attrs.jid ?? '', enc: child(part, 'enc') }));
    const forGroup = direct?.attrs.type === 'skmsg' ? direct : null;
    if (direct && !forGroup) parts.push({ jid: node.attrs.participant ?? to, enc: direct });
    for (const { jid, enc } of parts) if (enc) await this.#open(device, node, { jid, enc });
    if (forGroup) await this.#openForGroup(device, node, forGroup);
  }

  async #open(device: Device, node: BinaryNode, part: { jid: string; enc: BinaryNode }): Promise<void> {
    const person = this.#world.find(part.jid);
    if (!person) return;
    const { faults } = this.#world;
    if (faults.illegible > 0 && !(person instanceof Phone)) {
      faults.illegible -= 1;
      spoil(part.enc);
    }
    const sealed = { type: part.enc.attrs.type ?? '', bytes: bytesOf(part.enc) };
    try {
      const message = await person.open(device.jid, sealed);
      if (message.senderKeyDistributionMessage) await person.learn(device.jid, message);
      const content = message.deviceSentMessage?.message ?? message;
      if (isContent(content)) this.#keep(device, node, person, content);
    } catch {
      this.#askAgain(device, node, person);
    }
  }

  async #openForGroup(device: Device, node: BinaryNode, enc: BinaryNode): Promise<void> {
    const group = this.#world.groups.get(node.attrs.to ?? '');
    for (const member of group?.members ?? []) {
      if (member instanceof Phone) continue;
      try {
        const content = await member.openForGroup(node.attrs.to ?? '', device.jid, bytesOf(enc));
        this.#keep(device, node, member, content);
      } catch {
        this.#askAgain(device, node, member);
      }
    }
  }

  #keep(device: Device, node: BinaryNode, person: Person, content: proto.IMessage): void {
    const { id = '', to = '' } = node.attrs;
    this.#missing.delete(`${person.phone} ${id}`);
    this.received.push({ id, person: person.phone, to, text: textOf(content), content, at: new Date() });
    if (person instanceof Phone || this.quiet) return;
    this.receipt(device, { id, to, person });
  }

  /** Somebody got a message, or read it. */
  receipt(device: Device, about: { id: string; to: string; person: Person; type?: string }): void {
    const { id, to, person, type } = about;
    const isGroup = to.endsWith('@g.us');
    const attrs = {
      ...{ id, from: isGroup ? to : to.split(':')[0]?.includes('@') ? to : person.jid, t: seconds() },
      ...(isGroup ? { participant: person.jid } : {}),
      ...(type ? { type } : {}),
    };
    this.deliver(device, { tag: 'receipt', attrs });
  }

  /** A phone that cannot read a message asks for it again. */
  #askAgain(device: Device, node: BinaryNode, person: Person): void {
    const { id = '', to = '', t = seconds() } = node.attrs;
    this.#missing.set(`${person.phone} ${id}`, { node, person });
    const isGroup = to.endsWith('@g.us');
    this.deliver(device, {
      tag: 'receipt',
      attrs: { id, from: to, type: 'retry', t, ...(isGroup ? { participant: person.jid } : {}) },
      content: [
        { tag: 'retry', attrs: { count: '1', id, t, v: '1' } },
        { tag: 'registration', attrs: {}, content: registration(person) },
      ],
    });
  }

  async #takeReceipt(device: Device, node: BinaryNode): Promise<void> {
    const { id = '', type = '', to = '' } = node.attrs;
    const ids = [id, ...children(child(node, 'list'), 'item').map(({ attrs }) => attrs.id ?? '')];
    for (const one of ids) {
      this.receipts.push({ id: one, type, to });
      if (type === 'retry') this.#asked.set(one, (this.#asked.get(one) ?? 0) + 1);
      else device.waiting.delete(`message ${one}`);
    }
    device.connection?.send({ tag: 'ack', attrs: { id, class: 'receipt', from: to, ...(type ? { type } : {}) } });
    const said = type === 'retry' ? this.said.get(id) : undefined;
    if (!said) return;
    await said.person.forget(device.jid);
    const again = await this.#seal(said, { retry: node });
    this.deliver(device, again);
  }

  async #seal(said: Said, { retry }: { retry?: BinaryNode }): Promise<BinaryNode> {
    const { person, device, content, group, recipient } = said;
    const begin = () => (retry ? (bundleIn(retry) ?? bundleOf(device)) : bundleOf(device));
    const count = child(retry, 'retry')?.attrs.count;
    const encs: BinaryNode[] = [];
    if (group) {
      const { keys, ...sealed } = await person.sealForGroup(group.jid, content);
      encs.push(encNode(await person.seal(device.jid, keys, begin), count), encNode(sealed, count));
    } else {
      const own = { deviceSentMessage: { destinationJid: recipient?.jid ?? '', message: content } };
      encs.push(encNode(await person.seal(device.jid, recipient ? own : content, begin), count));
    }
    if (this.#world.faults.corrupt > 0) {
      this.#world.faults.corrupt -= 1;
      spoil(encs[encs.length - 1]);
    }
    return { tag: 'message', attrs: this.#attrsOf(said), content: encs };
  }

  #attrsOf({ id, person, group, recipient, at }: Said): Record<string, string> {
    const other: Record<string, string> =
      person.addressing === 'lid' ? { sender_pn: person.pn } : { sender_lid: person.lid };
    const base = { id, type: 'text', t: seconds(at), notify: person.name };
    if (recipient) return { ...base, from: person.pn, recipient: recipient.jid, ...recipientAlt(recipient) };
    if (!group) return { ...base, from: person.jid, ...(person.hidden ? {} : other) };
    const inGroup: Record<string, string> =
      group.addressing === 'lid' ? { participant_pn: person.pn } : { participant_lid: person.lid };
    const addressing = { participant: person[group.addressing], addressing_mode: group.addressing };
    return { ...base, from: group.jid, ...addressing, ...(person.hidden ? {} : inGroup) };
  }
}

function recipientAlt(recipient: Person): Record<string, string> {
  if (recipient.hidden) return {};
  return recipient.addressing === 'lid' ? { peer_recipient_pn: recipient.pn } : { peer_recipient_lid: recipient.lid };
}

/** What a text message says; empty for what is no text. */
export function textOf(content: proto.IMessage): string {
  const { imageMessage, documentMessage, videoMessage, protocolMessage } = content;
  return (
    content.conversation ??
    content.extendedTextMessage?.text ??
    imageMessage?.caption ??
    documentMessage?.caption ??
    videoMessage?.caption ??
    protocolMessage?.editedMessage?.conversation ??
    ''
  );
}

/** A new message id, as phones make them. */
export function newMessageId(): string {
  return `3A${randomBytes(9).toString('hex').toUpperCase()}`;
}

function isContent({ senderKeyDistributionMessage, ...rest }: proto.IMessage): boolean {
  const { messageContextInfo, ...said } = proto.Message.fromObject(rest).toJSON();
  return Object.keys(said).length > 0 || (senderKeyDistributionMessage === undefined && messageContextInfo === null);
}

function keyOf(node: BinaryNode): string {
  return `${node.tag} ${node.attrs.id}`;
}

function encNode({ type, bytes }: Sealed, count?: string): BinaryNode {
  return { tag: 'enc', attrs: { v: '2', type, ...(count ? { count } : {}) }, content: bytes };
}

function spoil(node: BinaryNode | undefined): void {
  const bytes = bytesOf(node);
  const at = bytes.length - 4;
  bytes[at] = (bytes[at] ?? 0) ^ 0xff;
  if (node) node.content = bytes;
}

function registration(person: Person): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(person.registrationId);
  return bytes;
}

/** The keys that come with a second request. */
function bundleIn(retry: BinaryNode) {
  const keys = child(retry, 'keys');
  const signed = child(keys, 'skey');
  const once = child(keys, 'key');
  if (!keys || !signed || !once) return null;
  return {
    registrationId: numberOf(child(retry, 'registration')),
    identity: bytesOf(child(keys, 'identity')),
    signed: {
      id: numberOf(child(signed, 'id')),
      key: bytesOf(child(signed, 'value')),
      signature: bytesOf(child(signed, 'signature')),
    },
    once: { id: numberOf(child(once, 'id')), key: bytesOf(child(once, 'value')) },
  };
}

/** Whom a chat's address belongs to, as the phone number. */
export function phoneIn(jid: string): string {
  return userOf(jid);
}
