import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import type { DemandCluster, DemandPort } from '../../src/contracts/demand.ts';
import { AppError } from '../../src/errors/app-error.ts';
import { redacted } from '../builders/flow-context.ts';
import { createWorld, operatorToken, signIn, type World } from './world/world.ts';

const at = new Date('2026-11-20T16:00:00Z');
const cluster: DemandCluster = {
  ...{ id: 'k1', question: redacted('alta de un proveedor'), state: 'open', draftId: null, people: 3, asked: 4 },
  ...{ agentMinutes: 12, troubles: { none: 3, notSolved: 1, handedOver: 0, wrongEntry: 0 }, firstAt: at, lastAt: at },
  examples: [redacted('alta de un proveedor')],
};
const replay = { entryId: 'alta', questions: 3, gains: 1, losses: 0, changes: [] };
const week = { week: '2026-11-16', asked: 2, sent: 1, solved: 1, handedOver: 0 };

/** Remembers what it was asked for; knows the cluster `k1` and the entry `alta`. */
function createFakeDemand() {
  const asked: unknown[][] = [];
  const known = (id: string) => {
    if (id !== 'k1') throw new AppError('DEMAND_NOT_FOUND');
  };
  const port: DemandPort = {
    clusters: async (filter) => {
      asked.push(['clusters', filter]);
      return [cluster];
    },
    dismiss: async (id) => {
      known(id);
      asked.push(['dismiss', id]);
    },
    draft: async (from, entry, by) => {
      if ('clusterId' in from) known(from.clusterId);
      asked.push(['draft', from, entry, by]);
      return { entryId: 'demanda-k1', examples: cluster.examples };
    },
    replay: async (id, questions) => {
      if (id !== 'alta') throw new AppError('ENTRY_NOT_FOUND');
      asked.push(['replay', id, questions]);
      return replay;
    },
    effect: async (id, weeks) => {
      asked.push(['effect', id, weeks]);
      return [week];
    },
    correct: async (conversationId, entryId) => void asked.push(['correct', conversationId, entryId]),
  };
  return { port, asked };
}

const demand = createFakeDemand();
let world: World;
let ana: Record<string, string>;
beforeAll(async () => {
  world = await createWorld({ demand: demand.port });
  world.desk.add({ id: 'ana' });
  ana = (await signIn(world, 'ana')).headers;
  world.conversations.add({ id: 'c1' });
  world.conversations.add({ id: 'c2', organisation: 'confa' });
});
afterAll(() => world.close());
beforeEach(() => {
  demand.asked.length = 0;
});

const base = '/api/knowledge/demand';
const get = (path: string, headers = ana) => request(world.url).get(path).set(headers);
const post = (path: string, body: object, headers = ana) => request(world.url).post(path).set(headers).send(body);

describe('unmet demand over the API', () => {
  it('EXS-42 lists clusters, of ninety days and fifty unless told', async () => {
    const answer = await get(base);
    expect(answer.body.items).toEqual([{ ...cluster, firstAt: at.toISOString(), lastAt: at.toISOString() }]);
    await get(`${base}?days=30&limit=5&state=drafted`);
    expect(demand.asked).toEqual([
      ['clusters', { days: 90, limit: 50 }],
      ['clusters', { days: 30, limit: 5, state: 'drafted' }],
    ]);
  });

  it.each(['days=0', 'days=731', 'limit=201', 'state=gone', 'other=1'])('refuses ?%s', async (query) => {
    const answer = await get(`${base}?${query}`);
    expect([answer.status, answer.body.error.code]).toEqual([400, 'INPUT_INVALID']);
    expect(demand.asked).toEqual([]);
  });

  it('dismisses a cluster, and says when there is none', async () => {
    expect((await post(`${base}/k1/dismiss`, {})).status).toBe(204);
    expect((await post(`${base}/k2/dismiss`, {})).body.error.code).toBe('DEMAND_NOT_FOUND');
    expect(demand.asked).toEqual([['dismiss', 'k1']]);
  });

  it('EXS-42 drafts from a cluster in the name of whoever asks: an agent in the console, the operator over the API', async () => {
    const answer = await post(`${base}/k1/draft`, { title: 'Alta de proveedores' });
    expect(answer.body).toEqual({ entryId: 'demanda-k1', examples: ['alta de un proveedor'] });
    await post(`${base}/k1/draft`, { audience: 'sales' }, { authorization: `Bearer ${operatorToken}` });
    expect(demand.asked).toEqual([
      [
        'draft',
        { clusterId: 'k1' },
        { title: 'Alta de proveedores', audience: 'support', type: 'solucion' },
        { agentId: 'ana', how: 'console' },
      ],
      ['draft', { clusterId: 'k1' }, { audience: 'sales', type: 'solucion' }, { agentId: 'operator', how: 'api' }],
    ]);
  });

  it('drafts from a conversation of one’s own organisation alone', async () => {
    expect((await post(`${base}/drafts`, { conversationId: 'c1', module: 'compras' })).status).toBe(200);
    expect((await post(`${base}/drafts`, { conversationId: 'c2' })).body.error.code).toBe('CONVERSATION_NOT_FOUND');
    const wanted = { module: 'compras', audience: 'support', type: 'solucion' };
    expect(demand.asked).toEqual([['draft', { conversationId: 'c1' }, wanted, { agentId: 'ana', how: 'console' }]]);
  });

  it('EXS-42 takes an agent’s word on a conversation of the own organisation alone', async () => {
    expect((await post(`${base}/corrections`, { conversationId: 'c1', entryId: 'alta' })).status).toBe(204);
    expect((await post(`${base}/corrections`, { conversationId: 'c1', entryId: null })).status).toBe(204);
    const foreign = await post(`${base}/corrections`, { conversationId: 'c2', entryId: null });
    expect(foreign.body.error.code).toBe('CONVERSATION_NOT_FOUND');
    expect((await post(`${base}/corrections`, { conversationId: 'c1' })).body.error.code).toBe('INPUT_INVALID');
    expect(demand.asked).toEqual([
      ['correct', 'c1', 'alta'],
      ['correct', 'c1', null],
    ]);
  });

  it('replays questions before publishing, and shows the effect afterwards', async () => {
    expect((await get('/api/knowledge/entries/alta/replay?questions=200')).body).toEqual(replay);
    expect((await get('/api/knowledge/entries/none/replay')).body.error.code).toBe('ENTRY_NOT_FOUND');
    expect((await get('/api/knowledge/entries/alta/effect')).body).toEqual({ weeks: [week] });
    expect(demand.asked).toEqual([
      ['replay', 'alta', 200],
      ['effect', 'alta', 12],
    ]);
    expect((await get('/api/knowledge/entries/alta/replay?questions=5001')).body.error.code).toBe('INPUT_INVALID');
  });
});
