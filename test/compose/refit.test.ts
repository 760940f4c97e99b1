import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { defaultGate } from '../../knowledge/search/gate-model.ts';
import type { StandingSet } from '../../knowledge/search/refit.ts';
import { createRefit, type GateHolder } from '../../src/compose/refit.ts';
import { defineServiceModels } from '../../src/compose/stores.ts';
import type { SearchableEntry } from '../../src/contracts/search.ts';
import { openStore } from '../../src/storage/connection.ts';
import { EmbeddedJobQueue } from '../../src/storage/jobs/embedded-queue.ts';
import { DemandRepository } from '../../src/storage/repositories/demand.ts';
import { buildClock } from '../builders/clock.ts';
import { redacted } from '../builders/flow-context.ts';
import { buildLogger } from '../builders/logger.ts';
import { buildPolicy } from '../builders/policy.ts';

jest.setTimeout(60_000);

const entries: SearchableEntry[] = [
  { id: 'corte', title: 'Hacer el corte de caja', body: 'Cómo cerrar el turno y contar el efectivo de la caja.' },
  { id: 'cancelar', title: 'Cancelar una factura', body: 'Pasos para cancelar un CFDI ante el SAT.' },
  { id: 'respaldo', title: 'Respaldar la base de datos', body: 'Cómo sacar un respaldo y guardarlo.' },
];
const right = [
  { q: '¿cómo hago el corte de caja?', relevant: ['corte'] },
  { q: '¿cómo cancelo una factura?', relevant: ['cancelar'] },
  { q: 'quiero respaldar la base de datos', relevant: ['respaldo'] },
  { q: 'necesito una receta de pastel', relevant: [] },
];
/** More questions than people said anything about: their word alone does not outweigh it. */
const standing: StandingSet = { entries, queries: Array.from({ length: 60 }, () => right).flat() };
const asked = (n: number) => `¿cómo hago el corte de caja del turno ${n}?`;

let world: Awaited<ReturnType<typeof openWorld>>;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.destroy());

describe('the nightly refit of the gate', () => {
  it('leaves the gate alone while there is too little to learn from', async () => {
    await world.say(5, true);
    expect(await world.refit().run()).toMatchObject({ outcome: 'tooLittle', version: null });
    expect(await world.refit().versions()).toEqual([]);
  });

  it('takes a gate into service that does not lose, and finds it again after a restart', async () => {
    await world.say(40, true);
    const report = await world.refit().run();
    expect(report).toMatchObject({ outcome: 'better', version: 1, figures: { judged: 40 } });
    expect(report.figures.heldOut).toBeGreaterThan(0);
    const live = world.gate.model;
    expect(live).not.toEqual(defaultGate);
    expect(world.reloads()).toBe(1);
    world.gate.model = defaultGate;
    await world.refit().load();
    expect(world.gate.model).toEqual(live);
  });

  it('refuses a gate that loses on the standing evaluation, keeps it as a version, and goes on with the old one', async () => {
    // People who refuse every right link teach it to be silent.
    await world.say(200, false);
    expect(await world.refit().run()).toMatchObject({ outcome: 'loses', version: 1 });
    expect(world.gate.model).toEqual(defaultGate);
    expect(await world.refit().versions()).toMatchObject([{ isLive: false, reason: 'loses' }]);
  });

  it('a dry run tells and changes nothing', async () => {
    await world.say(40, true);
    expect(await world.refit().run({ dryRun: true })).toMatchObject({ outcome: 'better', version: null });
    expect([world.gate.model, await world.refit().versions()]).toEqual([defaultGate, []]);
  });

  it('a person brings a version back, and what shipped as 0', async () => {
    await world.say(40, true);
    await world.refit().run();
    await world.refit().rollback(0);
    expect(world.gate.model).toEqual(defaultGate);
    await world.refit().rollback(1);
    expect(world.gate.model).not.toEqual(defaultGate);
    expect((await world.refit().versions()).map(({ reason }) => reason)).toEqual(['better', 'rollback', 'rollback']);
    await expect(world.refit().rollback(9)).rejects.toMatchObject({ code: 'GATE_VERSION_UNKNOWN' });
  });

  it('P5 runs at night by itself, once, and schedules the next night', async () => {
    await world.say(40, true);
    const refit = world.refit();
    await refit.recover();
    await refit.recover();
    await world.jobs.runDue();
    expect(await refit.versions()).toEqual([]);
    world.clock.advance({ hours: 28 });
    await world.jobs.runDue();
    await world.jobs.runDue();
    expect(await refit.versions()).toHaveLength(1);
    world.clock.advance({ hours: 24 });
    await world.jobs.runDue();
    expect(await refit.versions()).toHaveLength(2);
  });
});

/** A store with people's words in it, and three published entries. */
async function openWorld() {
  const folder = mkdtempSync(join(tmpdir(), 'refit-'));
  const store = await openStore({ dataDir: folder });
  const models = defineServiceModels(store.connection);
  await store.ready();
  const [policy, clock, logger] = [buildPolicy(), buildClock(), buildLogger()];
  const jobs = new EmbeddedJobQueue({ model: models.jobs, clock, logger });
  const searches = new DemandRepository(models);
  const gate: GateHolder = { model: defaultGate };
  let reloads = 0;
  const candidates = { published: () => entries } as never;
  const knowledge = {
    candidates,
    load: async () => {
      reloads += 1;
    },
  };
  const shipped = async () => standing;
  const refit = createRefit({ policy, models, clock, logger, jobs, gate, knowledge, shipped });
  return {
    ...{ clock, jobs, gate, refit: () => refit, reloads: () => reloads },
    /** So many people asked for the cash count, were shown the right entry, and said whether it solved it. */
    async say(people: number, solved: boolean) {
      for (let n = 0; n < people; n += 1) {
        const at = new Date(clock.now().getTime() - n * 60_000);
        await searches.add(`key-${n}`, {
          ...{ org: policy.organisation.code, conversation: `c${n}`, episode: 1, contact: `p${n}`, at, judgedAt: at },
          ...{ question: redacted(asked(n)), meaning: `corte caja ${n}`, module: null, band: 'send' },
          ...{ top: ['corte'], shown: ['corte'], solved, solvedBy: solved ? ['corte'] : [], handedOver: false },
          ...{ corrected: null, agentMs: 0, cluster: null },
        });
      }
    },
    async destroy() {
      await jobs.stop();
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
