import { describe, expect, it } from '@jest/globals';
import { createSearchIndex } from '../../knowledge/search/search-index.ts';
import { questionsIn } from '../../knowledge/search/split.ts';
import { tradeSets } from '../eval/knowledge-sets.ts';
import { sampleEntries } from './samples.ts';

const index = createSearchIndex(sampleEntries());
const three = (question: string) =>
  index
    .search(question)
    .results.slice(0, 3)
    .map(({ id }) => id);

describe('two questions in one message', () => {
  it.each([
    ['como hago el corte de caja y cuantos timbres me quedan', ['pdv-corte', 'fac-timbres']],
    ['¿Cómo cancelo una factura? ¿Dónde veo el estado de cuenta de un cliente?', ['fac-cancelar', 'cxc-estado']],
    ['como respaldo la base de datos\nademas la bascula no pesa', ['res-manual', 'pdv-bascula']],
  ])('get a link each: %s', (question, ids) => {
    expect(three(question)).toEqual(expect.arrayContaining(ids));
    expect(index.search(question).band).toBe('send');
  });

  it('are looked for at the ends of sentences first, then at "y" and "además"', () => {
    expect(questionsIn('uno. dos? tres')).toEqual(['uno.', 'dos?', 'tres']);
    expect(questionsIn('entradas y salidas')).toEqual(['entradas', 'salidas']);
    expect(questionsIn('el reporte 4.0 no abre')).toHaveLength(1);
    expect(questionsIn('')).toEqual([]);
  });

  it('cost a single question nothing: its first link stays, and scores fall', () => {
    for (const { entries, questions } of tradeSets()) {
      const own = createSearchIndex(entries);
      for (const { q } of questions) {
        const { results } = own.search(q);
        expect(results[0]?.id).toBe(own.inspect(q).outcome.results[0]?.id);
        expect(results.map(({ score }) => score)).toEqual(results.map(({ score }) => score).toSorted((a, b) => b - a));
        expect(new Set(results.map(({ id }) => id)).size).toBe(results.length);
      }
    }
  });
});
