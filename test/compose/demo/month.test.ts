import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createCalendars } from '../../../src/calendar/calendars.ts';
import { planScenes } from '../../../src/compose/demo/agenda.ts';
import { castOf, demoFolderOf, hasMonth, makeMonth } from '../../../src/compose/demo/month.ts';
import { createSeededRandom } from '../../../src/compose/demo/random.ts';
import { definePipelineStores } from '../../../src/compose/pipeline.ts';
import { defineServiceModels } from '../../../src/compose/stores.ts';
import { readConfig } from '../../../src/config/config.ts';
import { loadPolicy } from '../../../src/policy/load.ts';
import { openStore } from '../../../src/storage/connection.ts';
import { buildLogger } from '../../builders/logger.ts';
import { everyFile, holds } from '../../e2e/gateway/bytes.ts';

const folder = mkdtempSync(join(tmpdir(), 'ventanilla-demo-'));
const dataDir = join(folder, 'data');
const policyDir = join(folder, 'policies');
const config = readConfig({ VENTANILLA_DATA: dataDir, VENTANILLA_POLICY_DIR: policyDir });
/** A Tuesday's evening in Mexico City. */
const until = new Date('2026-11-25T01:00:00Z');
const story = { config, logger: buildLogger(), until, days: 1, perDay: 14, seed: 5 };
const shares: number[] = [];

beforeAll(async () => {
  // The product's cast, in which more people write what must not stay.
  cpSync('policies', policyDir, { recursive: true });
  const file = join(policyDir, 'demo', 'exsim.yaml');
  const cast = readFileSync(file, 'utf8');
  writeFileSync(file, cast.replace(/weight: 2(?=, says: .*(Girasol77|10\.20\.30\.40))/g, 'weight: 30'));
  await makeMonth({ ...story, onProgress: (share) => shares.push(share) });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function stored<T>(
  read: (parts: {
    stores: ReturnType<typeof definePipelineStores>;
    models: ReturnType<typeof defineServiceModels>;
  }) => Promise<T>,
): Promise<T> {
  const store = await openStore({ dataDir: demoFolderOf(dataDir) });
  try {
    const parts = { stores: definePipelineStores(store.connection), models: defineServiceModels(store.connection) };
    await store.ready();
    return await read(parts);
  } finally {
    await store.close();
  }
}

describe('made-up data of a day', () => {
  it('lie in a folder of their own, whole', () => {
    expect(hasMonth(dataDir)).toBe(true);
    expect(demoFolderOf(dataDir)).not.toBe(dataDir);
    expect(hasMonth(`${dataDir}-other`)).toBe(false);
  });

  it('come of people and agents at work: conversations end, tickets move, entries are published', async () => {
    const found = await stored(async ({ stores, models }) => ({
      closed: (await stores.conversations.list({ mode: 'closed', limit: 200 })).length,
      moves: await models.ticketEvents.countDocuments({ type: 'moved' }),
      canned: await models.cannedReplies.countDocuments({ owner: null }),
      published: await models.entryEvents.countDocuments({ deed: 'publish', agentId: { $ne: 'system' } }),
    }));
    expect(found.closed).toBeGreaterThan(5);
    expect(found.moves).toBeGreaterThan(0);
    expect(found.published).toBeGreaterThan(0);
    expect(found.canned).toBe(castOf(config, 'exsim').cannedReplies.length);
  });

  it('P4 keep no password or address that the made-up people wrote', async () => {
    const marks = { Girasol77: '[contraseña eliminada]', '10.20.30.40': '[IP eliminada]' };
    const said = await stored(({ stores }) => stores.messageModel.find({ speaker: 'user' }).lean());
    for (const [value, mark] of Object.entries(marks)) {
      // Somebody did write it: the rest of the sentence stands there, around the mark.
      const sentence = castOf(config, 'exsim').cases.find(({ says }) => says.includes(value))?.says ?? '';
      expect(said.map(({ text }) => text).join('\n')).toContain(sentence.replace(value, mark));
    }
    const files = everyFile(demoFolderOf(dataDir));
    const found = Object.keys(marks).flatMap((value) => files.filter(({ bytes }) => holds(bytes, value)));
    expect(found).toEqual([]);
    // A value that stood there would be found as this is.
    expect(files.filter(({ bytes }) => holds(bytes, marks.Girasol77)).length).toBeGreaterThan(0);
  });

  it('tell how far they are, once for each hundredth', () => {
    expect(shares.length).toBeGreaterThan(10);
    expect(shares).toEqual([...new Set(shares)].sort((a, b) => a - b));
  });
});

describe('an agenda of made-up conversations', () => {
  const calendar = createCalendars(loadPolicy('exsim')).get('default');
  const cast = castOf({ policyDir: null }, 'exsim');
  const plan = (seed: number) =>
    planScenes(
      cast,
      { from: new Date('2026-11-01T06:00:00Z'), to: until, perDay: 20, calendar },
      createSeededRandom(seed),
    );

  it('is the same for the same seed, and another for another', () => {
    expect(plan(1)).toEqual(plan(1));
    expect(plan(1)).not.toEqual(plan(2));
  });

  it('has about as many conversations a working day as asked for, most of them in the hours of attention', () => {
    const scenes = plan(3);
    const open = scenes.filter(({ at }) => calendar.isOpen(at)).length;
    const workingDays = calendar.workingDaysBetween(new Date('2026-10-31T06:00:00Z'), until);
    expect(open / workingDays).toBeGreaterThan(14);
    expect(open / workingDays).toBeLessThan(26);
    expect(open / scenes.length).toBeGreaterThan(0.75);
  });
});
