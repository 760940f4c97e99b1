import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import { keepFresh } from '../../src/compose/refreshing.ts';
import type { Logger } from '../../src/contracts/logger.ts';

const errors: string[] = [];
const logger: Logger = {
  debug() {},
  info() {},
  warn() {},
  error: (_, text) => void errors.push(text),
  child: () => logger,
};

beforeEach(() => {
  errors.length = 0;
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

it('P8 looks at the revision at least once a second, one look at a time, until it is ended', async () => {
  let looks = 0;
  const end = keepFresh(
    {
      refresh: async () => {
        looks++;
        return false;
      },
    },
    logger,
  );
  await jest.advanceTimersByTimeAsync(10_000);
  expect(looks).toBeGreaterThanOrEqual(10);
  end();
  const before = looks;
  await jest.advanceTimersByTimeAsync(10_000);
  expect(looks).toBe(before);
});

it('goes on after a store that did not answer, and tells it once', async () => {
  let looks = 0;
  const end = keepFresh(
    {
      refresh: async () => {
        looks++;
        if (looks <= 3) throw new Error('down');
        return true;
      },
    },
    logger,
  );
  await jest.advanceTimersByTimeAsync(8_000);
  expect(looks).toBeGreaterThan(5);
  expect(errors).toHaveLength(1);
  end();
});
