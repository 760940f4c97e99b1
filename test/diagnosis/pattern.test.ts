import { describe, expect, it } from '@jest/globals';
import { PatternMatcher } from '../../src/diagnosis/matcher.ts';
import { parsePattern } from '../../src/diagnosis/pattern.ts';
import { tokenize } from '../../src/diagnosis/tokens.ts';

const LISTS = { fruta: ['pera', 'manzana*'], comida: ['<fruta>', 'pan'] };

function finds(pattern: string, text: string): boolean {
  const matcher = new PatternMatcher();
  matcher.add(0, parsePattern(pattern, LISTS));
  return matcher.find(tokenize(text, new Map([['q', ['que']]]))).length > 0;
}

describe('cue patterns', () => {
  it.each([
    ['factura', 'La FACTURA no sale', true],
    ['factura', 'facturas', false],
    ['factur*', 'refacturar', false],
    ['factur*', 'facturación', true],
    ['no (timbra|se puede)', 'no se puede timbrar', true],
    ['no (timbra|se puede)', 'se puede', false],
    ['en (todas)? las cajas', 'en las cajas', true],
    ['en todas? las cajas', 'en todas las cajas', true],
    ['no ~ timbra', 'no, verdad, timbra', true],
    ['no ~ timbra', 'no. La nómina timbra', false],
    ['no ~ timbra', 'no a b c d timbra', false],
    ['no ~6 timbra', 'no a b c d timbra', true],
    ['N20 facturas', 'son 180 facturas', true],
    ['N20 facturas', 'son 3 facturas', false],
    ['N facturas', 'son tres facturas', true],
    ['N20 facturas', 'son 1,200 facturas', true],
    ['^ que mande', 'quiero algo, que mande', true],
    ['^ que mande', 'quiero que mande', false],
    ['listo $', 'ya listo.', true],
    ['listo $', 'listo para usar', false],
    ['una <comida>', 'una manzanas', true],
    ['q se cae', 'q se cae', false],
    ['que se cae', 'q se cae', true],
    ['noo', 'nooooo', false],
    ['no', 'nooooo', true],
  ])('"%s" in "%s" is %s', (pattern, text, expected) => {
    expect(finds(pattern, text)).toBe(expected);
  });

  it.each(['(a|b', 'a)', '<nada>', '~ a', ''])('refuses %j with a message that names it', (pattern) => {
    expect(() => finds(pattern, 'a')).toThrow(/pattern/i);
  });
});
