import { describe, expect, it } from '@jest/globals';
import { SHOWN_MS, Writing } from '../../../channels/whatsapp/writing.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import { buildLogger } from '../../builders/logger.ts';

function make() {
  const said: string[] = [];
  let now = 0;
  let isDown = false;
  const due = new Set<{ at: number; run: () => void }>();
  const chat = (address: string) => ({
    jid: `${address}@s`,
    address,
    lastInAt: address === 'new' ? null : new Date(0),
  });
  const writing = new Writing({
    account: 'ours',
    book: { byAddress: async (address) => (address === 'nobody' ? null : (chat(address) as never)) },
    line: () => {
      if (isDown) throw new AppError('WHATSAPP_OFFLINE');
      return { typing: async (jid, isTyping) => void said.push(`${jid} ${isTyping}`) };
    },
    timers: {
      after(ms, run) {
        const timer = { at: now + ms, run };
        due.add(timer);
        return () => void due.delete(timer);
      },
    },
    now: () => new Date(now),
    logger: buildLogger(),
  });
  return {
    ...{ said, show: (address: string) => writing.show({ account: 'ours', address }) },
    down: () => {
      isDown = true;
    },
    async pass(ms: number) {
      now += ms;
      for (const timer of due)
        if (timer.at <= now) {
          due.delete(timer);
          timer.run();
        }
      await new Promise(setImmediate);
    },
  };
}

describe('an agent’s writing on WhatsApp', () => {
  it('is shown once while it goes on, told again after a while, and taken back when it ends', async () => {
    const { show, said, pass } = make();
    for (let at = 0; at < 4; at += 1) {
      await show('ana');
      await pass(3_000);
    }
    expect(said).toEqual(['ana@s true']);
    await show('ana');
    expect(said).toEqual(['ana@s true', 'ana@s true']);
    await pass(SHOWN_MS);
    expect(said.at(-1)).toBe('ana@s false');
  });

  it('is shown to nobody who did not write to us, and a line that is down is no error', async () => {
    const { show, said, down, pass } = make();
    await show('nobody');
    await show('new');
    down();
    await show('ana');
    await pass(SHOWN_MS);
    expect(said).toEqual([]);
  });
});
