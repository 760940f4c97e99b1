import { describe, expect, it } from '@jest/globals';
import { conversationCatalogue } from '../../src/conversation/catalogue.ts';
import { readAnswer } from '../../src/conversation/survey-answer.ts';
import { createCatalogue } from '../../src/i18n/catalogue.ts';

const five = { min: 1, max: 5 };
const ten = { min: 0, max: 10 };
function wordsIn(locale: string) {
  const list = (key: string) => createCatalogue(conversationCatalogue).t(locale)(`survey.words.${key}`).split('|');
  return {
    numbers: list('numbers'),
    scores: list('scores').map((group) => group.split(',')),
    lead: list('lead'),
    because: list('because'),
    no: list('no'),
    never: list('never'),
  };
}
const es = wordsIn('es-MX');
const scored = (score: number, explained = false) => ({ type: 'answer', score, explained });

describe('an answer to a survey', () => {
  it.each([
    ['5', five, scored(5)],
    [' 4. ', five, scored(4)],
    ['un 8', ten, scored(8)],
    ['Le doy un 9', ten, scored(9)],
    ['ocho', ten, scored(8)],
    ['9/10', ten, scored(9)],
    ['4 de 5', five, scored(4)],
    ['5️⃣', five, scored(5)],
    ['🔟', ten, scored(10)],
    ['⭐⭐⭐', five, scored(3)],
    ['4 estrellas', five, scored(4)],
    ['Excelente!', five, scored(5)],
    ['más o menos', five, scored(3)],
    ['pésimo', ten, scored(0)],
    ['2, tardaron tres días en contestar', five, scored(2, true)],
    ['3 porque nadie me avisó', five, scored(3, true)],
  ] as const)('reads %j', (text, scale, reading) => {
    expect(readAnswer(text, scale, es)).toEqual(reading);
  });

  it.each(['11', 'ocho punto cinco', '8.5', '7,5', '-1', 'un 12'])('MAS-121 refuses %j, to be asked again', (text) => {
    expect(readAnswer(text, ten, es)).toEqual({ type: 'off' });
  });

  it.each([
    'Tengo 3 facturas con error',
    '4 facturas no timbran',
    '¿Cómo cancelo un CFDI?',
    'necesito otra cosa',
    'EXS-000005',
  ])('leaves %j to the conversation', (text) => {
    expect(readAnswer(text, five, es)).toEqual({ type: 'other' });
  });

  it('takes a no for a no, and a no for good for that', () => {
    expect(readAnswer('No, gracias', five, es)).toEqual({ type: 'refused', always: false });
    expect(readAnswer('no me envíen más encuestas por favor', five, es)).toEqual({ type: 'refused', always: true });
    expect(readAnswer('no more surveys', ten, wordsIn('en'))).toEqual({ type: 'refused', always: true });
  });

  it('MAS-117 a survey without a scale is answered in words; a question is none', () => {
    expect(readAnswer('Tardan mucho en contestar', null, es)).toEqual({ type: 'answer', score: null, explained: true });
    expect(readAnswer('¿A qué hora abren?', null, es)).toEqual({ type: 'other' });
  });
});
