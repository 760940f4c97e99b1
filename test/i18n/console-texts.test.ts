import { readdirSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { productRoot } from '../../src/compose/root.ts';
import { en } from '../../web/console/src/texts/en.ts';
import { es } from '../../web/console/src/texts/es.ts';

const folder = (language: string) => readdirSync(`${productRoot}/web/console/src/texts/${language}`).sort();

/** Every text by its key. */
function leaves(node: object, before = ''): [string, string][] {
  return Object.entries(node).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[before + key, value]] : leaves(value as object, `${before}${key}.`),
  );
}

const holes = (text: string) => [...text.matchAll(/\{\{\s*(\w+)/g)].map(([, name]) => name).sort();

describe('the texts of the console', () => {
  const spanish = new Map(leaves(es));
  const english = new Map(leaves(en));

  it('have the same areas and the same keys in both languages, none empty', () => {
    expect(folder('en')).toEqual(folder('es'));
    expect([...english.keys()].sort()).toEqual([...spanish.keys()].sort());
    expect([...spanish, ...english].filter(([, text]) => text.trim() === '')).toEqual([]);
  });

  it('fill in the same values in both languages', () => {
    const different = [...spanish].filter(([key, text]) => `${holes(text)}` !== `${holes(english.get(key) ?? '')}`);
    expect(different).toEqual([]);
  });

  it('come from every area: no two areas use the same first key', async () => {
    const taken: string[] = [];
    for (const file of folder('es')) {
      const areas = (await import(`../../web/console/src/texts/es/${file}`)) as Record<string, object>;
      for (const area of Object.values(areas)) taken.push(...Object.keys(area));
    }
    expect(taken.length).toBe(new Set(taken).size);
    expect(taken.sort()).toEqual(Object.keys(es).sort());
  });
});
