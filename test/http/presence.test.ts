import { beforeEach, describe, expect, it } from '@jest/globals';
import { createConnectionPresence } from '../../src/http/realtime/presence.ts';
import { createFakeTime, type FakeTime } from './world/clock.ts';
import { createFakeDesk, type FakeDesk } from './world/desk.ts';

const settled = () => new Promise((done) => setImmediate(done));
const logger = { debug() {}, info() {}, warn() {}, error() {}, child: () => logger };

let time: FakeTime;
let desk: FakeDesk;
let presence: ReturnType<typeof createConnectionPresence>;
const said = () => desk.presences.map(({ id, presence: state }) => `${id} ${state}`);

beforeEach(() => {
  time = createFakeTime();
  desk = createFakeDesk(time);
  desk.add({ id: 'ana' });
  desk.add({ id: 'beto' });
  presence = createConnectionPresence({ desk, logger, timers: time, graceMs: 30_000 });
});

describe('presence from open consoles', () => {
  it('EXS-04 is online with the first console and away 30 s after the last', async () => {
    presence.connected('ana');
    presence.connected('ana');
    presence.disconnected('ana');
    time.advance(60_000);
    await settled();
    expect(said()).toEqual(['ana online']);
    presence.disconnected('ana');
    time.advance(29_999);
    await settled();
    expect(said()).toEqual(['ana online']);
    time.advance(1);
    await settled();
    expect(said()).toEqual(['ana online', 'ana away']);
  });

  it('does not flicker over a reload', async () => {
    presence.connected('ana');
    presence.disconnected('ana');
    time.advance(5_000);
    presence.connected('ana');
    time.advance(60_000);
    await settled();
    expect(said()).toEqual(['ana online']);
  });

  it('of one agent leaves the other alone', async () => {
    presence.connected('ana');
    presence.connected('beto');
    presence.disconnected('ana');
    time.advance(30_000);
    await settled();
    expect(said()).toEqual(['ana online', 'beto online', 'ana away']);
  });

  it('leaves no timer after a hundred reconnections, and none after the close', () => {
    for (let i = 0; i < 100; i += 1) {
      presence.connected('ana');
      presence.disconnected('ana');
    }
    expect(time.waiting).toBe(1);
    presence.close();
    expect(time.waiting).toBe(0);
  });

  it('outlives an agent who is gone', async () => {
    presence.connected('nobody');
    presence.connected('ana');
    await settled();
    await settled();
    expect(said()).toEqual(['ana online']);
  });
});
