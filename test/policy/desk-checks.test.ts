import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { checkPolicy } from '../../src/policy/load.ts';
import { formatProblem } from '../../src/policy/problem.ts';

const sources = new Map(
  ['masnegocio', 'alianza'].map((name) => [name, readFileSync(`policies/${name}.yaml`, 'utf8')] as const),
);
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'desk-checks-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function problemsOf(name: string, find: string, replacement: string): string[] {
  const source = sources.get(name) ?? '';
  expect(source).toContain(find);
  const file = join(folder, 'odd.yaml');
  writeFileSync(file, source.replace(find, replacement));
  return checkPolicy(file).problems.map((problem) => formatProblem(problem).slice(file.length + 1));
}

describe('a desk whose parts do not agree is refused, with the line and the fix', () => {
  it.each([
    [
      'masnegocio',
      'a calendar that is not there',
      'startsIn:\n      - { when: { line: [tecnologico], recordKind: [solicitud], secondLevel: ["no"] }, calendar: default }',
      'startsIn:\n      - { calendar: nocturno }',
      '"nocturno" does not exist; use one of natural, default',
    ],
    [
      'masnegocio',
      'a cell that is missing',
      'media: { compania: alta, organizacion: alta,',
      'media: { compania: alta,',
      'priority.cells.media: has no priority for urgency "media" and impact "organizacion"; add it',
    ],
    [
      'masnegocio',
      'a priority that is not there',
      'baja: { compania: media,',
      'baja: { compania: mediana,',
      'priority.cells.baja.compania: "mediana" does not exist; use one of critica, alta, media, baja',
    ],
    [
      'masnegocio',
      'a closing code for no state',
      'label: Inválido, states: [rechazado]',
      'label: Inválido, states: [invalidado]',
      '"invalidado" does not exist',
    ],
    [
      'masnegocio',
      'a state that needs a code that it has not',
      'label: Inválido, states: [rechazado]',
      'label: Inválido, states: [cerrado]',
      'needs a closing code and none is for "rechazado"',
    ],
    [
      'masnegocio',
      'a closing by itself that the states do not allow',
      'unit: days }, to: cerrado,',
      'unit: days }, to: rechazado,',
      'does not let the system move to "rechazado"',
    ],
    [
      'masnegocio',
      'a limit that hides the rest',
      '- { when: { priority: [critica] }, amount: 40, unit: minutes }',
      '- { amount: 40, unit: minutes }',
      'hides the limits after it',
    ],
    [
      'masnegocio',
      'a trigger on a state that is not there',
      'start: phase:closed',
      'start: state:terminado',
      '"terminado" does not exist',
    ],
    [
      'masnegocio',
      'a trigger that is no trigger',
      'start: phase:closed',
      'start: cuando',
      'write opened, received, agreed, temporary, phase:…',
    ],
    [
      'alianza',
      'half a working day',
      '- { when: { priority: [P3] }, amount: 5, unit: workingDays }',
      '- { when: { priority: [P3] }, amount: 5.5, unit: workingDays }',
      'days must be whole',
    ],
    [
      'alianza',
      'a clock that waits for a clock that is not there',
      'notAfter: solucion',
      'notAfter: respuesta',
      '"respuesta" does not exist',
    ],
    [
      'alianza',
      'an answer without a priority',
      'map: { P1: P1, P2: P2, P3: P3, P4: P4 }',
      'map: { P1: P1, P2: P2, P3: P3 }',
      'priority.map: has no priority for "P4"; add it',
    ],
    [
      'alianza',
      'a way back that the states do not allow',
      'unsatisfiedTo: abierto',
      'unsatisfiedTo: espera_proveedor',
      'a solved ticket cannot go there',
    ],
  ])('%s: %s', (name, _, find, replacement, expected) => {
    const problems = problemsOf(name, find, replacement);
    expect([problems, problems.some((problem) => problem.includes(expected))]).toEqual([problems, true]);
  });
});
