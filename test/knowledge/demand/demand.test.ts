import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { createDemand } from '../../../knowledge/demand/demand.ts';
import { type Founder, founderOf, shapeOf } from '../../../knowledge/demand/likeness.ts';
import { createSearchRecorder } from '../../../knowledge/demand/recorder.ts';
import { createSearchEngine } from '../../../knowledge/search/engine.ts';
import type { AnswerBand } from '../../../src/contracts/knowledge.ts';
import { openStore } from '../../../src/storage/connection.ts';
import { defineClusters, defineSearches } from '../../../src/storage/models/demand.ts';
import { DemandRepository } from '../../../src/storage/repositories/demand.ts';
import { redacted } from '../../builders/flow-context.ts';
import { buildEntry, openKnowledge } from '../../builders/knowledge.ts';

// A store opens and closes for each; the machine may be busy.
jest.setTimeout(30_000);

const engine = createSearchEngine();
const ana = { agentId: 'ana', how: 'console' } as const;
const wanted = { audience: 'support', type: 'solucion' } as const;

describe('clusters', () => {
  const founders: Founder[] = [];
  const clusterOf = (question: string) => {
    const meaning = engine.meaningOf(question);
    const known = founderOf(shapeOf(meaning), founders);
    if (known) return known.id;
    founders.push({ id: question, shape: shapeOf(meaning) });
    return question;
  };

  it('joins what asks the same in other words, endings and spellings, and keeps apart what does not', () => {
    const first = '¿Cómo cancelo una factura timbrada?';
    expect(clusterOf(first)).toBe(first);
    for (const same of [
      'cancelar facturas timbradas',
      'como cancelo factura timbrada',
      'cancelación de la factura timbrada',
    ])
      expect([same, clusterOf(same)]).toEqual([same, first]);
    for (const other of ['¿Cómo timbro la nómina?', 'no abre el punto de venta', 'respaldo de la base de datos'])
      expect([other, clusterOf(other)]).toEqual([other, other]);
  });

  it('never moves a question when others come: the same order gives the same clusters, and so does a part of it', () => {
    const words = fc.constantFrom('factura', 'cancelar', 'timbrar', 'nómina', 'recibo', 'corte', 'caja', 'inventario');
    const questions = fc.array(
      fc.array(words, { minLength: 1, maxLength: 4 }).map((list) => list.join(' ')),
      { maxLength: 20 },
    );
    const run = (asked: readonly string[]) => {
      const known: Founder[] = [];
      return asked.map((question) => {
        const shape = shapeOf(engine.meaningOf(question));
        const found = founderOf(shape, known);
        if (found) return found.id;
        known.push({ id: question, shape });
        return question;
      });
    };
    fc.assert(
      fc.property(questions, fc.nat(20), (asked, cut) => {
        expect(run(asked).slice(0, cut)).toEqual(run(asked.slice(0, cut)));
      }),
    );
  });
});

describe('unmet demand', () => {
  let base: Awaited<ReturnType<typeof openKnowledge>>;
  let world: Awaited<ReturnType<typeof openDemand>>;
  beforeEach(async () => {
    base = await openKnowledge();
    world = await openDemand(base);
  });
  afterEach(async () => {
    await world.destroy();
    await base.destroy();
  });

  it('EXS-42 lists what people asked in vain, by people and by agent time', async () => {
    await world.ask('p1', 'como cancelo una factura');
    await world.ask('p1', 'cancelar facturas');
    await world.ask('p2', 'no imprime el ticket de venta');
    await world.ask('p3', 'imprimir tickets de venta');
    await world.ask('p4', 'alta de un proveedor');
    await world.recorder.attended(12 * 60_000, world.place('p4'));
    expect(await world.list()).toMatchObject([
      { question: 'no imprime el ticket de venta', people: 2, asked: 2 },
      { question: 'alta de un proveedor', people: 1, asked: 1, agentMinutes: 12 },
      { question: 'como cancelo una factura', people: 1, asked: 2, agentMinutes: 0 },
    ]);
  });

  it('P2 a turn that runs again counts once', async () => {
    for (let run = 0; run < 2; run += 1) {
      await world.ask('p1', 'como cancelo una factura', { key: 'turn-1' });
      await world.recorder.handedOver(world.place('p1'));
      await world.recorder.attended(60_000, world.place('p1'));
    }
    expect(await world.list()).toMatchObject([{ asked: 1, people: 1, agentMinutes: 1, troubles: { none: 1 } }]);
  });

  it('EXS-42 a link that did not solve it, an agent after a link and an agent’s word are unmet; a solved one is not', async () => {
    const shown = ['corte-de-caja'];
    await base.knowledge.importEntries([buildEntry()], { author: 'lola', how: 'import' });
    await world.ask('p1', 'cómo hago el corte de caja', { band: 'send', shown });
    await world.recorder.settled(shown, true, world.place('p1'));
    await world.recorder.handedOver(world.place('p1'));
    await world.ask('p2', 'falla el lector de huella', { band: 'send', shown });
    await world.recorder.settled(shown, false, world.place('p2'));
    await world.ask('p3', 'alta de un proveedor nuevo', { band: 'send', shown });
    await world.recorder.handedOver(world.place('p3'));
    await world.ask('p4', 'póliza descuadrada en contabilidad', { band: 'send', shown });
    expect((await world.list()).map(({ question, troubles }) => [question, troubles])).toEqual([
      ['falla el lector de huella', { none: 0, notSolved: 1, handedOver: 0, wrongEntry: 0 }],
      ['alta de un proveedor nuevo', { none: 0, notSolved: 0, handedOver: 1, wrongEntry: 0 }],
    ]);
    await world.demand.correct('c-p4', null);
    expect((await world.list()).at(-1)).toMatchObject({ troubles: { wrongEntry: 1 } });
    await expect(world.demand.correct('nowhere', null)).rejects.toMatchObject({ code: 'DEMAND_NOT_FOUND' });
    await expect(world.demand.correct('c-p4', 'no-such')).rejects.toMatchObject({ code: 'ENTRY_NOT_FOUND' });
  });

  it('EXS-42 one step from a cluster to a draft with its example questions, the same draft a second time', async () => {
    for (const [n, question] of ['cómo cancelo una factura', 'cancelar facturas', 'cancelar factura'].entries())
      await world.ask(`p${n}`, question);
    const [cluster] = await world.list();
    const made = await world.demand.draft({ clusterId: cluster?.id ?? '' }, wanted, ana);
    expect(made.examples).toEqual(['cómo cancelo una factura']);
    expect(await base.knowledge.entries.get(made.entryId)).toMatchObject({
      ...{ state: 'draft', author: 'ana', title: 'cómo cancelo una factura', url: null, examples: made.examples },
    });
    expect(await world.demand.draft({ clusterId: cluster?.id ?? '' }, wanted, ana)).toEqual(made);
    expect(await world.list()).toMatchObject([{ state: 'drafted', draftId: made.entryId }]);
    await world.demand.dismiss(cluster?.id ?? '');
    expect(await world.list()).toMatchObject([{ state: 'dismissed' }]);
    await expect(world.demand.draft({ clusterId: 'none' }, wanted, ana)).rejects.toMatchObject({
      code: 'DEMAND_NOT_FOUND',
    });
  });

  it('keeps eight ways to ask at most, the most asked first', async () => {
    const ways = ['rojo', 'verde', 'azul', 'negro', 'blanco', 'gris', 'rosa', 'morado', 'dorado', 'plateado'];
    for (const way of ways) await world.ask('p', `cancelar factura timbrada cliente mostrador ${way}`);
    await world.ask('q', 'cancelar factura timbrada cliente mostrador plateado');
    const [cluster] = await world.list();
    expect(cluster?.examples).toHaveLength(8);
    expect(cluster?.examples[0]).toBe('cancelar factura timbrada cliente mostrador plateado');
  });

  it('a solved conversation becomes a draft as well', async () => {
    await world.ask('p1', 'alta de un proveedor');
    const made = await world.demand.draft({ conversationId: 'c-p1' }, { ...wanted, title: 'Alta de proveedores' }, ana);
    expect(await base.knowledge.entries.get(made.entryId)).toMatchObject({
      ...{ title: 'Alta de proveedores', examples: ['alta de un proveedor'], state: 'draft' },
    });
    expect(await world.demand.draft({ conversationId: 'c-p1' }, wanted, ana)).toEqual(made);
  });

  it('shows before publishing what the last questions would have got', async () => {
    await base.knowledge.importEntries([buildEntry()], { author: 'lola', how: 'import' });
    await world.ask('p1', 'cómo hago el corte de caja', { band: 'send', shown: ['corte-de-caja'] });
    await world.recorder.settled(['corte-de-caja'], true, world.place('p1'));
    await world.ask('p2', 'cómo doy de alta un proveedor');
    await world.ask('p3', 'cómo doy de alta un proveedor');
    const good = {
      ...wanted,
      title: 'Alta de proveedores',
      examples: ['cómo doy de alta un proveedor', 'nuevo proveedor'],
    };
    const { id } = await base.knowledge.entries.create(good, ana);
    expect(await world.demand.replay(id, 100)).toMatchObject({
      ...{ questions: 3, gains: 1, losses: 0 },
      changes: [
        { effect: 'gain', asked: 2, before: { band: 'none', first: null }, after: { band: 'send', first: id } },
      ],
    });
  });

  it('shows after publishing what an entry did, by week', async () => {
    await base.knowledge.importEntries([buildEntry()], { author: 'lola', how: 'import' });
    const shown = ['corte-de-caja'];
    const week = (day: string) => new Date(`2026-11-${day}T16:00:00Z`);
    await world.ask('p1', 'cómo hago el corte de caja', { band: 'send', shown, at: week('10') });
    await world.recorder.settled(shown, true, world.place('p1'));
    await world.ask('p2', 'corte de caja', { band: 'send', shown, at: week('17') });
    await world.recorder.handedOver(world.place('p2'));
    await world.ask('p3', 'corte de caja', { band: 'none', at: week('18') });
    expect(await world.demand.effect('corte-de-caja', 12)).toEqual([
      { week: '2026-11-09', asked: 1, sent: 1, solved: 1, handedOver: 0 },
      { week: '2026-11-16', asked: 2, sent: 1, solved: 0, handedOver: 1 },
    ]);
  });
});

/** The demand over a knowledge base, on a store of its own. */
async function openDemand({ knowledge }: Awaited<ReturnType<typeof openKnowledge>>) {
  const folder = mkdtempSync(join(tmpdir(), 'demand-'));
  const store = await openStore({ dataDir: folder });
  const models = { searches: defineSearches(store.connection), clusters: defineClusters(store.connection) };
  await store.ready();
  const clock = { now: () => new Date('2026-11-23T18:00:00Z') };
  const { candidates, entries } = knowledge;
  const parts = { organisation: 'exsim', repository: new DemandRepository(models), engine, clock, candidates, entries };
  const recorder = createSearchRecorder(parts);
  const demand = createDemand(parts);
  const place = (person: string) => ({ organisation: 'exsim', conversationId: `c-${person}`, episode: 1 });
  let asked = 0;
  return {
    ...{ recorder, demand, place },
    list: () => demand.clusters({ days: 90, limit: 50 }),
    async ask(
      person: string,
      text: string,
      over: { key?: string; band?: AnswerBand; shown?: string[]; at?: Date } = {},
    ) {
      asked += 1;
      const { key = `key-${asked}`, band = 'none', shown = [] } = over;
      const at = over.at ?? new Date(Date.parse('2026-11-23T16:00:00Z') + asked * 1_000);
      const about = { ...place(person), contactId: person, at };
      await recorder.asked(key, { question: redacted(text), band, shown, module: null }, about);
    },
    async destroy() {
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
