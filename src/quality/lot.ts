import { createHash } from 'node:crypto';

/**
 * The lot of an id under a seed, 0 to 1: the first 48 bits of SHA-256 of `seed|id`. Anybody can compute it again with any
 * tool, so that a sample can be checked by somebody who trusts neither the draw nor this program (ICE-38, EXS-51).
 */
export function lotOf(seed: string, id: string): number {
  const digest = createHash('sha256').update(`${seed}|${id}`).digest();
  return digest.readUIntBE(0, 6) / 2 ** 48;
}

/** The `size` ids with the smallest lots, smallest first; equal lots by id. The order of the input does not matter. */
export function drawn(seed: string, ids: readonly string[], size: number): string[] {
  return [...new Set(ids)]
    .map((id) => ({ id, lot: lotOf(seed, id) }))
    .sort((a, b) => a.lot - b.lot || (a.id < b.id ? -1 : 1))
    .slice(0, Math.max(0, size))
    .map(({ id }) => id);
}
