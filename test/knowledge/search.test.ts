import { describe, expect, it } from '@jest/globals';
import { createSearchIndex } from '../../knowledge/search/search-index.ts';
import { sampleEntries } from './samples.ts';

const index = createSearchIndex(sampleEntries());
const first = (query: string) => index.search(query).results[0]?.id;
const topThree = (query: string) =>
  index
    .search(query)
    .results.slice(0, 3)
    .map(({ id }) => id);

describe('search in Spanish', () => {
  it.each([
    ['facturacion sin acento: nota de credito', 'fac-nota-credito'],
    ['estado de cuenta', 'cxc-estado'],
    ['ocupo timbrar la nomna', 'nom-timbrar'],
    ['q hago si la vascula no pesa', 'pdv-bascula'],
    ['me marca cfdi40148', 'fac-rechazo-cp'],
    ['error 40148', 'fac-rechazo-cp'],
    ['CUANTOS TIMBRES ME QUEDAN???', 'fac-timbres'],
    ['haser respaldo de la bd', 'res-manual'],
    ['k puertos abro en el firewall', 'ins-antivirus'],
    ['cancelasion de factura', 'fac-cancelar'],
    ['subir productos de exel', 'inv-importar'],
  ])('finds the entry for "%s"', (query, id) => {
    expect(first(query)).toBe(id);
  });

  it('finds by what the trade calls it, though the entry says it otherwise', () => {
    expect(topThree('le quiero hacer una bonificacion a un cliente')).toContain('fac-nota-credito');
    expect(topThree('contrate a una persona')).toContain('nom-alta');
    expect(topThree('backup')).toContain('res-manual');
  });

  it('survives words that are names of object properties', () => {
    for (const word of ['constructor', '__proto__', 'toString', 'hasOwnProperty', 'valueOf']) {
      expect(() => index.search(word)).not.toThrow();
    }
    const own = createSearchIndex([{ id: 'obra', title: 'Anticipo de un constructor', body: '' }]);
    expect(own.search('constructor').results[0]?.id).toBe('obra');
  });

  it('ranks the same however often and wherever it is asked', () => {
    const again = createSearchIndex(sampleEntries());
    for (const query of ['corte de caja', 'factura', 'no imprime', 'xyz', '']) {
      expect(again.search(query)).toEqual(index.search(query));
      expect(index.search(query)).toEqual(index.search(query));
    }
  });

  it('reads a very long text in time that does not grow with it', () => {
    const long = `corte de caja ${'y además otra cosa distinta '.repeat(200_000)}`;
    const begun = process.cpuUsage();
    index.search(long);
    expect(process.cpuUsage(begun).user).toBeLessThan(200_000);
  });

  it('gives at most as many results as asked for, in falling order, each once', () => {
    const { results } = index.search('factura cliente error', { limit: 5 });
    expect(results).toHaveLength(5);
    expect(new Set(results.map(({ id }) => id)).size).toBe(5);
    expect(results.map(({ score }) => score)).toEqual(results.map(({ score }) => score).toSorted((a, b) => b - a));
    expect(index.search('factura cliente error', { limit: 10_000 }).results.length).toBeLessThanOrEqual(20);
  });

  it('EXS-37 looks only where the audience may look', () => {
    const ids = (audience: 'support' | 'sales') =>
      index.search('manufactura producción fábrica', { audience, limit: 50 }).results.map(({ id }) => id);
    expect(ids('sales')).toContain('pro-folleto');
    expect(ids('support')).not.toContain('pro-folleto');
    expect(ids('support')).toContain('pro-orden');
    expect(ids('sales')).not.toContain('pro-orden');
  });

  it('looks only among entries of the language asked for, and those of any', () => {
    const entries = [
      { id: 'es', title: 'Respaldo', body: '', language: 'es' as const },
      { id: 'en', title: 'Respaldo', body: '', language: 'en' as const },
      { id: 'any', title: 'Respaldo', body: '' },
    ];
    const ids = (language?: 'es' | 'en') =>
      createSearchIndex(entries)
        .search('respaldo', language ? { language } : {})
        .results.map(({ id }) => id);
    expect(ids('en').toSorted()).toEqual(['any', 'en']);
    expect(ids().toSorted()).toEqual(['any', 'en', 'es']);
  });

  it('prefers the module of the diagnosis without shutting the others out', () => {
    const ids = (module: string | null) =>
      index.search('devolución', { module, limit: 50 }).results.map(({ id }) => id);
    const plain = ids(null);
    const scoped = ids('compras');
    expect(plain[0]).not.toBe('com-devolucion');
    expect(scoped.indexOf('com-devolucion')).toBeLessThan(plain.indexOf('com-devolucion'));
    expect(scoped.toSorted()).toEqual(plain.toSorted());
  });

  it('is empty on an empty knowledge base', () => {
    expect(createSearchIndex([]).search('factura')).toEqual({ band: 'none', results: [], concepts: 1, confidence: 0 });
  });
});
