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
    leave: list('leave'),
    courtesy: list('courtesy'),
    matter: list('matter'),
  };
}
const es = wordsIn('es-MX');
const scored = (score: number, explained = false) => ({ type: 'answer', score, explained, hasMatter: false });

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
    '11, las facturas del mes, no timbran',
    '12. No puedo entrar al sistema',
    'Baja de un usuario',
    'Dar de baja a Juan Pérez por favor',
  ])('leaves %j to the conversation', (text) => {
    expect(readAnswer(text, five, es)).toEqual({ type: 'other' });
  });

  it('takes a no for a no, and a no for good for that', () => {
    expect(readAnswer('No, gracias', five, es)).toEqual({ type: 'refused', always: false });
    expect(readAnswer('no me envíen más encuestas por favor', five, es)).toEqual({ type: 'refused', always: true });
    expect(readAnswer('baja por favor', five, es)).toEqual({ type: 'refused', always: true });
    expect(readAnswer('no more surveys', ten, wordsIn('en'))).toEqual({ type: 'refused', always: true });
  });

  it('MAS-117 a survey without a scale is answered in words; a question is none', () => {
    expect(readAnswer('Tardan mucho en contestar', null, es)).toMatchObject({
      ...{ type: 'answer', score: null, explained: true, hasMatter: false },
    });
    expect(readAnswer('¿A qué hora abren?', null, es)).toEqual({ type: 'other' });
  });

  it.each([
    ['5. No puedo entrar al sistema', five, 5],
    ['4, pero ahora me sale un error al facturar', five, 4],
    ['Necesito dar de alta un usuario', null, null],
    ['Hola, buenas tardes', null, null],
  ])('sees a new matter in %j', (text, scale, score) => {
    expect(readAnswer(text, scale, es)).toEqual({ type: 'answer', score, explained: true, hasMatter: true });
  });

  it.each(['4, tardaron dos días', '2 porque nadie me avisó', 'Que contesten más rápido', 'El agente fue grosero'])(
    'sees none in %j',
    (text) => {
      expect(readAnswer(text, /^\d/.test(text) ? five : null, es)).toMatchObject({ hasMatter: false });
    },
  );
});
