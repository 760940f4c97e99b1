import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { runCrashes } from './harness.ts';

const program = fileURLToPath(new URL('../../dist/server/main.js', import.meta.url));
/** The gate goes further with `npm run crash`, as far as `--kills` says. */
const KILLS = 4;

describe('kill -9 under load', () => {
  it('P1, P2, P3 every message is stored once, every effect happens once, replies come in order, none is lost or doubled', async () => {
    expect(existsSync(program)).toBe(true);
    const seed = 20_261_122;
    const result = await runCrashes({ program, seed, kills: KILLS, visitors: 8 });
    expect(result.problems).toEqual([]);
    expect(result.messages).toBeGreaterThan(30);
  }, 120_000);
});
