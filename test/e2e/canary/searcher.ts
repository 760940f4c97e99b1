import { gunzipSync } from 'node:zlib';
import { zipParts } from '../../../src/storage/files/documents/zip.ts';
import type { Canary } from './canaries.ts';

/** Bytes that must hold no canary. */
export interface Sink {
  readonly name: string;
  readonly bytes: Buffer;
}

/** A canary that got out. */
export interface Find {
  readonly sink: string;
  readonly place: string;
  readonly form: string;
}

interface Needle {
  readonly bytes: Buffer;
  readonly form: string;
  readonly canary: Canary;
}

const SHORTEST = 7;

/** Looks for many values in every spelling at once: one pass over the bytes, letters of either case alike. */
export class Searcher {
  readonly #needles = new Map<number, Needle[]>();
  readonly #heads = new Uint8Array(1 << 24);

  constructor(canaries: readonly Canary[]) {
    for (const canary of canaries) {
      for (const trace of canary.traces)
        for (const [form, bytes] of spellings(trace)) this.#add({ bytes, form, canary });
    }
  }

  /** Every canary in every sink, once each; packed sinks are unpacked. */
  search(sinks: readonly Sink[]): Find[] {
    const finds = new Map<string, Find>();
    for (const sink of sinks.flatMap(unpacked)) {
      for (const { canary, form } of this.#scan(lowered(sink.bytes))) {
        finds.set(`${sink.name}|${canary.place}`, { sink: sink.name, place: canary.place, form });
      }
    }
    return [...finds.values()];
  }

  #add(needle: Needle): void {
    const bytes = lowered(needle.bytes);
    if (bytes.length < SHORTEST) return;
    const key = headAt(bytes, 0);
    this.#heads[key] = 1;
    const known = this.#needles.get(key);
    if (known === undefined) this.#needles.set(key, [{ ...needle, bytes }]);
    else known.push({ ...needle, bytes });
  }

  *#scan(bytes: Buffer): Generator<Needle> {
    for (let at = 0; at + SHORTEST <= bytes.length; at += 1) {
      const key = headAt(bytes, at);
      if (this.#heads[key] !== 1) continue;
      for (const needle of this.#needles.get(key) ?? []) {
        if (
          bytes.compare(needle.bytes, 0, needle.bytes.length, at, Math.min(bytes.length, at + needle.bytes.length)) ===
          0
        )
          yield needle;
      }
    }
  }
}

function headAt(bytes: Buffer, at: number): number {
  return (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8) | ((bytes[at + 2] ?? 0) << 16);
}

function lowered(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes);
  for (let at = 0; at < copy.length; at += 1) {
    const unit = copy[at] ?? 0;
    if (unit >= 0x41 && unit <= 0x5a) copy[at] = unit + 0x20;
  }
  return copy;
}

/** The ways in which software writes a text down. */
export function spellings(text: string): [form: string, bytes: Buffer][] {
  const utf8 = Buffer.from(text, 'utf8');
  const wide = Buffer.from(text, 'utf16le');
  const signs = [...text];
  const half = Math.ceil(signs.length / 2);
  return [
    ['plain', utf8],
    ['UTF-16LE', wide],
    ['UTF-16BE', Buffer.from(wide).swap16()],
    ['hex', Buffer.from(utf8.toString('hex'))],
    ['URL', Buffer.from(encodeURIComponent(text))],
    ['URL, every byte', Buffer.from(utf8.toString('hex').replace(/../g, '%$&'))],
    ['JSON, every unit', Buffer.from(signs.map(escaped).join(''))],
    ['JSON', Buffer.from(JSON.stringify(JSON.stringify(text)).slice(3, -3))],
    ['HTML', Buffer.from(text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`))],
    ['quoted-printable', Buffer.from(utf8.toString('hex').toUpperCase().replace(/../g, '=$&'))],
    ['reversed', Buffer.from(signs.toReversed().join(''))],
    ['halves swapped', Buffer.from([...signs.slice(half), ...signs.slice(0, half)].join(''))],
    ...[0, 1, 2].flatMap((shift): [string, Buffer][] => [
      [`base64+${shift}`, inBase64(utf8, shift, 'base64')],
      [`base64url+${shift}`, inBase64(utf8, shift, 'base64url')],
      [`base64 of UTF-16+${shift}`, inBase64(wide, shift, 'base64')],
    ]),
  ];
}

function escaped(sign: string): string {
  return `\\u${(sign.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`;
}

/** As it looks when this many bytes stand before it; signs that its neighbours decide are left out. */
function inBase64(bytes: Buffer, shift: number, alphabet: 'base64' | 'base64url'): Buffer {
  const text = Buffer.concat([Buffer.alloc(shift), bytes])
    .toString(alphabet)
    .replace(/=+$/, '');
  const from = shift === 0 ? 0 : shift + 1;
  const to = (shift + bytes.length) % 3 === 0 ? text.length : text.length - 1;
  return Buffer.from(text.slice(from, to));
}

/** A package's parts and a packed stream's content are bytes as well. */
function unpacked(sink: Sink): Sink[] {
  if (sink.bytes[0] === 0x1f && sink.bytes[1] === 0x8b) {
    return [sink, ...unpacked({ name: `${sink.name} (unpacked)`, bytes: gunzipSync(sink.bytes) })];
  }
  if (sink.bytes.subarray(0, 4).toString('latin1') !== 'PK\x03\x04') return [sink];
  const parts = zipParts(sink.bytes, 10_000);
  return [sink, ...parts.map(({ name, unpack }) => ({ name: `${sink.name}!${name}`, bytes: unpack(1 << 28) }))];
}
