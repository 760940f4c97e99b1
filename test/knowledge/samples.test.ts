import { describe, expect, it } from '@jest/globals';
import { DuplicateFinder } from '../../knowledge/entries/duplicates.ts';
import { readWanted } from '../../knowledge/entries/import-entries.ts';
import { createSearchIndex } from '../../knowledge/search/search-index.ts';
import { audiences, entryTypes } from '../../src/contracts/knowledge-entries.ts';
import { createRedactor } from '../../src/redaction/index.ts';
import { buildPolicy } from '../builders/policy.ts';
import { readSamples, sampleEntries } from './samples.ts';

const samples = readSamples();
const rules = { policy: buildPolicy(), redactor: createRedactor({ salt: Buffer.alloc(32, 1) }) };
const index = createSearchIndex(sampleEntries());
const found = (query: string) =>
  index
    .search(query)
    .results.slice(0, 3)
    .map(({ id }) => id);

describe('the Exsim samples', () => {
  it('EXS-36 EXS-38 are valid entries of the policy, at least 80, each with its own link', () => {
    expect(samples.length).toBeGreaterThanOrEqual(80);
    expect(readWanted(samples, 'published', rules)).toHaveLength(samples.length);
    expect(new Set(samples.map(({ url }) => url)).size).toBe(samples.length);
    expect(new Set(samples.map(({ id }) => id)).size).toBe(samples.length);
  });

  it('EXS-37 EXS-38 use every audience and every type', () => {
    const parsed = readWanted(samples, 'published', rules).map(({ content }) => content);
    expect(new Set(parsed.map(({ audience }) => audience))).toEqual(new Set(audiences));
    expect(new Set(parsed.map(({ type }) => type))).toEqual(new Set(entryTypes));
  });

  it('lose nothing to the redactor and do not repeat one another', () => {
    const finder = new DuplicateFinder();
    for (const [at, { id, content }] of readWanted(samples, 'published', rules).entries()) {
      const { title, summary, tags, examples } = samples[at] ?? {};
      expect(content).toMatchObject({ title, summary, tags, examples });
      expect({ id, repeats: finder.similarTo({ id, ...content }) }).toEqual({ id, repeats: [] });
      finder.set({ id, ...content });
    }
  });

  it('cover every module that the policy knows', () => {
    const question = buildPolicy().diagnosis.questions.find(({ field }) => field === 'module');
    const modules = new Set(samples.map(({ module }) => module));
    expect((question?.choices ?? []).map(({ value }) => value).filter((value) => !modules.has(value))).toEqual([]);
  });

  it('come with three to six short example questions', () => {
    for (const { id, examples } of samples) {
      expect({ id, enough: examples.length >= 3 && examples.length <= 6 }).toEqual({ id, enough: true });
    }
  });

  it('EXS-44 answer what certifications there are', () => {
    expect(found('que certificaciones tienen')).toContain('cap-certificaciones');
  });

  it('EXS-45 announce the coming courses', () => {
    expect(found('cuando son los proximos cursos')).toContain('cap-cursos');
  });

  it('EXS-46 lead to the technical material: videos, brochures, downloads', () => {
    expect(found('videos tecnicos')).toContain('cap-videos');
    expect(found('folletos')).toContain('cap-folletos');
    expect(found('descargar aplicaciones')).toContain('cap-descargas');
  });

  it('EXS-47 offer marketing content to partners', () => {
    expect(found('soy partner, quiero contenido de marketing')).toContain('cap-marketing');
  });
});
