import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { StoredExampleProposals } from '../../../knowledge/answer/proposals.ts';
import { createTeaching } from '../../../knowledge/demand/teaching.ts';
import { createSearchEngine } from '../../../knowledge/search/engine.ts';
import type { Job, JobHandler, JobQueue, JobRequest } from '../../../src/contracts/jobs.ts';
import { createRedactor } from '../../../src/redaction/index.ts';
import { openStore } from '../../../src/storage/connection.ts';
import { defineClusters, defineSearches, type SearchDoc } from '../../../src/storage/models/demand.ts';
import { defineProposals } from '../../../src/storage/models/model-help.ts';
import { DemandRepository } from '../../../src/storage/repositories/demand.ts';
import { ProposalRepository } from '../../../src/storage/repositories/proposals.ts';
import { buildEntry, openKnowledge } from '../../builders/knowledge.ts';
import { buildSearch } from '../../builders/search.ts';

jest.setTimeout(30_000);

const engine = createSearchEngine();
const corte = ['corte-de-caja'];
const question = 'no me cuadra el dinero al cerrar';
const lola = { agentId: 'lola', how: 'console' } as const;

let base: Awaited<ReturnType<typeof openKnowledge>>;
let world: Awaited<ReturnType<typeof openTeaching>>;
beforeEach(async () => {
  base = await openKnowledge();
  await base.knowledge.importEntries([buildEntry()], { author: 'lola', how: 'import' });
  world = await openTeaching(base);
});
afterEach(async () => {
  await world.destroy();
  await base.destroy();
});

describe('examples from what entries solved', () => {
  it('EXS-42 a question that an entry solved is proposed once, and a person makes an example of it', async () => {
    await world.solved('p1', question);
    await world.solved('p2', 'al cerrar no me cuadra el dinero');
    const found = await world.proposals.list('corte-de-caja');
    expect(found).toMatchObject([{ text: question, state: 'pending', prompt: 'feedback-solved', model: 'none' }]);
    expect(found[0]).not.toHaveProperty('contact');
    expect(await world.proposals.pending(10)).toEqual(found);
    await world.proposals.decide(found[0]?.id ?? '', true, lola);
    expect((await base.entries.get('corte-de-caja')).examples).toContain(question);
    expect(await world.proposals.pending(10)).toEqual([]);
  });

  it('an agent who names the entry proposes it too', async () => {
    await world.judge('p1', question, { solved: false, corrected: 'corte-de-caja', shown: ['other'] });
    expect(await world.proposals.list('corte-de-caja')).toMatchObject([{ prompt: 'feedback-corrected' }]);
  });

  it('what was rejected is not proposed again', async () => {
    await world.solved('p1', question);
    const [first] = await world.proposals.list('corte-de-caja');
    await world.proposals.decide(first?.id ?? '', false, lola);
    await world.solved('p2', question);
    expect(await world.proposals.list('corte-de-caja')).toMatchObject([{ state: 'rejected' }]);
  });

  it.each([
    ['a yes to several links says nothing of each', question, { solvedBy: ['corte-de-caja', 'arqueo'] }],
    ['an entry that is not there', question, { solvedBy: ['gone'] }],
    ['a no', question, { solved: false, solvedBy: [] }],
    ['nobody’s word', question, { solved: null, solvedBy: [] }],
    ['what the entry has as an example', 'como hago corte de caja', {}],
    ['its own title', 'corte de caja paso a paso', {}],
    ['P4 a text with a mark of the redactor', 'mi clave [contraseña eliminada] no abre la caja', {}],
    ['a link', 'mira https://exsim.example/x por favor', {}],
    ['a text that is too short', 'caja', {}],
    ['a text that is too long', 'caja '.repeat(40), {}],
  ])('no proposal: %s', async (_why, text, over) => {
    await world.solved('p1', text, over);
    expect(await world.proposals.list('corte-de-caja')).toEqual([]);
  });

  it('no proposal for a draft, and no more than eight examples with what is pending', async () => {
    const ways = ['rojo', 'verde', 'azul', 'negro', 'blanco', 'gris', 'rosa', 'morado', 'dorado', 'plateado'];
    for (const way of ways) await world.solved('p', `dinero faltante ${way}`);
    expect(await world.proposals.list('corte-de-caja')).toHaveLength(6);
    const { id } = await base.entries.create({ title: 'Arqueo', audience: 'support', type: 'solucion' }, lola);
    await world.judge('p', question, { corrected: id });
    expect(await world.proposals.list(id)).toEqual([]);
  });

  it('is approved by itself from as many different people as the policy says, and by nobody without it', async () => {
    for (const person of ['p1', 'p1', 'p2', 'p3', 'p4']) await world.solved(person, question);
    expect(await world.proposals.list('corte-de-caja')).toMatchObject([{ state: 'pending' }]);
    const other = await openTeaching(base, 3);
    for (const person of ['p1', 'p1', 'p2']) await other.solved(person, question);
    expect(await other.proposals.list('corte-de-caja')).toMatchObject([{ state: 'pending' }]);
    await other.solved('p3', question);
    expect(await other.proposals.list('corte-de-caja')).toMatchObject([{ state: 'approved', decidedBy: 'system' }]);
    const entry = await base.entries.get('corte-de-caja');
    expect(entry.examples.filter((text) => text === question)).toHaveLength(1);
    await other.destroy();
  });

  it('P5 a start learns what was judged before a crash took the job', async () => {
    world.jobs.forget = true;
    await world.solved('p1', question);
    expect(await world.proposals.list('corte-de-caja')).toEqual([]);
    world.jobs.forget = false;
    await world.teaching.recover();
    await world.jobs.run();
    expect(await world.proposals.list('corte-de-caja')).toMatchObject([{ text: question }]);
  });
});

/** A queue that runs when it is told to, each key once; it can forget, as after a crash. */
function createQueue() {
  const handlers = new Map<string, JobHandler>();
  const waiting = new Map<string, JobRequest>();
  const queue = {
    forget: false,
    handle: (type: string, handler: JobHandler) => void handlers.set(type, handler),
    schedule: async (job: JobRequest) => void (queue.forget || waiting.set(job.key, job)),
    cancel: async (key: string) => void waiting.delete(key),
    start: async () => {},
    stop: async () => {},
    async run() {
      for (const [key, job] of waiting) {
        waiting.delete(key);
        await handlers.get(job.type)?.({ ...job, attempt: 1 } satisfies Job);
      }
    },
  };
  return queue satisfies JobQueue;
}

/** Teaching over a knowledge base, with the log and the proposals on a store of their own. */
async function openTeaching(
  { knowledge, clock }: Awaited<ReturnType<typeof openKnowledge>>,
  approveFromPeople: number | null = null,
) {
  const folder = mkdtempSync(join(tmpdir(), 'teaching-'));
  const store = await openStore({ dataDir: folder });
  const models = { searches: defineSearches(store.connection), clusters: defineClusters(store.connection) };
  const repository = new ProposalRepository(defineProposals(store.connection));
  await store.ready();
  const { entries } = knowledge;
  const proposals = new StoredExampleProposals({
    ...{ organisation: 'exsim', repository, entries, clock, model: null, meaningOf: engine.meaningOf },
    redactor: createRedactor({ salt: Buffer.alloc(32, 1) }),
  });
  const jobs = createQueue();
  const teaching = createTeaching({
    ...{ organisation: 'exsim', proposals: repository, decisions: proposals, entries, engine, jobs, clock },
    ...{ repository: new DemandRepository(models), approveFromPeople },
  });
  let asked = 0;
  const judge = async (contact: string, text: string, over: Partial<SearchDoc>) => {
    asked += 1;
    const search = buildSearch(text, { _id: `s${asked}`, contact, judgedAt: clock.now(), ...over });
    await models.searches.create(search);
    await teaching.note(search);
    await jobs.run();
  };
  return {
    ...{ proposals, teaching, jobs, judge },
    solved: (contact: string, text: string, over: Partial<SearchDoc> = {}) =>
      judge(contact, text, { shown: corte, solved: true, solvedBy: corte, ...over }),
    async destroy() {
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
