import { expect, it } from '@jest/globals';
import { runWithFaults } from './faults.ts';

it('P1 a thousand letters with seeded faults: none lost, none doubled (npm run bench -- email does ten thousand)', async () => {
  const run = await runWithFaults(1_000, 20261129);
  expect(run.faults).toBeGreaterThan(100);
  expect(run.restarts).toBeGreaterThan(0);
  expect(run.parked).toBeGreaterThan(0);
  expect([run.lost, run.doubled]).toEqual([0, 0]);
}, 120_000);
