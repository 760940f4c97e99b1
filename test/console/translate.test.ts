import { describe, expect, it } from '@jest/globals';
import { createTranslate } from '../../web/console/src/texts/translate.ts';

const es = { a: { b: 'Hola, {{name}}' }, seen_one: '{{count}} vez', seen_other: '{{count}} veces', only: 'solo aquí' };
const en = { a: { b: 'Hello, {{ name }}' }, seen_one: '{{count}} time', seen_other: '{{count}} times' };

describe('a text of the console', () => {
  const t = createTranslate('en', [en, es]);

  it('is filled in with what it names, and with nothing that the value itself names', () => {
    expect(t('a.b', { name: '{{count}} $t(a.b) <b>' })).toBe('Hello, {{count}} $t(a.b) <b>');
  });

  it('comes in the plural of its language; Spanish millions too', () => {
    const spanish = createTranslate('es', [es]);
    expect([0, 1, 2].map((count) => t('seen', { count }))).toEqual(['0 times', '1 time', '2 times']);
    expect([1, 1_000_000].map((count) => spanish('seen', { count }))).toEqual(['1 vez', '1000000 veces']);
  });

  it('has words of its own for none, where there are any', () => {
    const none = createTranslate('es', [{ ...es, seen_zero: 'nadie' }]);
    expect([0, 1].map((count) => none('seen', { count }))).toEqual(['nadie', '1 vez']);
  });

  it('comes from the other language when it is missing, else from the default, else it is the key', () => {
    expect([t('only'), t('none', { defaultValue: 'X' }), t('none.at.all'), t('a'), t('toString')]).toEqual([
      'solo aquí',
      'X',
      'none.at.all',
      'a',
      'toString',
    ]);
  });
});
