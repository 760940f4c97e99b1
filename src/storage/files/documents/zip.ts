import { inflateRawSync } from 'node:zlib';

/** One file of a package. */
export interface ZipPart {
  readonly name: string;
  /** Unpacks it. Throws when it is damaged or larger than `most` bytes. */
  readonly unpack: (most: number) => Buffer;
}

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;
const END_BYTES = 22;
const ENTRY_BYTES = 46;
const LONGEST_COMMENT = 0xffff;

/** A package that is not as it should be. */
export class ZipError extends Error {
  readonly why: 'malformed' | 'encrypted' | 'too-large';

  constructor(why: 'malformed' | 'encrypted' | 'too-large') {
    super(`zip: ${why}`);
    this.why = why;
  }
}

/**
 * The parts of a zip package, from its central directory. Nothing is unpacked before it is asked for, and never more than
 * asked for, whatever sizes the package claims. Throws ZipError.
 */
export function zipParts(bytes: Buffer, mostParts: number): ZipPart[] {
  const end = endOf(bytes);
  const count = bytes.readUInt16LE(end + 10);
  if (count > mostParts) throw new ZipError('too-large');
  const parts: ZipPart[] = [];
  let at = bytes.readUInt32LE(end + 16);
  for (let index = 0; index < count; index += 1) {
    if (at + ENTRY_BYTES > bytes.length || bytes.readUInt32LE(at) !== ENTRY) throw new ZipError('malformed');
    const nameLength = bytes.readUInt16LE(at + 28);
    const name = bytes.toString('utf8', at + ENTRY_BYTES, at + ENTRY_BYTES + nameLength);
    if (!name.endsWith('/')) parts.push(partAt(bytes, at, name));
    at += ENTRY_BYTES + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return parts;
}

function partAt(bytes: Buffer, at: number, name: string): ZipPart {
  const isEncrypted = (bytes.readUInt16LE(at + 8) & 1) === 1;
  const method = bytes.readUInt16LE(at + 10);
  const packed = bytes.readUInt32LE(at + 20);
  const local = bytes.readUInt32LE(at + 42);
  return {
    name,
    unpack(most) {
      if (isEncrypted) throw new ZipError('encrypted');
      if (local + 30 > bytes.length || bytes.readUInt32LE(local) !== LOCAL) throw new ZipError('malformed');
      const from = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
      const content = bytes.subarray(from, from + packed);
      if (method === 0) {
        if (content.length > most) throw new ZipError('too-large');
        return content;
      }
      if (method !== 8) throw new ZipError('malformed');
      return inflate(content, most);
    },
  };
}

function inflate(content: Buffer, most: number): Buffer {
  try {
    return inflateRawSync(content, { maxOutputLength: Math.max(1, most) });
  } catch (error) {
    const isLarge = error instanceof RangeError || (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE';
    throw new ZipError(isLarge ? 'too-large' : 'malformed');
  }
}

function endOf(bytes: Buffer): number {
  const first = Math.max(0, bytes.length - END_BYTES - LONGEST_COMMENT);
  for (let at = bytes.length - END_BYTES; at >= first; at -= 1) if (bytes.readUInt32LE(at) === END) return at;
  throw new ZipError('malformed');
}
