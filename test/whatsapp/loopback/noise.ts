import {
  aesDecryptGCM,
  aesEncryptGCM,
  Curve,
  hkdf,
  type KeyPair,
  NOISE_MODE,
  NOISE_WA_HEADER,
  proto,
  sha256,
} from '@whiskeysockets/baileys';

/** What a client says of itself in the handshake. */
export interface ClientHello {
  readonly payload: proto.ClientPayload;
  /** Answers the handshake's last step has no more frames: what follows is transport. */
  readonly transport: Transport;
}

/** The server's certificate chain. A client that checks signatures trusts `root` only. */
export interface Certificate {
  readonly root: KeyPair;
  readonly chain: Uint8Array;
  readonly serverKey: KeyPair;
}

/** Makes a chain as WhatsApp's servers send it: root signs the intermediate, that signs the leaf. */
export function makeCertificate(root: KeyPair = Curve.generateKeyPair()): Certificate {
  const serverKey = Curve.generateKeyPair();
  const intermediate = Curve.generateKeyPair();
  const { Details } = proto.CertChain.NoiseCertificate;
  const middle = Details.encode({ serial: 1, issuerSerial: 0, key: intermediate.public }).finish();
  const leaf = Details.encode({ serial: 2, issuerSerial: 1, key: serverKey.public }).finish();
  const chain = proto.CertChain.encode({
    intermediate: { details: middle, signature: Curve.sign(root.private, middle) },
    leaf: { details: leaf, signature: Curve.sign(intermediate.private, leaf) },
  }).finish();
  return { root, chain, serverKey };
}

/** Both directions after the handshake. */
export class Transport {
  readonly #write: Uint8Array;
  readonly #read: Uint8Array;
  #written = 0;
  #received = 0;

  constructor(write: Uint8Array, read: Uint8Array) {
    this.#write = write;
    this.#read = read;
  }

  encrypt(plain: Uint8Array): Buffer {
    return aesEncryptGCM(plain, this.#write, iv(this.#written++), NOTHING);
  }

  decrypt(sealed: Uint8Array): Buffer {
    return aesDecryptGCM(sealed, this.#read, iv(this.#received++), NOTHING);
  }
}

const NOTHING = Buffer.alloc(0);

function iv(counter: number): Uint8Array {
  const bytes = Buffer.alloc(12);
  bytes.writeUInt32BE(counter, 8);
  return bytes;
}

/** The server's side of Noise_XX_25519_AESGCM_SHA256 as WhatsApp runs it. */
export class Handshake {
  readonly #certificate: Certificate;
  readonly #ephemeral = Curve.generateKeyPair();
  #hash: Buffer;
  #salt: Uint8Array;
  #key: Uint8Array;
  #counter = 0;

  constructor(certificate: Certificate) {
    this.#certificate = certificate;
    const mode = Buffer.from(NOISE_MODE);
    this.#hash = mode.byteLength === 32 ? mode : sha256(mode);
    this.#salt = this.#hash;
    this.#key = this.#hash;
    this.#mixHash(NOISE_WA_HEADER);
  }

  /** The answer to the client's first frame. */
  answer(frame: Uint8Array): Uint8Array {
    const theirs = need(proto.HandshakeMessage.decode(frame).clientHello?.ephemeral);
    this.#mixHash(theirs);
    this.#mixHash(this.#ephemeral.public);
    this.#mixKey(Curve.sharedKey(this.#ephemeral.private, theirs));
    const { serverKey, chain } = this.#certificate;
    const sealedKey = this.#encrypt(serverKey.public);
    this.#mixKey(Curve.sharedKey(serverKey.private, theirs));
    const payload = this.#encrypt(chain);
    return proto.HandshakeMessage.encode({
      serverHello: { ephemeral: this.#ephemeral.public, static: sealedKey, payload },
    }).finish();
  }

  /** Reads the client's last frame; the connection is encrypted from there on. */
  finish(frame: Uint8Array): ClientHello {
    const { static: sealedKey, payload } = proto.HandshakeMessage.decode(frame).clientFinish ?? {};
    const theirs = this.#decrypt(need(sealedKey));
    this.#mixKey(Curve.sharedKey(this.#ephemeral.private, theirs));
    const client = proto.ClientPayload.decode(this.#decrypt(need(payload)));
    const [read, write] = this.#derive(NOTHING);
    return { payload: client, transport: new Transport(write, read) };
  }

  #mixHash(data: Uint8Array): void {
    this.#hash = sha256(Buffer.concat([this.#hash, data]));
  }

  #mixKey(secret: Uint8Array): void {
    [this.#salt, this.#key] = this.#derive(secret);
    this.#counter = 0;
  }

  #derive(secret: Uint8Array): [Uint8Array, Uint8Array] {
    const key = hkdf(Buffer.from(secret), 64, { salt: Buffer.from(this.#salt), info: '' });
    return [key.subarray(0, 32), key.subarray(32)];
  }

  #encrypt(plain: Uint8Array): Buffer {
    const sealed = aesEncryptGCM(plain, this.#key, iv(this.#counter++), this.#hash);
    this.#mixHash(sealed);
    return sealed;
  }

  #decrypt(sealed: Uint8Array): Buffer {
    const plain = aesDecryptGCM(sealed, this.#key, iv(this.#counter++), this.#hash);
    this.#mixHash(sealed);
    return plain;
  }
}

/** Cuts the stream of a WebSocket into frames: an intro once, then three bytes of length before each. */
export class Frames {
  #bytes: Buffer = Buffer.alloc(0);
  #introduced = false;

  *push(chunk: Buffer): Generator<Buffer> {
    this.#bytes = Buffer.concat([this.#bytes, chunk]);
    if (!this.#introduced) {
      // `ED`, a version and a route come first when the client was told one.
      if (this.#bytes.subarray(0, 2).toString() === 'ED') {
        this.#bytes = this.#bytes.subarray(7 + this.#bytes.readUIntBE(4, 3));
      }
      this.#bytes = this.#bytes.subarray(NOISE_WA_HEADER.length);
      this.#introduced = true;
    }
    while (this.#bytes.length >= 3) {
      const size = this.#bytes.readUIntBE(0, 3);
      if (this.#bytes.length < size + 3) return;
      const frame = this.#bytes.subarray(3, size + 3);
      this.#bytes = this.#bytes.subarray(size + 3);
      yield frame;
    }
  }
}

/** A frame with its length. */
export function framed(data: Uint8Array): Buffer {
  const head = Buffer.alloc(3);
  head.writeUIntBE(data.byteLength, 0, 3);
  return Buffer.concat([head, data]);
}

function need(part: Uint8Array | null | undefined): Uint8Array {
  if (!part || part.length === 0) throw new Error('The handshake lacks a part.');
  return part;
}
