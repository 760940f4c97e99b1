import { randomBytes } from 'node:crypto';
import {
  aesDecryptCTR,
  aesDecryptGCM,
  aesEncryptCTR,
  type BinaryNode,
  Curve,
  derivePairingCodeKey,
  hkdf,
  hmacSign,
  proto,
  WA_ADV_ACCOUNT_SIG_PREFIX,
} from '@whiskeysockets/baileys';
import type { Connection } from './connection.ts';
import { bytesOf, child, seconds } from './nodes.ts';
import { type Bundle, Person, type PersonOptions } from './person.ts';

/** A linked device of one of our numbers, as the server keeps it. */
export interface Device {
  readonly number: number;
  readonly jid: string;
  readonly lid: string;
  readonly registrationId: number;
  readonly identity: Uint8Array;
  signed: { id: number; key: Uint8Array; signature: Uint8Array };
  readonly once: { id: number; key: Uint8Array }[];
  /** What it has not acknowledged yet, by id and kind; sent again when it comes back. */
  readonly waiting: Map<string, BinaryNode>;
  connection: Connection | null;
}

/** What a client that wants to be linked showed. */
export interface Candidate {
  readonly connection: Connection;
  readonly pairing: proto.ClientPayload.IDevicePairingRegistrationData;
  readonly refs: readonly string[];
  /** Set by the client when it asks for a code. */
  hello?: { readonly phone: string; readonly wrapped: Buffer };
  primaryEphemeral?: ReturnType<typeof Curve.generateKeyPair>;
  companionEphemeral?: Buffer;
  /** The link that waits for the client's signature. */
  linked?: Device;
}

/** The telephone that one of our numbers lives on: it links devices and may write by itself. */
export class Phone extends Person {
  readonly devices = new Map<number, Device>();
  #nextDevice = 1;

  /** Scans what a client shows as QR: gives the stanza that links it. */
  scan(candidate: Candidate, advSecret: Buffer): BinaryNode {
    const { pairing } = candidate;
    const identity = need(pairing.eIdent);
    const number = this.#nextDevice++;
    const device: Device = {
      number,
      jid: `${this.phone}:${number}@s.whatsapp.net`,
      lid: `${this.lidUser}:${number}@lid`,
      registrationId: Buffer.from(need(pairing.eRegid)).readUInt32BE(0),
      identity,
      signed: {
        id: Buffer.from(need(pairing.eSkeyId)).readUIntBE(0, 3),
        key: need(pairing.eSkeyVal),
        signature: need(pairing.eSkeySig),
      },
      once: [],
      waiting: new Map(),
      connection: null,
    };
    candidate.linked = device;
    return this.#success(device, advSecret);
  }

  /** The link holds from the client's signature on. */
  link(device: Device): void {
    this.devices.set(device.number, device);
  }

  /** A person types the code that the client shows: gives the stanza that goes to it. */
  async enterCode(candidate: Candidate, code: string): Promise<BinaryNode> {
    const wrapped = candidate.hello?.wrapped;
    if (!wrapped) throw new Error('The client did not ask for a code.');
    const key = await derivePairingCodeKey(code, wrapped.subarray(0, 32));
    candidate.companionEphemeral = aesDecryptCTR(wrapped.subarray(48, 80), key, wrapped.subarray(32, 48));
    candidate.primaryEphemeral = Curve.generateKeyPair();
    const salt = randomBytes(32);
    const iv = randomBytes(16);
    const own = aesEncryptCTR(candidate.primaryEphemeral.public, await derivePairingCodeKey(code, salt), iv);
    return {
      tag: 'notification',
      attrs: { id: `n${seconds()}`, from: 's.whatsapp.net', type: 'link_code_companion_reg', t: seconds() },
      content: [
        {
          tag: 'link_code_companion_reg',
          attrs: { stage: 'primary_hello' },
          content: [
            { tag: 'link_code_pairing_ref', attrs: {}, content: Buffer.from(candidate.refs[0] ?? '') },
            { tag: 'primary_identity_pub', attrs: {}, content: this.identity.public },
            {
              tag: 'link_code_pairing_wrapped_primary_ephemeral_pub',
              attrs: {},
              content: Buffer.concat([salt, iv, own]),
            },
          ],
        },
      ],
    };
  }

  /** The client's answer to the code; throws when the code was not the one it showed. */
  finishCode(candidate: Candidate, registration: BinaryNode | undefined): BinaryNode {
    const bundle = bytesOf(child(registration, 'link_code_pairing_wrapped_key_bundle'));
    const companion = bytesOf(child(registration, 'companion_identity_public'));
    const { primaryEphemeral, companionEphemeral } = candidate;
    if (!primaryEphemeral || !companionEphemeral) throw new Error('Nobody typed the code.');
    const shared = Curve.sharedKey(primaryEphemeral.private, companionEphemeral);
    const info = 'link_code_pairing_key_bundle_encryption_key';
    const key = hkdf(Buffer.from(shared), 32, { salt: bundle.subarray(0, 32), info });
    const payload = aesDecryptGCM(bundle.subarray(44), key, bundle.subarray(32, 44), Buffer.alloc(0));
    const secret = Buffer.concat([shared, Curve.sharedKey(this.identity.private, companion), payload.subarray(64, 96)]);
    return this.scan(candidate, Buffer.from(hkdf(secret, 32, { info: 'adv_secret' })));
  }

  #success(device: Device, advSecret: Buffer): BinaryNode {
    const details = proto.ADVDeviceIdentity.encode({
      rawId: 1,
      timestamp: Number(seconds()),
      keyIndex: device.number,
      deviceType: proto.ADVEncryptionType.E2EE,
    }).finish();
    const message = Buffer.concat([WA_ADV_ACCOUNT_SIG_PREFIX, details, device.identity]);
    const signed = proto.ADVSignedDeviceIdentity.encode({
      details,
      accountSignatureKey: this.identity.public,
      accountSignature: Curve.sign(this.identity.private, message),
    }).finish();
    const sealed = proto.ADVSignedDeviceIdentityHMAC.encode({
      details: signed,
      hmac: hmacSign(signed, advSecret),
    }).finish();
    return {
      tag: 'iq',
      attrs: { id: `pair-${device.number}`, type: 'set', from: 's.whatsapp.net', t: seconds() },
      content: [
        {
          tag: 'pair-success',
          attrs: {},
          content: [
            { tag: 'device-identity', attrs: {}, content: sealed },
            { tag: 'device', attrs: { jid: device.jid, lid: device.lid } },
            { tag: 'platform', attrs: { name: 'android' } },
          ],
        },
      ],
    };
  }
}

/** The keys of a linked device; every one-time key is given out once. */
export function bundleOf(device: Device): Bundle {
  const { registrationId, identity, signed } = device;
  return { registrationId, identity, signed, once: device.once.shift() ?? null };
}

/** Makes one of our numbers' telephones. */
export function makePhone(options: PersonOptions): Phone {
  return new Phone(options);
}

function need(part: Uint8Array | null | undefined): Uint8Array {
  if (!part) throw new Error('The registration lacks a part.');
  return part;
}
