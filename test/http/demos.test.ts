import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import type { AuditRecord } from '../../src/contracts/audit.ts';
import type { Redacted } from '../../src/contracts/redacted.ts';
import { createNotices } from '../../src/desk/notices.ts';
import { opportunitiesBody, opportunityBody } from '../../src/http/opportunities/schema.ts';
import { createRedactor } from '../../src/redaction/index.ts';
import { createOpportunities } from '../../src/tickets/opportunities.ts';
import { buildClock } from '../builders/clock.ts';
import { buildPolicy } from '../builders/policy.ts';
import { type DeskStore, openDeskStore } from '../builders/stored-desk.ts';
import { type Console, createWorld, signIn, type World } from './world/world.ts';

const text = (value: string) => value as Redacted;
const draft = {
  ...({ category: 'modulo_adicional', module: null, description: text('Quieren ver Nómina') } as const),
  customer: { name: text('Persona de prueba'), organisation: null, contact: null },
};
const people = [
  { id: 'vero', roles: ['agent' as const], posts: ['ventas'] },
  { id: 'ana', roles: ['agent' as const], posts: ['agente_exsim'] },
];

let store: DeskStore;
let world: World;
let ana: Console;
const audited: AuditRecord[] = [];

async function open() {
  const clock = buildClock();
  const live = { publish: () => {}, subscribe: () => () => {} };
  const opportunities = createOpportunities({
    ...{ models: store.models, policyOf: () => buildPolicy(), clock, people: async () => people },
    redactor: createRedactor({ salt: Buffer.alloc(32, 1) }),
    audit: { record: async (record) => void audited.push(record) },
    notifications: createNotices({ models: store.models, clock, live }),
  });
  world = await createWorld({ opportunities });
  return opportunities;
}

/** The id of an opportunity without a demo. */
let nextOne: () => Promise<string>;
beforeAll(async () => {
  store = await openDeskStore();
  const opportunities = await open();
  world.desk.add({ id: 'ana' });
  ana = await signIn(world, 'ana');
  let made = 0;
  nextOne = async () => {
    const at = new Date('2026-12-07T17:00:00Z');
    const about = { organisation: 'exsim', conversationId: `c${made}`, contactId: 'p1', at };
    const { folio } = await opportunities.record(`key${made++}`, draft, about);
    const { items } = await opportunities.list('exsim', { limit: 100 });
    return items.find((one) => one.folio === folio)?.id ?? '';
  };
});
afterAll(async () => {
  await world.close();
  await store.destroy();
});

const send = (method: 'put' | 'post', path: string, body: object) =>
  request(world.url)[method](`/api/opportunities/${path}`).set(ana.headers).send(body);
const plan = (id: string, change: object = {}) =>
  send('put', `${id}/demo`, { version: 0, audience: 'clientes_finales', attendees: 5, minutes: 30, ...change });
const confirm = (id: string, version: number, met: string[]) => send('post', `${id}/demo/confirm`, { version, met });
const both = ['partner_o_ventas', 'closer'];

describe('demos of an opportunity', () => {
  it('EXS-56 a request is recorded with its audience, passed to those who sell once, and stands in the trail', async () => {
    const id = await nextOne();
    const { body } = await plan(id);
    const { folio, demo, demoVersion } = opportunityBody.parse(body);
    expect(demoVersion).toBe(1);
    expect(demo).toMatchObject({
      ...{ state: 'requested', attendees: 5, minutes: 30, confirmedAt: null },
      audience: { code: 'clientes_finales', label: 'Clientes finales' },
    });
    // The same again, because the answer got lost.
    expect((await plan(id)).body.demoVersion).toBe(1);
    const notices = await store.models.notices.find({ kind: 'opportunity.demo' }).lean();
    expect(notices.map(({ agent, facts }) => [agent, facts.folio])).toEqual([['vero', folio]]);
    expect(audited.map(({ action, actor, subject }) => [action, actor.id, subject.id])).toEqual([
      ['demo.plan', 'ana', id],
    ]);
    const { body: page } = await request(world.url).get('/api/opportunities').set(ana.headers);
    expect(opportunitiesBody.parse(page)).toMatchObject({ demos: { maxMinutes: 30 }, items: [{ id, demo }] });
  });

  it('EXS-56 takes only an audience of the policy', async () => {
    const { status, body } = await plan(await nextOne(), { audience: 'prensa' });
    expect([status, body.error.code]).toEqual([409, 'DEMO_REFUSED']);
  });

  it('EXS-59 is planned for at most 30 minutes', async () => {
    const id = await nextOne();
    const { status, body } = await plan(id, { minutes: 31 });
    expect([status, body.error.code]).toEqual([422, 'DEMO_TOO_LONG']);
    expect(body.error.message).toContain('30');
    expect((await plan(id, { minutes: 30 })).status).toBe(200);
  });

  it.each([
    [5, both],
    [6, [both[0], 'soporte_tecnico', both[1]]],
  ])('EXS-58 with %i people these rules are checked: %s', async (attendees, codes) => {
    const { body } = await plan(await nextOne(), { attendees });
    expect(opportunityBody.parse(body).demo?.rules).toEqual(
      codes.map((code) => expect.objectContaining({ code, isMet: false })),
    );
  });

  it('EXS-58 is not confirmed while a rule is missing, and says which one', async () => {
    const id = await nextOne();
    await plan(id, { attendees: 6 });
    const refused = await confirm(id, 1, both);
    expect([refused.status, refused.body.error.code]).toEqual([409, 'DEMO_RULES_UNMET']);
    expect(refused.body.error.message).toContain('Se pidió apoyo de soporte técnico');
    expect(refused.body.error.message).not.toContain('closer');
    const { body } = await confirm(id, 1, [...both, 'soporte_tecnico']);
    const { demo } = opportunityBody.parse(body);
    expect(demo).toMatchObject({ state: 'confirmed' });
    expect(demo?.rules.every(({ isMet }) => isMet)).toBe(true);
    expect(audited.at(-1)).toMatchObject({ action: 'demo.confirm', actor: { id: 'ana' }, facts: { attendees: 6 } });
  });

  it('EXS-58 a confirmed demo that changes is checked and confirmed again', async () => {
    const id = await nextOne();
    await plan(id);
    await confirm(id, 1, both);
    const { body } = await plan(id, { version: 2, attendees: 6 });
    expect(opportunityBody.parse(body).demo).toMatchObject({ state: 'requested', confirmedAt: null });
    expect((await confirm(id, 3, both)).body.error.code).toBe('DEMO_RULES_UNMET');
  });

  it('refuses a change over what somebody else changed, and what is not there', async () => {
    const id = await nextOne();
    expect((await confirm(id, 0, both)).body.error.code).toBe('DEMO_REFUSED');
    await plan(id);
    expect((await plan(id, { attendees: 9 })).body.error.code).toBe('DEMO_REFUSED');
    expect((await plan('nobody')).body.error.code).toBe('OPPORTUNITY_NOT_FOUND');
  });
});
