import { describe, expect, it, jest } from '@jest/globals';
import { jsonLines, runCli } from './run-cli.ts';

// Each command is a process of its own, and the machine may be busy.
jest.setTimeout(120_000);

const drsKeys = [
  'id',
  'kind',
  'opportunity',
  'length',
  'minutes',
  'impact',
  'urgency',
  'priority',
  'module',
  'area',
  'needs',
  'line',
  'recordKind',
  'type',
  'wantsHuman',
  'wantsTicketStatus',
];

describe('ventanilla redact --jsonl', () => {
  it('writes one line for each, in order, with UTF-16 offsets', async () => {
    const lines = [
      { id: 'a', channel: 'whatsapp', text: '👋 clave: Abc12345' },
      {
        id: 'b',
        channel: 'web',
        messages: [
          { speaker: 'agent', text: '¿Cuál es su contraseña?' },
          { speaker: 'user', text: 'Canela2023' },
        ],
      },
      { id: 'c', channel: 'email', text: 'todo bien' },
    ];
    const { code, stdout, stderr } = await runCli(['redact', '--jsonl'], {
      input: lines.map((line) => JSON.stringify(line)).join('\n'),
    });
    const [one, two, three] = jsonLines(stdout);
    expect([code, stderr]).toEqual([0, '']);
    expect(Object.keys(one ?? {})).toEqual(['id', 'findings', 'texts']);
    expect(one?.findings).toEqual([{ msg: 0, start: 10, end: 18, kind: 'password' }]);
    expect(two?.findings).toEqual([{ msg: 1, start: 0, end: 10, kind: 'password' }]);
    expect(three).toEqual({ id: 'c', findings: [], texts: ['todo bien'] });
  });

  it('goes on after a bad line and never quotes it', async () => {
    const input = '\uFEFF{"id":1,"text":"uno"}\r\n\nclave: Abc12345\n{"id":3}\n{"id":4,"text":"dos\u2028tres"}\n';
    const { code, stdout, stderr } = await runCli(['redact', '--jsonl'], { input });
    expect(code).toBe(1);
    expect(jsonLines(stdout).map(({ id }) => id)).toEqual([1, 4]);
    expect(jsonLines(stderr).map(({ line }) => line)).toEqual([3, 4]);
    expect(stderr).not.toContain('Abc12345');
  });

  it('takes 20,000 lines through a pipe', async () => {
    const input = Array.from({ length: 20_000 }, (_, id) => JSON.stringify({ id, text: 'no abre la caja' })).join('\n');
    const { code, stdout } = await runCli(['redact', '--jsonl'], { input });
    expect(code).toBe(0);
    expect(jsonLines(stdout).map(({ id }) => id)).toEqual(Array.from({ length: 20_000 }, (_, id) => id));
  });
});

describe('ventanilla drs --jsonl', () => {
  it('writes every key of the stable form, null for what the text does not say', async () => {
    const input = `${JSON.stringify({ id: 'x', channel: 'webchat', text: 'Hola' })}\n{"id":"y","text":"Quiero hablar con una persona"}\n`;
    const { code, stdout } = await runCli(['drs', '--jsonl', '--policy', 'exsim'], { input });
    const [hello, wish] = jsonLines(stdout);
    expect(code).toBe(0);
    expect(Object.keys(hello ?? {})).toEqual(drsKeys);
    expect(hello).toMatchObject({ id: 'x', kind: null, minutes: null, area: null, wantsHuman: false });
    expect(wish).toMatchObject({ id: 'y', wantsHuman: true });
  });

  it('names the policies that exist when asked for another', async () => {
    const { code, stderr } = await runCli(['drs', '--policy', 'nobody', 'hola']);
    expect([code, stderr]).toEqual([1, expect.stringMatching(/^POLICY_NOT_FOUND: .*exsim/)]);
  });

  it('shows a person a table with the reasons', async () => {
    const { stdout } = await runCli(['drs', 'no', 'puedo', 'facturar,', 'estamos', 'detenidos']);
    expect(stdout).toMatch(/^urgency +critica +\S/m);
    expect(stdout).toMatch(/^not said or not asked: /m);
  });
});
