import { describe, expect, it } from '@jest/globals';
import { audiences, entryTypes, parseEntry } from '../../knowledge/entries/schema.ts';
import { createSearchIndex } from '../../knowledge/search/search-index.ts';
import { buildPolicy } from '../builders/policy.ts';
import { readSamples, sampleEntries } from './samples.ts';

const samples = readSamples();
const index = createSearchIndex(sampleEntries());
const found = (query: string) =>
  index
    .search(query)
    .results.slice(0, 3)
    .map(({ id }) => id);

describe('the Exsim samples', () => {
  it('EXS-36 EXS-38 are valid entries of the policy, at least 80, each with its own link', () => {
    const policy = buildPolicy();
    expect(samples.length).toBeGreaterThanOrEqual(80);
    for (const [at, sample] of samples.entries()) parseEntry(sample, `entries[${at}]`, policy);
    expect(new Set(samples.map(({ url }) => url)).size).toBe(samples.length);
    expect(new Set(samples.map(({ id }) => id)).size).toBe(samples.length);
  });

  it('EXS-37 EXS-38 use every audience and every type', () => {
    const parsed = samples.map((sample) => parseEntry(sample, '', buildPolicy()));
    expect(new Set(parsed.map(({ audience }) => audience))).toEqual(new Set(audiences));
    expect(new Set(parsed.map(({ type }) => type))).toEqual(new Set(entryTypes));
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
