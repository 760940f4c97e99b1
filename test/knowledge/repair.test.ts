import { describe, expect, it } from '@jest/globals';
import { createSpeller, editDistance } from '../../knowledge/search/repair.ts';
import { soundOf, WordBook } from '../../knowledge/search/word-book.ts';

const book = new WordBook();
for (const word of ['nomina', 'vacaciones', 'proveedor', 'impresora', 'certificacion', 'bascula']) book.add(word, word);
const speller = createSpeller(book, () => true);

describe('spelling repair', () => {
  it('hears words that sound alike in Mexico', () => {
    expect(soundOf('baskula')).toBe(soundOf('bascula'));
    expect(soundOf('vascula')).toBe(soundOf('bascula'));
    expect(soundOf('serbisio')).toBe(soundOf('servicio'));
    expect(soundOf('kiero')).toBe(soundOf('quiero'));
    expect(soundOf('llave')).toBe(soundOf('yave'));
    expect(soundOf('aorro')).toBe(soundOf('ahorro'));
  });

  it.each([
    ['nomna', 'nomina'],
    ['vacasiones', 'vacaciones'],
    ['provedor', 'proveedor'],
    ['imrpesora', 'impresora'],
    ['sertificasion', 'certificacion'],
  ])('finds what %s was meant to be', (written, meant) => {
    expect(speller.repair(written).map(({ stem }) => stem)).toEqual([meant]);
  });

  it('does not repair short words, numbers or what is far from everything', () => {
    expect(speller.repair('nom')).toEqual([]);
    expect(speller.repair('40148')).toEqual([]);
    expect(speller.repair('australia')).toEqual([]);
  });

  it('finds only what stands in this index', () => {
    const other = createSpeller(book, (stem) => stem !== 'nomina');
    expect(other.repair('nomna')).toEqual([]);
    expect(other.repair('vacasiones')).toHaveLength(1);
  });

  it('counts two swapped letters as one mistake and stops at the limit', () => {
    expect(editDistance('caja', 'caaj', 2)).toBe(1);
    expect(editDistance('caja', 'casa', 2)).toBe(1);
    expect(editDistance('caja', 'bodega', 1)).toBe(2);
  });
});
