import { describe, expect, it } from '@jest/globals';
import { DuplicateFinder } from '../../knowledge/entries/duplicates.ts';
import { canonicalLink, foreignLinkIn, isAllowedLink } from '../../knowledge/entries/links.ts';
import type { Redacted } from '../../src/contracts/redacted.ts';

const hosts = ['exsim.example', '*.docs.example', 'www.youtube.com'];

describe('links', () => {
  it.each([
    ...[
      'https://exsim.example',
      'https://exsim.example/guía?a=1#b',
      'https://EXSIM.example/x',
      'https://docs.example/x',
    ],
    ...['https://mx.docs.example/x', 'https://www.youtube.com/watch?v=abcdefghijk', 'https://exsim.example/?q=a//b'],
    'https://exsim.example/?next=https://mx.docs.example/x',
  ])('EXS-36 %s is allowed', (link) => {
    expect(isAllowedLink(link, hosts)).toBe(true);
  });

  it.each([
    ...['http://exsim.example/x', 'https://evil.example/', 'https://sub.exsim.example/', 'https://evildocs.example/'],
    ...['https://exsim.example.evil.example/', 'https://exsim.example@evil.example/', 'https://a@exsim.example/'],
    ...[
      'https://exsim.example:443/',
      'https://exsim.example:8443/',
      'https://exsim.example./',
      'https://еxsim.example/',
    ],
    ...[
      'https://\uff45xsim.example/',
      'https://exsim\u3002example/',
      'https:\\\\exsim.example/',
      'https:exsim.example/',
    ],
    ...[
      'https://exsim.example\\@evil.example/',
      'https://exsim.example/a b',
      ' https://exsim.example/',
      'https:///exsim.example',
    ],
    ...['https://www.youtube.com/redirect?q=https%3A%2F%2Fevil.example', 'https://exsim.example/?go=//evil.example/x'],
    ...[
      'https://exsim.example/?go=%5C%5Cevil.example',
      'https://exsim.example/?go=javascript://x',
      'javascript:alert(1)',
    ],
    'https://exsim.example/\tx',
  ])('EXS-36 %s is refused', (link) => {
    expect(isAllowedLink(link, hosts)).toBe(false);
  });

  it('EXS-36 addresses inside texts follow the same rule', () => {
    expect(foreignLinkIn('Vea https://exsim.example/x, y (https://mx.docs.example/z).', hosts)).toBeNull();
    expect(foreignLinkIn('Vea https://exsim.example/x o http://evil.example/y.', hosts)).toBe('http://evil.example/y');
  });

  it.each([
    ['https://www.youtube.com/watch?v=abcdefghijk&t=30s', 'https://youtu.be/abcdefghijk?si=x'],
    ['https://m.youtube.com/shorts/abcdefghijk', 'https://www.youtube-nocookie.com/embed/abcdefghijk'],
    ['https://www.exsim.example/faq/', 'https://exsim.example/faq?utm_source=mail'],
    ['https://exsim.example/x?b=2&a=1', 'https://exsim.example/x?a=1&b=2#:~:text=hola'],
  ])('%s and %s lead to the same place', (one, other) => {
    expect(canonicalLink(one)).toBe(canonicalLink(other));
  });

  it.each([
    ['https://exsim.example/faq#a', 'https://exsim.example/faq#b'],
    ['https://exsim.example/x?id=1', 'https://exsim.example/x?id=2'],
    ['https://youtu.be/abcdefghijk', 'https://youtu.be/ABCDEFGHIJK'],
  ])('%s and %s do not', (one, other) => {
    expect(canonicalLink(one)).not.toBe(canonicalLink(other));
  });
});

describe('near-duplicates', () => {
  const text =
    'Corte parcial y final del turno, qué revisar si falta dinero y cómo imprimir el reporte para la gerencia.';
  const entry = (id: string, fields: Record<string, unknown> = {}) => ({
    ...{ id, title: `Título ${id}` as Redacted, summary: text as Redacted, body: '' as Redacted },
    ...{ url: `https://exsim.example/${id}`, audience: 'support' as const },
    ...fields,
  });
  const finder = new DuplicateFinder();
  finder.set(entry('a'));

  it('a text with one word changed is one, another text is not', () => {
    const changed = entry('b', { summary: text.replace('gerencia', 'dirección') });
    expect(finder.similarTo(changed)).toEqual([{ id: 'a', why: 'text', likeness: expect.any(Number) }]);
    expect(
      finder.similarTo(entry('b', { summary: 'Alta de proveedores con su constancia fiscal y sus datos bancarios.' })),
    ).toEqual([]);
  });

  it('never itself, never for other people, and no longer when it is gone', () => {
    expect(finder.similarTo(entry('a'))).toEqual([]);
    const copy = finder.copy();
    copy.delete('a');
    expect(copy.similarTo(entry('b'))).toEqual([]);
    expect(finder.similarTo(entry('b'))).toHaveLength(1);
    const sales = { title: 'Título a', url: 'https://exsim.example/a', audience: 'sales', summary: '' };
    expect(finder.similarTo(entry('b', sales))).toEqual([]);
    expect(finder.similarTo(entry('b', { ...sales, audience: 'support' }))).toEqual([
      { id: 'a', why: 'title', likeness: 1 },
    ]);
  });
});
