import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { searchFiles } from '../../knowledge/search/files.ts';

const folder = mkdtempSync(join(tmpdir(), 'kb-search-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, content: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

describe('kb search on files', () => {
  const entries = file('entries.json', [
    {
      id: 'corte',
      title: 'Hacer el corte de caja',
      tags: ['corte z'],
      body: 'Cierre del turno.',
      url: 'https://a.example',
    },
    {
      id: 'aguinaldo',
      title: 'Calcular el aguinaldo',
      body: 'Días y parte exenta.',
      examples: ['¿cuánto toca de aguinaldo?'],
    },
  ]);

  it('gives one line per query, in order, results ranked even when the band is none', async () => {
    const queries = file('queries.json', [
      { id: 'q1', q: 'corte de caja' },
      { id: 'q2', q: 'hola' },
      { id: 'q3', q: 'aguinaldo en bitcoin' },
    ]);
    const lines = [...(await searchFiles(entries, queries))];
    expect(lines.map(({ id, band }) => [id, band])).toEqual([
      ['q1', 'send'],
      ['q2', 'none'],
      ['q3', 'none'],
    ]);
    expect(lines[0]?.results[0]).toEqual({ id: 'corte', score: expect.any(Number) });
    expect(lines[2]?.results[0]?.id).toBe('aguinaldo');
    expect(Object.keys(lines[0] ?? {})).toEqual(['id', 'band', 'results']);
  });

  it('says which file is wrong and where', async () => {
    const bad = file('bad.json', [{ q: 'sin id' }]);
    await expect(searchFiles(entries, bad)).rejects.toMatchObject({
      code: 'INPUT_INVALID',
      details: { path: `${bad}: 0.id` },
    });
    await expect(searchFiles(file('broken.json', '{'), bad)).rejects.toMatchObject({ code: 'INPUT_INVALID' });
    await expect(searchFiles(join(folder, 'missing.json'), bad)).rejects.toMatchObject({ code: 'INPUT_INVALID' });
  });
});
