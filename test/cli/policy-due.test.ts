import { describe, expect, it, jest } from '@jest/globals';
import { runCli } from './run-cli.ts';

jest.setTimeout(120_000);

const due = (...words: string[]) => runCli(['policy', 'due', ...words]);

describe('ventanilla policy due', () => {
  it('P6 says when a clock is due, warns, and on which calendar', async () => {
    const { code, stdout } = await due(
      ...['--policy', 'masnegocio', '--clock', 'atencion', '--urgency', 'critica', '--impact', 'compania'],
      ...['--line', 'funcional', '--start', '2026-10-09T18:30:00-06:00', '--json'],
    );
    expect([code, JSON.parse(stdout)]).toEqual([
      0,
      { due: '2026-10-12T17:30:00.000Z', warnAt: '2026-10-12T17:00:00.000Z', calendar: 'default' },
    ]);
  });

  it("MAS-15 reads the customer's contract: with second level the clock does not wait for Monday", async () => {
    const common = [
      '--policy',
      'masnegocio',
      '--clock',
      'atencion',
      '--line',
      'tecnologico',
      '--record-kind',
      'solicitud',
    ];
    const start = ['--priority', 'alta', '--start', '2026-10-10T20:00:00-06:00', '--json'];
    const dueOf = async (...facts: string[]) => JSON.parse((await due(...common, ...facts, ...start)).stdout).due;
    expect(await dueOf('--fact', 'secondLevel=no')).toBe('2026-10-12T19:00:00.000Z');
    expect(await dueOf('--company', 'Comercializadora Ejemplo')).toBe('2026-10-11T06:00:00.000Z');
  });

  it('says what is wrong: an instant without a zone, a clock that is not there', async () => {
    const base = ['--policy', 'masnegocio', '--clock'];
    const [noZone, noClock] = await Promise.all([
      due(...base, 'reaccion', '--start', '2026-10-09T18:30:00'),
      due(...base, 'reloj', '--start', '2026-10-09T18:30:00-06:00'),
    ]);
    expect([noZone.code, noClock.code]).toEqual([2, 1]);
    expect(noZone.stderr).toContain('with its zone');
    expect(noClock.stderr).toMatch(/It has: reaccion, atencion, .*drp/);
  });
});
