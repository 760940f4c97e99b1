import { expect, it, jest } from '@jest/globals';
import { runFaults } from '../../whatsapp/faults.ts';

jest.setTimeout(120_000);

it('P1 P3 loses and doubles nothing among seeded faults', async () => {
  const report = await runFaults({ messages: 200, people: 10, seed: 7, every: 12, patience: 25_000 });
  expect(report.said).toBe(200);
  expect(Object.keys(report.faults).length).toBeGreaterThan(4);
  const { lost, doubled, unanswered, answeredTwice } = report;
  expect({ lost, doubled, unanswered, answeredTwice }).toEqual({
    lost: 0,
    doubled: 0,
    unanswered: 0,
    answeredTwice: 0,
  });
});
