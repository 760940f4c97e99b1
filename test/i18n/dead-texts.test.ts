import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { productRoot } from '../../src/compose/root.ts';
import { es } from '../../web/console/src/texts/es.ts';

const sources = `${productRoot}/web/console/src`;

function leaves(node: object, before = ''): string[] {
  return Object.entries(node).flatMap(([key, value]) =>
    typeof value === 'string' ? [before + key] : leaves(value as object, `${before}${key}.`),
  );
}

/** Everything that stands in quotes, and what a template begins with before its first hole. */
function quoted(source: string): string[] {
  return [...source.matchAll(/['"`]([\w.]+)(?:['"`]|\$\{)/g)].map(([whole, key = '']) =>
    whole.endsWith('{') ? `${key}*` : key,
  );
}

describe('the texts of the console', () => {
  it('are each named somewhere: whole, or by the beginning of a key that is put together', () => {
    const files = readdirSync(sources, { recursive: true, encoding: 'utf8' });
    const code = files.filter((file) => /\.tsx?$/.test(file) && !file.startsWith('texts/'));
    const named = new Set(code.flatMap((file) => quoted(readFileSync(`${sources}/${file}`, 'utf8'))));
    const beginnings = [...named].filter((key) => key.endsWith('*')).map((key) => key.slice(0, -1));
    const dead = leaves(es).filter((key) => {
      const plain = key.replace(/_(?:zero|one|many|other)$/, '');
      return !named.has(plain) && !beginnings.some((beginning) => beginning !== '' && plain.startsWith(beginning));
    });
    expect(dead).toEqual([]);
  });
});
