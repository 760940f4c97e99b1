import { describe, expect, it } from '@jest/globals';
import { type EndingProcess, endInOrder } from '../../src/compose/ending.ts';
import { buildLogger } from '../builders/logger.ts';

/** A process whose events the test sends, and whose end it sees. */
function buildProcess() {
  const listeners = new Map<string, (...args: never[]) => void>();
  const exits: number[] = [];
  const runtime: EndingProcess = {
    on: (event: string, listener: (...args: never[]) => void) => listeners.set(event, listener),
    exit: (code) => void exits.push(code),
  };
  const send = async (event: string, ...args: unknown[]) => {
    listeners.get(event)?.(...(args as never[]));
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { runtime, exits, send };
}

describe('the end of the process', () => {
  it('is orderly at a signal and gives 0', async () => {
    const { runtime, exits, send } = buildProcess();
    let ends = 0;
    endInOrder(runtime, buildLogger(), async () => void ends++);
    await send('SIGTERM', 'SIGTERM');
    expect({ ends, exits }).toEqual({ ends: 1, exits: [0] });
  });

  it('comes at once at a second signal', async () => {
    const { runtime, exits, send } = buildProcess();
    endInOrder(runtime, buildLogger(), () => new Promise(() => undefined));
    await send('SIGINT', 'SIGINT');
    expect(exits).toEqual([]);
    await send('SIGINT', 'SIGINT');
    expect(exits).toEqual([1]);
  });

  it('is orderly after a defect that nobody caught, is logged with a code, and gives 1', async () => {
    const { runtime, exits, send } = buildProcess();
    const logger = buildLogger();
    let ends = 0;
    endInOrder(runtime, logger, async () => void ends++);
    await send('uncaughtException', new TypeError('x'), 'unhandledRejection');
    await send('uncaughtException', new TypeError('another on the way'), 'uncaughtException');
    expect({ ends, exits }).toEqual({ ends: 1, exits: [1] });
    expect(logger.lines[0]).toMatchObject({
      level: 'error',
      fields: { code: 'INTERNAL', origin: 'unhandledRejection' },
    });
  });

  it('gives 1 when the end itself fails', async () => {
    const { runtime, exits, send } = buildProcess();
    endInOrder(runtime, buildLogger(), () => Promise.reject(new Error('disk')));
    await send('SIGTERM', 'SIGTERM');
    expect(exits).toEqual([1]);
  });
});
