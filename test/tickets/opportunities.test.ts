import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AuditRecord } from '../../src/contracts/audit.ts';
import type { OpportunityDesk } from '../../src/contracts/opportunities.ts';
import type { Redacted } from '../../src/contracts/redacted.ts';
import type { OpportunityDraft } from '../../src/contracts/ticket.ts';
import { createNotices } from '../../src/desk/notices.ts';
import { isAppError } from '../../src/errors/app-error.ts';
import { createRedactor } from '../../src/redaction/index.ts';
import { createOpportunities } from '../../src/tickets/opportunities.ts';
import { buildClock } from '../builders/clock.ts';
import { buildPolicy } from '../builders/policy.ts';
import { type DeskStore, openDeskStore } from '../builders/stored-desk.ts';

const text = (value: string) => value as Redacted;
const about = {
  organisation: 'exsim',
  conversationId: 'c1',
  contactId: 'p1',
  at: new Date('2026-12-07T17:00:00Z'),
};
const draft: OpportunityDraft = {
  category: 'desarrollo_especial',
  module: 'facturacion',
  description: text('Quieren el reporte de ventas cada semana por correo'),
  customer: { name: text('Persona de prueba'), organisation: text('Comercial de prueba'), contact: null },
};

let store: DeskStore;
let opportunities: OpportunityDesk;
let policy = buildPolicy();
const audited: AuditRecord[] = [];
const ana = { kind: 'agent', id: 'ana' } as const;
const people = [
  { id: 'vero', roles: ['agent' as const], posts: ['ventas'] },
  { id: 'ana', roles: ['agent' as const], posts: ['agente_exsim'] },
];
const told = async (agent: string) =>
  (await store.models.notices.find({ agent }).lean()).map(({ kind, facts }) => [kind, facts.folio]);
beforeAll(async () => {
  store = await openDeskStore();
  const clock = buildClock();
  opportunities = createOpportunities({
    ...{ models: store.models, policyOf: () => policy, clock, people: async () => people },
    redactor: createRedactor({ salt: Buffer.alloc(32, 1) }),
    audit: { record: async (record) => void audited.push(record) },
    notifications: createNotices({
      models: store.models,
      clock,
      live: { publish: () => {}, subscribe: () => () => {} },
    }),
  });
});
afterAll(() => store.destroy());

describe('opportunities', () => {
  it('EXS-62 EXS-63 EXS-64 goes to the sales roles with its category, description, customer and conversation', async () => {
    const { folio } = await opportunities.record('one', draft, about);
    expect(folio).toMatch(/^EXS-OP-\d{6}$/);
    const [found] = (await opportunities.list('exsim', { limit: 10, role: 'closer' })).items;
    expect(found).toMatchObject({ ...draft, folio, conversationId: 'c1', roles: ['ventas', 'closer', 'direccion'] });
    expect((await opportunities.list('exsim', { limit: 10, role: 'soporte' })).items).toEqual([]);
    expect(await told('vero')).toEqual([['opportunity.recorded', folio]]);
    expect(await told('ana')).toEqual([]);
  });

  it('P2 one key records one opportunity', async () => {
    const folios = await Promise.all(Array.from({ length: 10 }, () => opportunities.record('same', draft, about)));
    expect(new Set(folios.map((one) => one.folio)).size).toBe(1);
    expect((await told('vero')).filter(([, folio]) => folio === folios[0]?.folio)).toHaveLength(1);
  });

  it.each([
    ['customer data', { customer: { ...draft.customer, name: text(' ') } }, 'customer.name'],
    ['a description', { description: text('') }, 'description'],
  ])('EXS-64 without %s it cannot be sent', async (_, change, missing) => {
    const error = await opportunities.record('incomplete', { ...draft, ...change }, about).catch((thrown) => thrown);
    expect(isAppError(error, 'OPPORTUNITY_INCOMPLETE')).toBe(true);
    expect(String(error)).toContain(missing);
  });

  const given = {
    ...({ key: 'k1', category: 'modulo_adicional', module: 'nomina' } as const),
    description: 'Quieren Nómina. La contraseña: Zorro.2026 ya la tienen',
    customer: { name: 'Persona de prueba', organisation: ' ', contact: null },
  };
  const place = { organisation: 'exsim', conversationId: 'c9', contactId: 'p9', isSuspected: false };

  it('EXS-25 P4 an agent marks one in a conversation, at any point and once, and no secret goes along', async () => {
    const marked = await opportunities.mark(given, place, ana);
    expect((await opportunities.mark(given, place, ana)).folio).toBe(marked.folio);
    const found = await opportunities.ofConversation('exsim', 'c9');
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ category: 'modulo_adicional', customer: { organisation: null } });
    expect(found[0]?.description).toContain('Quieren Nómina');
    expect(JSON.stringify(found)).not.toContain('Zorro.2026');
    expect(await opportunities.ofConversation('otra', 'c9')).toEqual([]);
  });

  it('are listed page after page, newest first', async () => {
    const first = await opportunities.list('exsim', { limit: 2 });
    const second = await opportunities.list('exsim', { limit: 2, after: first.next ?? 0 });
    const folios = [...first.items, ...second.items].map(({ folio }) => folio);
    expect(folios).toEqual([...folios].sort().reverse());
    expect(new Set(folios).size).toBe(folios.length);
    expect([first.items.length, second.next]).toEqual([2, null]);
  });

  it('EXS-25 EXS-61 the trail says once who marked one, and who confirmed what the diagnosis suspected', async () => {
    const deeds = () => audited.map(({ action, actor, subject, facts }) => [action, actor.id, subject.id, facts]);
    const facts = { category: 'modulo_adicional' };
    expect(deeds()).toEqual([['opportunity.mark', 'ana', 'c9', facts]]);
    const suspected = { ...place, conversationId: 'c10', isSuspected: true };
    await opportunities.mark({ ...given, key: 'k3' }, suspected, ana);
    await opportunities.mark({ ...given, key: 'k3' }, suspected, ana);
    const refused = opportunities.mark({ ...given, key: 'k4', description: ' ' }, suspected, ana);
    await expect(refused).rejects.toMatchObject({ code: 'OPPORTUNITY_INCOMPLETE' });
    expect(deeds().slice(1)).toEqual([['opportunity.confirm', 'ana', 'c10', facts]]);
  });

  it('EXS-63 cannot be marked where the policy names nobody who sells', async () => {
    policy = buildPolicy({ salesRoles: [] });
    const error = await opportunities.mark({ ...given, key: 'k2' }, place, ana).catch((thrown: unknown) => thrown);
    policy = buildPolicy();
    expect(isAppError(error, 'OPPORTUNITY_UNROUTED')).toBe(true);
  });
});
