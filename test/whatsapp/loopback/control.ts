import { readFileSync, rmSync } from 'node:fs';
import { encryptedStream, proto } from '@whiskeysockets/baileys';
import { newMessageId, type Received } from './deliveries.ts';
import { userOf } from './nodes.ts';
import type { PersonOptions } from './person.ts';
import type { Device } from './phone.ts';
import { type LoopbackServer, streamError, type World } from './server.ts';

/** Something that a person says. */
export interface SayOptions {
  /** Phone of whoever speaks; a person is made at the first word. */
  readonly from: string;
  /** Phone of our number. */
  readonly to: string;
  readonly text?: string;
  /** Any other content, as `proto.Message` has it in JSON; before `text`. */
  readonly content?: proto.IMessage;
  /** Answers this message. */
  readonly replyTo?: string;
  /** Says it in a group. */
  readonly group?: string;
  readonly id?: string;
  readonly at?: string;
}

/** How a connection ends. */
export type Ending =
  /** A code in the stream's error: 401, 403, 440, 500, 503, 515 … */
  | { readonly code: number }
  /** `close`: an orderly end · `cut`: no goodbye · `silence`: the line stays and nobody answers · `removed`: unlinked. */
  | { readonly how: 'close' | 'cut' | 'silence' | 'removed' | 'end' };

/** What a test does with the pretended WhatsApp. The same verbs stand behind the HTTP control API. */
export class Control {
  readonly #server: LoopbackServer;
  readonly #world: World;

  constructor(server: LoopbackServer) {
    this.#server = server;
    this.#world = server.world;
  }

  get url(): string {
    return this.#server.url;
  }

  /** Makes a person, or changes how they are addressed. */
  person(options: PersonOptions): { phone: string; lid: string } {
    const person = this.#world.person(options);
    if (options.addressing) person.addressing = options.addressing;
    if (options.hidden !== undefined) person.hidden = options.hidden;
    return { phone: person.phone, lid: person.lidUser };
  }

  /** The phone of a number scans a QR: the text that the client shows. */
  scan({ qr, phone }: { qr: string; phone: string }): { ok: true } {
    const [ref = '', , , adv = ''] = (qr.split('#')[1] ?? '').split(',');
    const candidate = this.#world.candidates.find(({ refs }) => refs.includes(ref));
    if (!candidate) throw new Error('Nobody shows this code any more.');
    candidate.connection.send(this.#world.phone(phone).scan(candidate, Buffer.from(adv, 'base64')));
    return { ok: true };
  }

  /** The phone of a number types the eight characters that the client shows. */
  async enterCode({ code, phone }: { code: string; phone: string }): Promise<{ ok: true }> {
    const candidate = this.#world.candidates.find(({ hello }) => hello?.phone === phone);
    if (!candidate) throw new Error('No client asked to be linked to this number.');
    candidate.connection.send(await this.#world.phone(phone).enterCode(candidate, code.replace(/\W/g, '')));
    return { ok: true };
  }

  /** A person says something to all devices of our number. Gives the message's id. */
  async say(options: SayOptions): Promise<{ id: string }> {
    const { from, to, group, id = newMessageId(), at } = options;
    const person = this.#world.people.get(from) ?? this.#world.person({ phone: from });
    const inGroup = group === undefined ? undefined : this.#world.groups.get(group);
    const content = contentOf(options);
    for (const device of this.#devices(to)) {
      await this.#world.deliveries.say({
        ...{ id, person, device, content, at: at ? new Date(at) : new Date() },
        ...(inGroup ? { group: inGroup } : {}),
      });
    }
    return { id };
  }

  /** Our own telephone writes to a person: the linked devices get a copy. */
  async sayFromPhone({ phone, to, ...rest }: Omit<SayOptions, 'from'> & { phone: string }): Promise<{ id: string }> {
    const id = rest.id ?? newMessageId();
    const recipient = this.#world.people.get(to) ?? this.#world.person({ phone: to });
    const content = contentOf({ ...rest, from: phone, to });
    const person = this.#world.phone(phone);
    for (const device of this.#devices(phone)) {
      await this.#world.deliveries.say({ id, person, device, content, recipient, at: new Date() });
    }
    return { id };
  }

  /** A person sends a file: encrypted and kept as WhatsApp does. */
  async sendFile(options: {
    from: string;
    to: string;
    kind: 'image' | 'document' | 'audio' | 'video' | 'sticker';
    base64: string;
    mediaType: string;
    name?: string;
    caption?: string;
    voice?: boolean;
    /** Another host than the real one: what a forger would write. */
    host?: string;
    group?: string;
  }): Promise<{ id: string }> {
    const { kind, base64, mediaType, name, caption, voice, host, ...rest } = options;
    const sealed = await encryptedStream(Buffer.from(base64, 'base64'), kind);
    const bytes = readFileSync(sealed.encFilePath);
    rmSync(sealed.encFilePath, { force: true });
    const { url, directPath } = this.#server.media.put(bytes);
    const media = {
      ...{ url: host ? url.replace(this.#server.media.host, host) : url, directPath, mimetype: mediaType },
      ...{ mediaKey: sealed.mediaKey, fileSha256: sealed.fileSha256, fileEncSha256: sealed.fileEncSha256 },
      ...{ fileLength: sealed.fileLength, mediaKeyTimestamp: Math.floor(Date.now() / 1000) },
      ...(caption ? { caption } : {}),
      ...(voice ? { ptt: true } : {}),
      ...(name ? { fileName: name, title: name } : {}),
    };
    return this.say({ ...rest, content: { [`${kind}Message`]: media } });
  }

  /** What people got; only one person's, or after so many. */
  inbox({ person, after = 0 }: { person?: string; after?: number } = {}): Received[] {
    const all = this.#world.deliveries.received.filter((one) => person === undefined || one.person === person);
    return all.slice(after);
  }

  /** Resolves with a person's inbox once so many are in it; throws when the time is over. */
  async waitFor(wanted: { person: string; count: number; ms?: number }): Promise<Received[]> {
    const { person, count, ms = 10_000 } = wanted;
    const until = Date.now() + ms;
    for (;;) {
      const found = this.inbox({ person });
      if (found.length >= count) return found;
      const left = until - Date.now();
      if (left <= 0) throw new Error(`${person} got ${found.length} of ${count}.`);
      await Promise.race([this.#world.deliveries.changed(), pause(left)]);
    }
  }

  /** Resolves when the clients have taken everything that was sent to them. */
  async settled({ ms = 10_000 }: { ms?: number } = {}): Promise<void> {
    const until = Date.now() + ms;
    const isWaiting = ({ waiting }: Device) => [...waiting.keys()].some((key) => key.startsWith('message '));
    while (this.#world.devices().some(isWaiting)) {
      if (Date.now() > until) throw new Error('A client did not take what it was sent.');
      await Promise.race([this.#world.deliveries.changed(), pause(200)]);
    }
  }

  receipts(): { id: string; type: string; to: string }[] {
    return this.#world.deliveries.receipts;
  }

  presences(): { to: string; state: string }[] {
    return this.#world.deliveries.presences;
  }

  logins(): { device: string; at: Date }[] {
    return this.#world.logins;
  }

  /** A person opens a message that they got. */
  read({ person, id, type = 'read' }: { person: string; id: string; type?: string }): void {
    const got = this.#world.deliveries.received.find((one) => one.person === person && one.id === id);
    const reader = this.#world.people.get(person);
    if (!got || !reader) throw new Error('This person did not get this message.');
    for (const device of this.#world.devices()) {
      this.#world.deliveries.receipt(device, { id, to: got.to, person: reader, type });
    }
  }

  /** People do not tell any more that they got something. */
  quiet({ value = true }: { value?: boolean } = {}): void {
    this.#world.deliveries.quiet = value;
  }

  /** The next messages of our number are swallowed. */
  drop({ count = 1 }: { count?: number } = {}): void {
    this.#world.faults.drop = count;
  }

  /** The next messages of our number reach people and are not acknowledged. */
  withhold({ count = 1 }: { count?: number } = {}): void {
    this.#world.faults.unacknowledged = count;
  }

  /** The next messages of our number are refused. */
  nack({ code, count = 1 }: { code: number; count?: number }): void {
    this.#world.faults.nack = { code, count };
  }

  /** The next logins are refused with a reason: 401, 403, 405, 503. */
  refuse({ code, count = 1 }: { code: number; count?: number }): void {
    this.#world.faults.refuse = { code, count };
  }

  /** The ciphertext of the next messages to our number is spoiled. */
  corrupt({ count = 1 }: { count?: number } = {}): void {
    this.#world.faults.corrupt = count;
  }

  /** The next copies of our messages cannot be read by whoever gets them, who asks for each again. */
  illegible({ count = 1 }: { count?: number } = {}): void {
    this.#world.faults.illegible = count;
  }

  /** The next questions of our number about people, who they are and their keys, get no answer. */
  mute({ count = 1 }: { count?: number } = {}): void {
    this.#world.faults.unanswered = count;
  }

  /** How many questions are still to go without an answer. */
  muted(): number {
    return this.#world.faults.unanswered;
  }

  /** A person lost their session with our number: what comes next they must ask for again. */
  async forget({ person, phone }: { person: string; phone: string }): Promise<void> {
    for (const device of this.#devices(phone)) await this.#world.people.get(person)?.forget(device.jid);
  }

  /** The same stanza once more. */
  redeliver({ id, phone, offline = false }: { id: string; phone: string; offline?: boolean }): void {
    for (const device of this.#devices(phone)) this.#world.deliveries.redeliver(id, device, offline);
  }

  /** Nobody gets in (503), and whoever is in falls out; what is said meanwhile waits. */
  offline({ value }: { value: boolean }): void {
    this.#world.open = !value;
    if (value) for (const connection of [...this.#world.connections.keys()]) connection.cut();
  }

  /** Ends the connections of a number, or of all. */
  disconnect({ phone, ...ending }: { phone?: string } & Ending): void {
    for (const device of this.#world.devices(phone)) this.#end(device, ending);
  }

  /** Makes a group; the first of the members is its administrator. Gives its address. */
  group(options: { subject: string; members: string[]; addressing?: 'pn' | 'lid' }): { jid: string } {
    const { subject, members, addressing = 'pn' } = options;
    const jid = `1203630${this.#world.groups.size + 10_000_000_000}@g.us`;
    const find = (phone: string) => this.#world.phones.get(phone) ?? this.#world.person({ phone });
    this.#world.groups.set(jid, { jid, subject, members: members.map(find), addressing });
    return { jid };
  }

  /** Changes who is in a group, and tells the linked devices. */
  regroup({ jid, members, subject }: { jid: string; members?: string[]; subject?: string }): void {
    const group = this.#world.groups.get(jid);
    if (!group) throw new Error(`There is no group ${jid}.`);
    if (subject !== undefined) {
      group.subject = subject;
      this.#notify(jid, { tag: 'subject', attrs: { subject, s_t: '1700000001' } });
    }
    if (!members) return;
    const find = (phone: string) => this.#world.phones.get(phone) ?? this.#world.person({ phone });
    const gone = group.members.filter(({ phone }) => !members.includes(phone));
    const come = members.filter((phone) => !group.members.some((one) => one.phone === phone)).map(find);
    group.members = members.map(find);
    for (const [tag, people] of [
      ['remove', gone],
      ['add', come],
    ] as const) {
      if (people.length === 0) continue;
      const content = people.map((one) => ({ tag: 'participant', attrs: { jid: one[group.addressing] } }));
      this.#notify(jid, { tag, attrs: {}, content });
    }
  }

  #notify(jid: string, content: { tag: string; attrs: Record<string, string>; content?: never[] | object[] }): void {
    const admin = this.#world.groups.get(jid)?.members[0]?.pn ?? '';
    for (const device of this.#world.devices()) {
      this.#world.deliveries.deliver(device, {
        tag: 'notification',
        attrs: {
          id: newMessageId(),
          from: jid,
          type: 'w:gp2',
          participant: admin,
          t: String(Math.floor(Date.now() / 1000)),
        },
        content: [content as never],
      });
    }
  }

  #end(device: Device, ending: Ending): void {
    const { connection } = device;
    if ('how' in ending && ending.how === 'removed')
      this.#world.phones.get(userOf(device.jid))?.devices.delete(device.number);
    if (!connection) return;
    if ('code' in ending) {
      const replaced = ending.code === 440;
      connection.send(
        replaced
          ? streamError('', [{ tag: 'conflict', attrs: { type: 'replaced' } }])
          : streamError(String(ending.code)),
      );
      connection.close();
      return;
    }
    if (ending.how === 'silence') connection.muted = true;
    if (ending.how === 'cut') connection.cut();
    if (ending.how === 'close') connection.close();
    if (ending.how === 'end') connection.send({ tag: 'xmlstreamend', attrs: {} });
    if (ending.how === 'removed') {
      connection.send(streamError('401', [{ tag: 'conflict', attrs: { type: 'device_removed' } }]));
      connection.close();
    }
  }

  #devices(phone: string): Device[] {
    const devices = this.#world.devices(phone);
    if (devices.length === 0) throw new Error(`No device is linked to ${phone}.`);
    return devices;
  }
}

function contentOf({ text = '', content, replyTo, to }: SayOptions): proto.IMessage {
  if (content) return proto.Message.fromObject(content);
  if (replyTo === undefined) return { conversation: text };
  const contextInfo = { stanzaId: replyTo, participant: `${to}@s.whatsapp.net`, quotedMessage: { conversation: '…' } };
  return { extendedTextMessage: { text, contextInfo } };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms).unref();
  });
}
