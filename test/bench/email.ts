import { runWithFaults } from '../channels/email/faults.ts';
import type { Figures, Row } from './ticket-rows.ts';

const SEED = 20_261_129;

/** Letters through the mail channel into a real store while all sorts of things fail. */
export async function emailFaults(count: number): Promise<object> {
  return runWithFaults(count, SEED);
}

/** The lines of the table. */
export function emailRows({ letters, deliveries, faults, lost, doubled, perSecond, cpuMicros }: Figures): Row[] {
  return [
    {
      measure: `email: ${letters} letters, ${faults} faults: lost · doubled`,
      found: `${lost} · ${doubled}`,
      must: '0 · 0',
      goal: '',
    },
    {
      measure: `email: letters/s into the store (of ${deliveries} deliveries)`,
      found: perSecond ?? 0,
      must: '',
      goal: '',
    },
    { measure: 'email: CPU of a letter, µs', found: cpuMicros ?? 0, must: '', goal: '' },
  ];
}
