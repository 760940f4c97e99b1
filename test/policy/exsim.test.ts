import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { loadPolicy } from '../../src/policy/load.ts';
import { areaFor } from '../../src/policy/routing.ts';

const policy = loadPolicy('exsim');
const question = (field: string) => policy.diagnosis.questions.find((one) => one.field === field);

describe("Exsim's policy", () => {
  it('has the official channels, Facebook through the Bot Service door; AnyDesk is a tool and none of them (EXS-01, AMB-57)', () => {
    expect(policy.channels).toMatchObject({
      whatsapp: { enabled: true },
      email: { enabled: true },
      phone: { enabled: true },
      facebook: { enabled: true },
    });
    expect(policy.channels).not.toHaveProperty('anydesk');
  });

  it('knows the three customer classes (EXS-07)', () => {
    expect(policy.identification.customerClasses.map((one) => one.label)).toEqual([
      'Cliente Top',
      'Estándar',
      'Usuario Final',
    ]);
  });

  it('knows both user types (EXS-08)', () => {
    expect(policy.identification.userTypes.map((one) => one.value)).toEqual(['partner', 'usuario_final']);
  });

  it('has exactly the three kinds (EXS-11)', () => {
    expect(question('kind')?.choices.map((one) => one.value)).toEqual(['soporte', 'bug', 'mejora']);
  });

  it('asks what separates quick from long support: one document, several, or all (EXS-30)', () => {
    expect(question('length')?.choices.map((one) => one.value)).toEqual(['short', 'long', 'long']);
  });

  it('has the quick path under the limit of 30 minutes and the long one over it (EXS-12, EXS-13)', () => {
    expect(policy.ticketRule).toMatchObject({ strategy: 'duration', limitMinutes: 30 });
    expect(policy.diagnosis.minutes.short).toBeLessThanOrEqual(30);
    expect(policy.diagnosis.minutes.long).toBeGreaterThan(30);
  });

  it.each([
    ['a complex bug (EXS-16)', { kind: 'bug', complexity: 'complejo' }, 'desarrollo'],
    ['a simple bug (EXS-15)', { kind: 'bug', complexity: 'sencillo' }, 'soporte'],
    ['an opportunity (EXS-22)', { kind: 'mejora', opportunity: 'modulo_adicional' }, 'ventas'],
    ['an improvement without an opportunity (EXS-14)', { kind: 'mejora', opportunity: null }, 'soporte'],
    ['a case of which nothing is known', {}, 'soporte'],
  ])('%s goes to its area', (_, facts, area) => {
    expect(areaFor(policy, facts)).toBe(area);
  });

  it('routes opportunities to sales, closer and management (EXS-63)', () => {
    expect(policy.salesRoles).toEqual(['ventas', 'closer', 'direccion']);
  });

  it('has 72 natural hours in all and 24 for a simple bug (EXS-71, EXS-15)', () => {
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
