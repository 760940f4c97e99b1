import { describe, expect, it } from '@jest/globals';
import { choiceOf } from '../../src/conversation/told.ts';

const told = [
  { value: 'ticket:accept:ALI-000001', title: 'Sí, quedó' },
  { value: 'ticket:reject:ALI-000001', title: 'No quedó' },
];

describe('an answer to whether a ticket is solved', () => {
  it.each([
    'no quedo faltan los anexos',
    'No quedó, el punto 7 no viene',
    'sigue fallando igual que ayer',
    'todavia no funciona',
  ])('ALI-45 «%s» sends the ticket back, and ends no conversation', (text) =>
    expect(choiceOf(told, text)).toBe('ticket:reject:ALI-000001'),
  );

  it('ALI-45 another case stays one', () => {
    expect(choiceOf(told, 'no puedo entrar a la banca en linea')).toBeUndefined();
  });
});
