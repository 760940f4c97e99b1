import { describe, expect, it } from '@jest/globals';
import { readBackTo, saidIn } from '../../web/console/src/quality/said.ts';
import type { Message } from '../../web/shared/wire/conversation.ts';

/** A message a minute. */
const message = (seq: number) =>
  ({ seq, at: new Date(Date.UTC(2026, 10, 1, 0, seq)).toISOString() }) as unknown as Message;
const log = Array.from({ length: 1_000 }, (_, place) => message(place + 1));
const at = (seq: number) => message(seq).at;

describe('what a review shows of a conversation', () => {
  it('is read back to a span that lies before the last 200 messages, and no further', async () => {
    const asked: number[] = [];
    const ask = async (after: number, limit: number) => {
      asked.push(after);
      return log.slice(after, after + limit);
    };
    const said = await readBackTo(at(450), log.slice(-200), ask);
    expect(asked).toEqual([600, 400]);
    expect(said.map(({ seq }) => seq)).toEqual(log.slice(400).map(({ seq }) => seq));
    expect(saidIn(said, { from: at(450), to: at(452) }).map(({ seq }) => seq)).toEqual([
      447, 448, 449, 450, 451, 452, 453, 454,
    ]);
  });

  it('asks for nothing more where the end holds the span, and ends at the first message', async () => {
    const never = async () => {
      throw new Error('asked');
    };
    expect(await readBackTo(at(900), log.slice(-200), never)).toHaveLength(200);
    const hidden = await readBackTo('2026-01-01T00:00:00.000Z', log.slice(200, 210), async () => []);
    expect(hidden).toHaveLength(10);
  });
});
