import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import Holidays from 'date-holidays';
import fc from 'fast-check';
import { isAppError } from '../../src/errors/app-error.ts';
import { holidayCountries } from '../../src/policy/checks/holiday-countries.ts';
import { checkPolicy, listPolicies, loadPolicy } from '../../src/policy/load.ts';
import { formatProblem } from '../../src/policy/problem.ts';

const exsim = readFileSync('policies/exsim.yaml', 'utf8');
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'policy-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function write(text: string | Uint8Array): string {
  const file = join(folder, 'odd.yaml');
  writeFileSync(file, text);
  return file;
}

/** Exsim's policy with one text replaced, checked: problems as lines without the file. */
function problemsOf(find: string, replacement: string): string[] {
  expect(exsim).toContain(find);
  const file = write(exsim.replace(find, replacement));
  return checkPolicy(file).problems.map((problem) => formatProblem(problem).slice(file.length + 1));
}

const lineOf = (text: string) => exsim.slice(0, exsim.indexOf(text)).split('\n').length;

describe('loadPolicy', () => {
  it('loads every policy that comes with the product', () => {
    expect(listPolicies()).toContain('exsim');
    for (const name of listPolicies()) expect(loadPolicy(name).organisation.code).toBe(name);
  });

  it('freezes the policy to its leaves: nobody changes the rules by accident', () => {
    const policy = loadPolicy('exsim');
    expect(() => Object.assign(policy.ticketRule, { limitMinutes: 90 })).toThrow(TypeError);
    expect(() => Object.assign(policy.tickets.states[0]?.next[0] ?? {}, { to: 'x' })).toThrow(TypeError);
    expect(Object.isFrozen(policy.diagnosis.questions[1]?.choices)).toBe(true);
  });

  it('a name that does not exist is POLICY_NOT_FOUND and tells those that do', () => {
    const error = caught(() => loadPolicy('exim'));
    expect(isAppError(error, 'POLICY_NOT_FOUND')).toBe(true);
    expect(String(error)).toContain('exsim');
  });

  it('POLICY_INVALID lists every problem, one a line, with file and line', () => {
    const file = write(exsim.replace('limitMinutes: 30', 'limitMinutes: soon').replace('locale: es-MX', 'locale: es'));
    const error = caught(() => loadPolicy(file));
    expect(isAppError(error, 'POLICY_INVALID')).toBe(true);
    expect(String(error)).toContain(
      `\n${file}:${lineOf('locale: es-MX')} organisation.locale: "es" is not allowed; use one of es-MX, es-CO, en\n`,
    );
    expect(String(error)).toContain(
      `\n${file}:${lineOf('limitMinutes: 30')} ticketRule.limitMinutes: "soon" has the wrong type; write a number`,
    );
  });

  it('a file that cannot be read is a problem of the check, not a crash', () => {
    expect(checkPolicy(join(folder, 'none.yaml')).problems).toEqual([
      expect.objectContaining({ line: 1, message: expect.stringContaining('ENOENT') }),
    ]);
  });
});

describe('problems name the line, the path, the fault and the fix', () => {
  it.each([
    [
      'a missing key stands at its parent',
      '  warnMinutes: 5\n',
      '',
      'strategy: duration',
      'ticketRule.warnMinutes: is missing; add a number',
    ],
    [
      'an unknown key',
      'warnMinutes: 5',
      'warnMinutes: 5\n  warnMinuts: 6',
      null,
      'ticketRule.warnMinuts: is not a key of the policy; remove it or correct its spelling',
    ],
    [
      'a wrong time',
      'from: "09:00"',
      'from: "9:00"',
      'from: "09:00"',
      'calendar.open[0].from: "9:00" is not allowed; write the time as HH:MM, 00:00 to 24:00',
    ],
    [
      'a closing before the opening',
      'to: "18:00"',
      'to: "08:00"',
      'to: "18:00"',
      'calendar.open[0].to: closes at 08:00, not after it opens at 09:00',
    ],
    [
      'a time zone that does not exist',
      'America/Mexico_City',
      'America/Mexico',
      'America/Mexico_City',
      'organisation.timeZone: "America/Mexico" is no time zone; use an IANA name',
    ],
    [
      'a country without holidays',
      'country: MX',
      'country: XX',
      'country: MX',
      'calendar.holidays.country: "XX" has no known holidays; use an ISO 3166 code',
    ],
    [
      'a date that does not exist',
      '"2030-10-01"',
      '"2030-13-01"',
      '"2030-10-01"',
      'calendar.holidays.extra[0]: "2030-13-01" is not allowed; write the date as "YYYY-MM-DD"',
    ],
    [
      'an initial state that does not exist',
      'initial: registrado',
      'initial: nuevo',
      'initial: registrado',
      'tickets.initial: "nuevo" does not exist; use one of registrado, en_atencion',
    ],
    [
      'a move to nowhere',
      '{ to: registrado, by',
      '{ to: abierto, by',
      '{ to: registrado, by',
      'tickets.states[1].next[4].to: "abierto" does not exist; use one of',
    ],
    [
      'an unknown role',
      'by: [lead, admin] }',
      'by: [boss] }',
      'by: [lead, admin] }',
      'tickets.states[1].next[4].by[0]: "boss" is not allowed; use one of agent, lead, admin, requester, system',
    ],
    [
      'an area that does not exist',
      '- { area: soporte }',
      '- { area: sporte }',
      '- { area: soporte }',
      'routing[2].area: "sporte" does not exist; use one of soporte, desarrollo, ventas',
    ],
    [
      'a last rule with a condition',
      '- { area: soporte }',
      '- { when: { kind: [bug] }, area: soporte }',
      '- { area: soporte }',
      'routing[2].when: the last rule takes all the rest; remove its "when"',
    ],
    [
      'a rule on an unknown fact',
      'when: { kind: [bug], complexity',
      'when: { king: [bug], complexity',
      'when: { kind: [bug], complexity',
      'routing[0].when.king: "king" does not exist; use one of kind, opportunity',
    ],
    [
      'a question outside the fields',
      'field: urgency',
      'field: priority',
      'field: urgency',
      'diagnosis.questions[4].field: "priority" is not in diagnosis.fields',
    ],
    [
      'a condition on a value that never is',
      'when: { kind: [soporte, bug] }',
      'when: { kind: [soporte, bgu] }',
      'when: { kind: [soporte, bug] }',
      'diagnosis.questions[1].when.kind[1]: "bgu" does not exist; use one of soporte, bug, mejora',
    ],
    [
      'a condition that allows nothing',
      'when: { kind: [soporte, bug] }',
      'when: { kind: [] }',
      'when: { kind: [soporte, bug] }',
      'diagnosis.questions[1].when.kind: allows no value, so it never holds',
    ],
    [
      'a rule on a value that never is',
      'complexity: [complejo]',
      'complexity: [dificil]',
      'complexity: [complejo]',
      'routing[0].when.complexity[0]: "dificil" does not exist; use one of sencillo, complejo',
    ],
    [
      'a field that no diagnosis has',
      'module, impact, urgency]',
      'module, impact, urgency, colour]',
      'module, impact, urgency]',
      'diagnosis.fields[7]: "colour" does not exist; use one of kind, opportunity, length',
    ],
    [
      'an answer that the code cannot use',
      '- value: short\n',
      '- value: tiny\n',
      '- value: short\n',
      'diagnosis.questions[1].choices[0].value: "tiny" does not exist; use one of short, long',
    ],
    [
      'two buttons that look the same',
      'label: Con todos',
      'label: Con varios',
      'label: Con todos',
      'diagnosis.questions[1].choices[2].label: "Con varios" is there twice; keep one',
    ],
    [
      'a host with its scheme',
      'www.youtube.com,',
      '"https://www.youtube.com",',
      'www.youtube.com,',
      'knowledge.allowedHosts[0]: "https://www.youtube.com" is no host name',
    ],
    [
      'a home that runs a script',
      'url: "https://exsim.example/exsimbot"',
      'url: "javascript:alert(1)"',
      'home: {',
      'knowledge.home.url: is no web address; begin it with https://',
    ],
    [
      'a home outside the allowed hosts',
      'exsim.example]',
      'www.exsim.example]',
      'home: {',
      'knowledge.home.url: its host exsim.example is not allowed; add exsim.example to knowledge.allowedHosts',
    ],
    [
      'a close before the reminder',
      'closeAfterMinutes: 30',
      'closeAfterMinutes: 10',
      'closeAfterMinutes: 30',
      'conversation.closeAfterMinutes: closes before the reminder at 10; write a larger number',
    ],
    [
      'a state twice',
      'code: en_atencion',
      'code: con_desarrollo',
      'code: con_desarrollo',
      'tickets.states[2].code: "con_desarrollo" is there twice; keep one',
    ],
    ['an empty list', 'salesRoles: [ventas, closer, direccion]', 'salesRoles: []\nareas: []', null, 'not valid YAML'],
  ])('%s', (_, find, replacement, at, expected) => {
    const problems = problemsOf(find, replacement);
    const found = problems.filter((problem) => problem.includes(expected));
    expect([problems, found.length]).toEqual([problems, 1]);
    if (at !== null) expect(Number.parseInt(found[0] ?? '', 10)).toBe(lineOf(at));
  });

  it('EXS-76 a state from which a case can never end is refused', () => {
    const problems = problemsOf(
      '        - { to: cerrado, by: [agent, lead, admin, requester, system] }\n        - { to: en_atencion, by: [agent, lead, admin, requester] }\n        - { to: oportunidad, by: [agent, lead, admin] }\n',
      '        []\n',
    );
    expect(problems).toEqual([expect.stringContaining('tickets.states[4].next: leads to no closed state')]);
  });

  it.each([
    ['nothing', ''],
    ['only a comment', '# empty\n'],
    ['a list', '- a\n- b\n'],
    ['a text', 'hello'],
    ['two documents', 'a: 1\n---\nb: 2\n'],
    ['a key twice', 'a: 1\na: 2\n'],
    ['a tab', 'a:\n\tb: 1\n'],
    ['an open quote', 'a: "b\n'],
    ['an unknown alias', 'a: *nobody\n'],
    ['bytes that are no text', Uint8Array.from([0xff, 0xfe, 0x00, 0x01, 0x80])],
    ['aliases that multiply', bomb()],
    ['a dangerous key', '__proto__: { polluted: true }\nconstructor: 1\n'],
  ])('a file that holds %s gives problems and no crash', (_, text) => {
    const { policy, problems } = checkPolicy(write(text));
    expect(policy).toBeNull();
    expect(problems.length).toBeGreaterThan(0);
    expect(problems.every((problem) => problem.line >= 1 && problem.message.length > 0)).toBe(true);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it('a file as Windows editors save it is fine: CRLF, and a mark before the first line', () => {
    const windows = Buffer.from(`\uFEFF${exsim.replaceAll('\n', '\r\n')}`);
    expect(checkPolicy(write(windows))).toMatchObject({ problems: [] });
    expect(problemsOf('limitMinutes: 30', 'limitMinutes: 0\r')).toEqual([
      `${lineOf('limitMinutes: 30')} ticketRule.limitMinutes: 0 is not allowed; write a number above 0`,
    ]);
  });

  it('a file in another encoding is refused before its accents reach a customer', () => {
    expect(checkPolicy(write(Buffer.from(exsim, 'latin1'))).problems).toEqual([
      expect.objectContaining({ message: expect.stringContaining('save it with the encoding UTF-8') }),
    ]);
  });

  it('any cut of a valid file is refused or valid, never a crash', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: exsim.length }), fc.integer({ min: 0, max: 80 }), (at, length) => {
        const { policy, problems } = checkPolicy(write(exsim.slice(0, at) + exsim.slice(at + length)));
        expect(policy === null).toBe(problems.length > 0);
      }),
      { numRuns: 60 },
    );
  });
});

function bomb(): string {
  const levels = Array.from({ length: 12 }, (_, i) => `l${i}: &l${i} [${`*l${i - 1},`.repeat(9).slice(0, -1)}]`);
  levels[0] = 'l0: &l0 [x,x,x,x,x,x,x,x,x]';
  return `${levels.join('\n')}\n`;
}

function caught(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}

describe('countries with holidays', () => {
  it('are those that the calendar knows', () => {
    expect([...holidayCountries].sort()).toEqual(Object.keys(new Holidays().getCountries()).sort());
  });
});
