import {
  type BinaryNode,
  Curve,
  DEFAULT_CONNECTION_CONFIG,
  encodeWAMessage,
  generateSignalPubKey,
  type KeyPair,
  proto,
  type SignalDataSet,
  type SignalDataTypeMap,
  type SignalKeyStoreWithTransaction,
  type SignedKeyPair,
  signedKeyPair,
  unpadRandomMax16,
} from '@whiskeysockets/baileys';
import { silentLogger } from './silent.ts';

/** The keys that somebody else needs to begin a Signal session. */
export interface Bundle {
  readonly registrationId: number;
  readonly identity: Uint8Array;
  readonly signed: { readonly id: number; readonly key: Uint8Array; readonly signature: Uint8Array };
  readonly once: { readonly id: number; readonly key: Uint8Array } | null;
}

/** How a message travels: `pkmsg` begins a session, `msg` goes on with one, `skmsg` is for a group. */
export interface Sealed {
  readonly type: string;
  readonly bytes: Uint8Array;
}

/** Who somebody is on WhatsApp. */
export interface PersonOptions {
  /** Digits with country code. */
  readonly phone: string;
  readonly name?: string;
  /** The number behind `@lid`; made from the phone when left out. */
  readonly lid?: string;
  /** Which address their messages come from. Default `pn`. */
  readonly addressing?: 'pn' | 'lid';
  /** The other address does not come along (a person whose number nobody is told). */
  readonly hidden?: boolean;
}

/**
 * Keys in memory, without the library's transactions: everybody's work with one of our devices stands in the same queue of libsignal,
 * which would carry one person's transaction into the next one's work, and what that changed would be lost.
 */
function memoryKeys(): SignalKeyStoreWithTransaction {
  const kept = new Map<string, unknown>();
  return {
    isInTransaction: () => false,
    transaction: (work) => work(),
    get: <T extends keyof SignalDataTypeMap>(type: T, ids: string[]) => {
      const found: { [id: string]: SignalDataTypeMap[T] } = {};
      for (const id of ids) {
        const value = kept.get(`${type} ${id}`);
        if (value !== undefined) found[id] = value as SignalDataTypeMap[T];
      }
      return found;
    },
    set(data: SignalDataSet) {
      for (const [type, values] of Object.entries(data)) {
        for (const [id, value] of Object.entries(values ?? {})) {
          if (value === null || value === undefined) kept.delete(`${type} ${id}`);
          else kept.set(`${type} ${id}`, value);
        }
      }
    },
  };
}

/** A person with a phone: one device that speaks Signal with our linked devices, and sender keys with groups. */
export class Person {
  readonly phone: string;
  readonly lidUser: string;
  readonly name: string;
  addressing: 'pn' | 'lid';
  hidden: boolean;
  readonly identity: KeyPair = Curve.generateKeyPair();
  readonly registrationId = 1 + Math.floor(Math.random() * 16_000);
  readonly #signed: SignedKeyPair = signedKeyPair(this.identity, 1);
  readonly #keys = memoryKeys();
  readonly #signal;
  #nextOnce = 1;
  /** One step of Signal at a time: a ratchet that two hands turn breaks. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(options: PersonOptions) {
    this.phone = options.phone;
    this.lidUser = options.lid ?? `9${options.phone}`;
    this.name = options.name ?? `Persona ${options.phone.slice(-4)}`;
    this.addressing = options.addressing ?? 'pn';
    this.hidden = options.hidden ?? false;
    const logger = silentLogger();
    const creds = {
      signedIdentityKey: this.identity,
      signedPreKey: this.#signed,
      registrationId: this.registrationId,
    };
    this.#signal = DEFAULT_CONNECTION_CONFIG.makeSignalRepository({ creds, keys: this.#keys }, logger, async () => []);
  }

  get pn(): string {
    return `${this.phone}@s.whatsapp.net`;
  }

  get lid(): string {
    return `${this.lidUser}@lid`;
  }

  /** The address that their messages carry. */
  get jid(): string {
    return this.addressing === 'lid' ? this.lid : this.pn;
  }

  is(jid: string): boolean {
    const user = jid.split('@')[0]?.split(':')[0];
    return user === this.phone || user === this.lidUser;
  }

  /** A fresh bundle: every one-time key is given out once. */
  async bundle(): Promise<Bundle> {
    const id = this.#nextOnce++;
    const pair = Curve.generateKeyPair();
    await this.#keys.set({ 'pre-key': { [id]: pair } });
    const { keyPair, keyId, signature } = this.#signed;
    return {
      registrationId: this.registrationId,
      identity: this.identity.public,
      signed: { id: keyId, key: keyPair.public, signature },
      once: { id, key: pair.public },
    };
  }

  /** Encrypts for a linked device; `begin` gives its keys when there is no session yet. */
  seal(device: string, content: proto.IMessage, begin: () => Bundle): Promise<Sealed> {
    return this.#inTurn(async () => {
      const { exists } = await this.#signal.validateSession(device);
      if (!exists) await this.#begin(device, begin());
      const data = encodeWAMessage(content);
      const { type, ciphertext } = await this.#signal.encryptMessage({ jid: device, data });
      return { type, bytes: ciphertext };
    });
  }

  /** Decrypts what a linked device sent. Throws when it cannot. */
  open(device: string, { type, bytes }: Sealed): Promise<proto.Message> {
    return this.#inTurn(async () => {
      const kind = type === 'pkmsg' ? 'pkmsg' : 'msg';
      const plain = await this.#signal.decryptMessage({ jid: device, type: kind, ciphertext: bytes });
      return proto.Message.decode(unpadRandomMax16(plain));
    });
  }

  /** Encrypts for a group. `keys`: the message that tells the members the sender key. */
  sealForGroup(group: string, content: proto.IMessage): Promise<Sealed & { readonly keys: proto.IMessage }> {
    return this.#inTurn(async () => {
      const sealed = await this.#signal.encryptGroupMessage({
        group,
        meId: this.jid,
        data: encodeWAMessage(content),
      });
      const keys = {
        senderKeyDistributionMessage: {
          groupId: group,
          axolotlSenderKeyDistributionMessage: sealed.senderKeyDistributionMessage,
        },
      };
      return { type: 'skmsg', bytes: sealed.ciphertext, keys };
    });
  }

  /** Learns a sender key from a message that came before a group message. */
  learn(device: string, message: proto.IMessage): Promise<void> {
    const item = message.senderKeyDistributionMessage;
    if (!item) return Promise.resolve();
    return this.#inTurn(() => this.#signal.processSenderKeyDistributionMessage({ authorJid: device, item }));
  }

  openForGroup(group: string, device: string, bytes: Uint8Array): Promise<proto.Message> {
    return this.#inTurn(async () => {
      const plain = await this.#signal.decryptGroupMessage({ group, authorJid: device, msg: bytes });
      return proto.Message.decode(unpadRandomMax16(plain));
    });
  }

  /** Throws a session away, as a new phone does: what comes next cannot be read until keys are asked for again. */
  forget(device: string): Promise<void> {
    return this.#inTurn(() => this.#signal.deleteSession([device]));
  }

  close(): void {
    this.#signal.close?.();
  }

  async #begin(jid: string, { registrationId, identity, signed, once }: Bundle): Promise<void> {
    await this.#signal.injectE2ESession({
      jid,
      session: {
        registrationId,
        identityKey: generateSignalPubKey(identity),
        signedPreKey: { keyId: signed.id, publicKey: generateSignalPubKey(signed.key), signature: signed.signature },
        ...(once ? { preKey: { keyId: once.id, publicKey: generateSignalPubKey(once.key) } } : {}),
      },
    });
  }

  #inTurn<T>(task: () => Promise<T>): Promise<T> {
    const done = this.#turn.then(task, task);
    this.#turn = done.catch(() => undefined);
    return done;
  }
}

/** A bundle as the stanza of `encrypt key` carries it. */
export function bundleNode(jid: string, { registrationId, identity, signed, once }: Bundle): BinaryNode {
  const content: BinaryNode[] = [
    { tag: 'registration', attrs: {}, content: bigEndian(registrationId, 4) },
    { tag: 'type', attrs: {}, content: Buffer.from([5]) },
    { tag: 'identity', attrs: {}, content: identity },
    { tag: 'skey', attrs: {}, content: keyParts(signed.id, signed.key, signed.signature) },
  ];
  if (once) content.push({ tag: 'key', attrs: {}, content: keyParts(once.id, once.key) });
  return { tag: 'user', attrs: { jid }, content };
}

function keyParts(id: number, value: Uint8Array, signature?: Uint8Array): BinaryNode[] {
  const parts: BinaryNode[] = [
    { tag: 'id', attrs: {}, content: bigEndian(id, 3) },
    { tag: 'value', attrs: {}, content: value },
  ];
  if (signature) parts.push({ tag: 'signature', attrs: {}, content: signature });
  return parts;
}

/** A number as so many bytes, the highest first. */
export function bigEndian(value: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  bytes.writeUIntBE(value, 0, length);
  return bytes;
}
