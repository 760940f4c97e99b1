import { describe, expect, it } from '@jest/globals';
import { choiceOf } from '../../src/conversation/told.ts';

const told = [
  { value: 'ticket:accept:MN-000001', title: 'Sí, quedó' },
  { value: 'ticket:reject:MN-000001', title: 'No quedó' },
];

describe('an answer to what was said outside the flow', () => {
  it('MAS-77 is understood by number, by title and as yes or no', () => {
    for (const text of ['1', 'Sí', 'si', 'Sí, quedó', 'LISTO', 'ya quedó'])
      expect([text, choiceOf(told, text)]).toEqual([text, told[0]?.value]);
    for (const text of ['2', 'No', 'no quedó', 'sigue igual'])
      expect([text, choiceOf(told, text)]).toEqual([text, told[1]?.value]);
  });

  it('is nothing where the person tells something else, or nothing was asked', () => {
    for (const text of ['3', 'sí, pero ahora falla la nómina', 'hola', ''])
      expect([text, choiceOf(told, text)]).toEqual([text, undefined]);
    expect(choiceOf([], 'sí')).toBeUndefined();
  });
});
