import { describe, expect, it } from '@jest/globals';
import { analyze, fold, MAX_QUERY_TOKENS, stemOf } from '../../knowledge/search/analyzer.ts';

const stems = (text: string) => analyze(text).map((token) => token.stem);

describe('the Spanish analyser', () => {
  it('reads a word the same with and without its accent', () => {
    expect(stems('facturacion')).toEqual(stems('Facturación'));
    expect(stems('nomina')).toEqual(stems('NÓMINA'));
    expect(stems('conexion')).toEqual(stems('conexión'));
  });

  it('joins the noun in -cion with its verb, which Snowball alone misses without the accent', () => {
    expect(stemOf('facturacion')).toBe(stemOf('facturar'));
    expect(stemOf('cancelacion')).toBe(stemOf('cancelar'));
  });

  it('keeps words of the trade that general stop lists throw away', () => {
    expect(stems('estado de cuenta')).toHaveLength(2);
    expect(stems('uso, valor, total, horas, general')).toHaveLength(5);
  });

  it('spells chat shorthand out', () => {
    expect(stems('q hago con la fact')).toEqual(stems('factura'));
    expect(stems('cxc')).toEqual(stems('cuentas por cobrar'));
    expect(stems('xq no me deja')).toEqual([]);
  });

  it('keeps codes and versions whole', () => {
    expect(analyze('error CFDI40148, puerto 3050, CFDI 4.0').map((token) => token.word)).toEqual([
      'error',
      'cfdi40148',
      'puerto',
      '3050',
      'cfdi',
      '4.0',
    ]);
  });

  it('cuts a run of letters that is longer than any word', () => {
    expect(analyze('xyz'.repeat(5_000))[0]?.word).toHaveLength(40);
  });

  it('squeezes letters that are held down', () => {
    expect(fold('Holaaaa NO abreeee')).toBe('hola no abre');
  });

  it('reads no more words than its limit', () => {
    expect(analyze('factura '.repeat(10_000), MAX_QUERY_TOKENS).length).toBeLessThanOrEqual(MAX_QUERY_TOKENS);
  });
});
