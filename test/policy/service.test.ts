import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { parse, stringify } from 'yaml';
import { createCalendars } from '../../src/calendar/calendars.ts';
import { checkPolicy, loadPolicy } from '../../src/policy/load.ts';
import { createClockReader } from '../../src/tickets/clocks/derive.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'policy-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** The check of a profile with a change. */
function check(name: string, change: (policy: ReturnType<typeof parse>) => void) {
  const policy = parse(readFileSync(join('policies', `${name}.yaml`), 'utf8'));
  change(policy);
  const file = join(folder, 'policy.yaml');
  writeFileSync(file, stringify(policy));
  return checkPolicy(file);
}
const problem = (name: string, change: Parameters<typeof check>[1]) =>
  check(name, change).problems.map(({ path, message }) => `${path}: ${message}`);

describe('what is measured, asked, reviewed and repeated', () => {
  it('names a role that nobody has, with those that exist', () => {
    expect(problem('exsim', (policy) => policy.routines[0].roles.push('nadie'))).toEqual([
      expect.stringMatching(/^routines\[0\]\.roles\[1\]: "nadie" does not exist; use one of .*jefe_soporte/),
    ]);
    expect(problem('masnegocio', (policy) => policy.reports[0].to.push('nadie'))[0]).toContain('requesterCompany');
  });

  it('asks for what a figure needs: its clock, its hours', () => {
    const kpi = { name: 'plazo', label: 'Plazo', operator: '<', goal: 1, unit: 'count' };
    expect(problem('exsim', (policy) => policy.kpis.push({ ...kpi, metric: 'clockMet' }))[0]).toContain(
      'kpis[5].clock',
    );
    expect(problem('exsim', (policy) => policy.kpis.push({ ...kpi, metric: 'openOver' }))[0]).toContain(
      'kpis[5].hours',
    );
    const lost = { ...kpi, metric: 'clockMet', clock: 'nada' };
    expect(problem('exsim', (policy) => policy.kpis.push(lost))[0]).toContain('use one of abierto_total');
  });

  it('refuses a form without weights, an audit without its form, and a share beside a number', () => {
    const found = problem('icetex', (policy) => {
      for (const one of policy.qa.forms[0].criteria) one.weight = 0;
      Object.assign(policy.qa.audits[0], { form: 'nada', count: 5 });
    });
    expect(found).toEqual([
      expect.stringContaining('qa.audits[0].form: "nada" does not exist'),
      expect.stringContaining('qa.audits[0].count: stands beside a share'),
      expect.stringContaining('qa.forms[0].criteria: has no weight'),
    ]);
  });

  it('refuses a scale upside down, a survey by a calendar without a rhythm, a link to a stranger, a name twice', () => {
    const found = problem('masnegocio', (policy) => {
      policy.surveys[0].scale = { min: 5, max: 1 };
      delete policy.surveys[2].every;
      policy.promoLinks = [{ title: 'Otro', url: 'https://otro.example/x', kind: 'guide' }];
      policy.roles.push({ code: 'tam', label: 'TAM' });
    });
    expect(found.map((line) => line.split(':')[0]).sort()).toEqual([
      'promoLinks[0].url',
      'roles[9].code',
      'surveys[0].low.upTo',
      'surveys[0].scale.max',
      'surveys[2].every',
    ]);
  });

  it('every profile has roles, and each figure of Exsim its goal', () => {
    for (const name of ['exsim', 'masnegocio', 'alianza', 'confa', 'icetex'])
      expect([name, loadPolicy(name).roles.length > 0]).toEqual([name, true]);
    expect(loadPolicy('exsim').kpis.map(({ operator, goal, unit }) => `${operator} ${goal} ${unit}`)).toEqual([
      '< 1 hours',
      '< 24 hours',
      '>= 90 percent',
      '< 5 percent',
      '>= 20 count',
    ]);
  });
});

describe('warnings of policy check', () => {
  it('AMB-55 a calendar without any holiday is told of, and is no problem; one round the clock needs none', () => {
    const { problems, warnings, policy } = check('exsim', ({ calendar }) => {
      calendar.holidays = { country: null, extra: [], removed: [] };
    });
    expect([problems, policy === null]).toEqual([[], false]);
    expect(warnings).toMatchObject([{ path: 'calendar.holidays', message: expect.stringContaining('no holiday') }]);
    expect(warnings[0]?.line).toBeGreaterThan(1);
    expect(check('exsim', () => undefined).warnings).toEqual([]);
  });

  it('AMB-45 a term of the law that is not given yet is told of, and its clock does not run', () => {
    const { problems, warnings, policy } = check('confa', ({ clocks }) => {
      Object.assign(clocks[0], { legal: true, limits: [] });
    });
    expect(problems).toEqual([]);
    expect(warnings).toMatchObject([{ path: 'clocks[0].limits', message: expect.stringContaining('lawyers') }]);
    if (policy === null) throw new Error('it is valid');
    const opened = { type: 'opened', at: new Date('2026-11-23T15:00:00Z') } as const;
    const clocksOf = (one: typeof policy) =>
      createClockReader(one, createCalendars(one))
        .clocksOf([opened as never], { type: 'peticion' }, opened.at)
        .filter(({ name }) => name === 'respuesta');
    expect(clocksOf(policy)).toEqual([]);
    expect(clocksOf(loadPolicy('confa'))).toHaveLength(1);
  });

  it('a clock without a limit that no law sets is a problem', () => {
    expect(problem('confa', ({ clocks }) => Object.assign(clocks[0], { limits: [] }))).toEqual([
      expect.stringContaining('clocks[0].limits: is empty'),
    ]);
  });

  it('a figure without a goal is told of', () => {
    const { warnings } = check('exsim', ({ kpis }) => Object.assign(kpis[0], { goal: null }));
    expect(warnings).toMatchObject([{ path: 'kpis[0].goal' }]);
  });
});
