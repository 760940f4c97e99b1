import { describe, expect, it } from '@jest/globals';
import { createCalendars } from '../../src/calendar/calendars.ts';
import { policySchema } from '../../src/contracts/policy.ts';
import { crossCheck } from '../../src/policy/checks/cross-check.ts';
import { createCustomerPolicies } from '../../src/policy/contracts.ts';
import { loadPolicy } from '../../src/policy/load.ts';
import { priorityOf } from '../../src/policy/priority.ts';

const base = loadPolicy('masnegocio');
// The profile's routing asks about the fact `tam` of a contract.
const withContract = (overrides: Record<string, unknown>, facts: Record<string, string> = { tam: 'no' }) =>
  policySchema.parse({ ...base, contracts: [{ code: 'c1', companies: ['Aceros del Norte'], facts, overrides }] });

describe('contracts of single customers', () => {
  it('MAS-55 a contract replaces cells of the matrix for its customer only', () => {
    const of = createCustomerPolicies(withContract({ priority: { cells: { baja: { usuario: 'media' } } } }));
    const facts = { urgency: 'baja', impact: 'usuario' };
    expect(priorityOf(of('ACEROS  del norte').policy, facts)).toBe('media');
    expect(priorityOf(of('Otra Compañía').policy, facts)).toBe('baja');
    expect(priorityOf(of(null).policy, facts)).toBe('baja');
  });

  it('MAS-14 a contract extends the hours of its customer', () => {
    const open = [{ days: ['sat'], from: '09:00', to: '14:00' }];
    const of = createCustomerPolicies(withContract({ calendar: { open } }));
    const saturday = new Date('2026-10-10T10:00:00-06:00');
    const isOpen = (company: string) => createCalendars(of(company).policy).get('default').isOpen(saturday);
    expect([isOpen('Aceros del Norte'), isOpen('Otra')]).toEqual([true, false]);
  });

  it('MAS-88 a contract says whether the customer has a DRP', () => {
    const of = createCustomerPolicies(withContract({}, { drp: 'yes' }));
    expect([of('Aceros del Norte').facts.drp, of('Otra').facts.drp]).toEqual(['yes', undefined]);
  });

  it('refuses a contract that makes no valid policy, and one that changes who the organisation is', () => {
    const messages = (overrides: Record<string, unknown>) =>
      crossCheck(withContract(overrides)).map(({ path, message }) => `${path.join('.')}: ${message}`);
    expect(messages({ calendar: { open: [{ days: ['sat'], from: '9', to: '14:00' }] } })).toEqual([
      expect.stringContaining('contracts.0.overrides.calendar.open.0.from: "9" is not allowed'),
    ]);
    expect(messages({ organisation: { name: 'Otro' } })).toEqual([
      'contracts.0.overrides.organisation: cannot differ by contract; remove it',
    ]);
    expect(messages({ tickets: { unsatisfiedTo: 'nada' } })).toEqual([
      expect.stringContaining('"nada" does not exist'),
    ]);
  });
});
