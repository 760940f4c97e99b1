import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { loadPolicy } from '../../src/policy/load.ts';
import { areaFor } from '../../src/policy/routing.ts';

const policy = loadPolicy('exsim');
const question = (field: string) => policy.diagnosis.questions.find((one) => one.field === field);

describe("Exsim's policy", () => {
  it('EXS-01 takes WhatsApp and e-mail, lets an agent log a call, and keeps Facebook reserved (AMB-57)', () => {
    expect(policy.channels).toMatchObject({
      whatsapp: { enabled: true },
      email: { enabled: true },
      phone: { enabled: true },
      facebook: { enabled: false },
    });
    expect(policy.channels).not.toHaveProperty('anydesk');
  });

  it('EXS-07 knows the three customer classes', () => {
    expect(policy.identification.customerClasses.map((one) => one.label)).toEqual([
      'Cliente Top',
      'Estándar',
      'Usuario Final',
    ]);
  });

  it('EXS-08 knows both user types', () => {
    expect(policy.identification.userTypes.map((one) => one.value)).toEqual(['partner', 'usuario_final']);
  });

  it('EXS-11 has exactly the three kinds', () => {
    expect(question('kind')?.choices.map((one) => one.value)).toEqual(['soporte', 'bug', 'mejora']);
  });

  it('EXS-30 asks what separates quick from long support: one document, several, or all', () => {
    expect(question('length')?.choices.map((one) => one.value)).toEqual(['short', 'long', 'long']);
  });

  it('EXS-12 EXS-13 opens a ticket over 30 minutes: the quick path is under the limit, the long one over it', () => {
    expect(policy.ticketRule).toMatchObject({ strategy: 'duration', limitMinutes: 30 });
    expect(policy.diagnosis.minutes.short).toBeLessThanOrEqual(30);
    expect(policy.diagnosis.minutes.long).toBeGreaterThan(30);
  });

  it.each([
    ['EXS-16 a complex bug', { kind: 'bug', complexity: 'complejo' }, 'desarrollo'],
    ['EXS-15 a simple bug', { kind: 'bug', complexity: 'sencillo' }, 'soporte'],
    ['EXS-22 an opportunity', { kind: 'mejora', opportunity: 'modulo_adicional' }, 'ventas'],
    ['EXS-14 an improvement without an opportunity', { kind: 'mejora', opportunity: null }, 'soporte'],
    ['a case of which nothing is known', {}, 'soporte'],
  ])('%s goes to its area', (_, facts, area) => {
    expect(areaFor(policy, facts)).toBe(area);
  });

  it('EXS-63 routes opportunities to sales, closer and management', () => {
    expect(policy.salesRoles).toEqual(['ventas', 'closer', 'direccion']);
  });

  it('EXS-71 EXS-15 have 72 and 24 natural hours', () => {
    expect(policy.tickets).toMatchObject({ totalHours: 72, simpleBugHours: 24 });
  });

  it('EXS-76 has two ends, closed and channelled as an opportunity, and none other', () => {
    const ends = policy.tickets.states.filter((state) => state.next.length === 0);
    expect(ends.map((state) => [state.code, state.phase])).toEqual([
      ['cerrado', 'closed'],
      ['oportunidad', 'closed'],
    ]);
    const phases = policy.tickets.states.map((state) => state.phase);
    expect(phases).not.toContain('rejected');
    expect(phases).not.toContain('cancelled');
  });

  it('speaks with the values that the labelled first messages use, no others', () => {
    // The labels are published in data/drs.md; a change there must be made here too.
    expect(
      question('module')
        ?.choices.map((one) => one.value)
        .sort(),
    ).toEqual(
      [
        'compras',
        'contabilidad',
        'crm',
        'cuentas_por_cobrar',
        'cuentas_por_pagar',
        'facturacion',
        'instalacion',
        'inventarios',
        'nomina',
        'otro',
        'produccion',
        'punto_de_venta',
        'respaldo',
      ].sort(),
    );
    expect(question('impact')?.choices.map((one) => one.value)).toEqual([
      'usuario',
      'departamento',
      'organizacion',
      'compania',
    ]);
    expect(question('urgency')?.choices.map((one) => one.value)).toEqual(['critica', 'alta', 'media', 'baja']);
  });

  it('holds no tab, no trailing space and no unquoted time, so that people can edit it safely', () => {
    const text = readFileSync('policies/exsim.yaml', 'utf8');
    expect(text).not.toMatch(/\t| +\n/);
    expect(text).not.toMatch(/: \d{1,2}:\d{2}\b/);
  });
});
