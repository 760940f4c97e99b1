import { timingSafeEqual } from 'node:crypto';
import { readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { writeAtomically } from '../storage/files/atomic-write.ts';
import { type ChainHead, sealOf } from './chain.ts';

const checkpointSchema = z.strictObject({
  organisation: z.string(),
  /** The first record that this file has seen being written. A cut of what stood before could go unnoticed. */
  from: z.int().positive(),
  seq: z.int().positive(),
  hash: z.string(),
  at: z.string(),
  seal: z.string(),
});

/** How far the chain had come, kept in a file beside the store: who cuts the chain's tail in the database leaves it behind. */
export type Checkpoint = z.infer<typeof checkpointSchema>;

/** What the file says. `forged`: somebody without the key wrote it. */
export type CheckpointReading =
  | { readonly state: 'missing' | 'forged' }
  | { readonly state: 'valid'; readonly checkpoint: Checkpoint };

/** The checkpoint files of a data folder, one per organisation. */
export class CheckpointFiles {
  readonly #directory: string;
  readonly #key: Uint8Array;

  constructor({ directory, key }: { directory: string; key: Uint8Array }) {
    this.#directory = directory;
    this.#key = key;
  }

  /** Reads an organisation's checkpoint. */
  async read(organisation: string): Promise<CheckpointReading> {
    const text = await readOrNull(this.#pathOf(organisation));
    if (text === null) return { state: 'missing' };
    const parsed = checkpointSchema.safeParse(parseOrNull(text));
    if (!parsed.success || parsed.data.organisation !== organisation) return { state: 'forged' };
    const { seal, ...body } = parsed.data;
    return isEqual(seal, this.#sealOf(body)) ? { state: 'valid', checkpoint: parsed.data } : { state: 'forged' };
  }

  /** Writes it whole or not at all, also after a power cut. */
  async write(organisation: string, about: ChainHead & { from: number; at: Date }): Promise<void> {
    const { from, seq, hash, at } = about;
    const body = { organisation, from, seq, hash, at: at.toISOString() };
    const text = `${JSON.stringify({ ...body, seal: this.#sealOf(body) }, null, 2)}\n`;
    await writeAtomically(this.#pathOf(organisation), Buffer.from(text));
  }

  /** Puts the file aside as evidence; true when there was one. */
  async putAside(organisation: string, at: Date): Promise<boolean> {
    const path = this.#pathOf(organisation);
    if ((await readOrNull(path)) === null) return false;
    await rename(path, `${path}.${at.getTime()}.old`);
    return true;
  }

  #pathOf(organisation: string): string {
    return join(this.#directory, `${organisation}.json`);
  }

  #sealOf({ organisation, from, seq, hash, at }: Omit<Checkpoint, 'seal'>): string {
    return sealOf(JSON.stringify(['checkpoint', organisation, from, seq, hash, at]), this.#key);
  }
}

/** Whether two seals are the same, in constant time. */
export function isEqual(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.byteLength === b.byteLength && timingSafeEqual(a, b);
}

async function readOrNull(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

function parseOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
