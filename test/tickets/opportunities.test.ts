import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Redacted } from '../../src/contracts/redacted.ts';
import type { OpportunityDraft } from '../../src/contracts/ticket.ts';
import { isAppError } from '../../src/errors/app-error.ts';
import { createOpportunities, type Opportunities } from '../../src/tickets/opportunities.ts';
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
let opportunities: Opportunities;
beforeAll(async () => {
  store = await openDeskStore();
  opportunities = createOpportunities({ models: store.models, policyOf: () => buildPolicy() });
});
afterAll(() => store.destroy());

describe('opportunities', () => {
  it('EXS-62 EXS-63 EXS-64 goes to the sales roles with its category, description, customer and conversation', async () => {
    const { folio } = await opportunities.record('one', draft, about);
    expect(folio).toMatch(/^EXS-OP-\d{6}$/);
    const [found] = await opportunities.list('exsim', 10, 'closer');
    expect(found).toMatchObject({ ...draft, folio, conversationId: 'c1', roles: ['ventas', 'closer', 'direccion'] });
    expect(await opportunities.list('exsim', 10, 'soporte')).toEqual([]);
  });

  it('P2 one key records one opportunity', async () => {
    const folios = await Promise.all(Array.from({ length: 10 }, () => opportunities.record('same', draft, about)));
    expect(new Set(folios.map((one) => one.folio)).size).toBe(1);
  });

  it.each([
    ['customer data', { customer: { ...draft.customer, name: text(' ') } }, 'customer.name'],
    ['a description', { description: text('') }, 'description'],
  ])('EXS-64 without %s it cannot be sent', async (_, change, missing) => {
    const error = await opportunities.record('incomplete', { ...draft, ...change }, about).catch((thrown) => thrown);
    expect(isAppError(error, 'OPPORTUNITY_INCOMPLETE')).toBe(true);
    expect(String(error)).toContain(missing);
  });
});
