import { describe, expect, it } from '@jest/globals';
import { supportFlow } from '../../flows/support/index.ts';
import type { ConsentAnswer } from '../../src/contracts/contact.ts';
import {
  buildContact,
  type ConversationSetup,
  converse,
  knownContact,
  letterAbilities,
} from '../builders/flow-context.ts';
import { buildPolicy } from '../builders/policy.ts';

const notice = {
  version: '2',
  text: 'El tratamiento de sus datos se explica en',
  url: 'https://aviso.example/datos',
  consent: 'explicit',
} as const;
const policy = buildPolicy({ privacy: { notice } });
const talk = (setup: ConversationSetup = {}) => converse({ policy, ...setup });
const answer = (version: string, said: ConsentAnswer) => ({
  ...{ version, answer: said },
  ...{ at: new Date(0), channel: 'webchat' },
});
const QUESTION = '¿Acepta el tratamiento de sus datos?';
const CASE = 'Soy Luis Rey y no puedo facturar un folio';

describe('explicit consent', () => {
  it('is asked for before anything else, with the notice, by two buttons', () => {
    for (const opened of [talk().start(), talk().user('Hola'), talk().user(CASE)]) {
      expect(opened.said).toHaveLength(1);
      expect(opened.last).toContain(`\n${notice.text} ${notice.url}\n${QUESTION}`);
      expect(opened.said[0]?.choices?.map(({ title }) => title)).toEqual(['Sí, acepto', 'No acepto']);
      expect(opened.commands).toEqual([]);
    }
  });

  it('is recorded with its version, and what was written before it is read', () => {
    const played = talk().user(CASE).press('Sí, acepto');
    expect(played.sent('recordConsent')).toEqual([{ type: 'recordConsent', version: '2', answer: 'accepted' }]);
    expect(played.sent('updateContact')[0]?.patch).toEqual({ name: 'Luis Rey' });
    expect([played.state.problem, played.state.opening]).toEqual([expect.stringContaining('facturar'), null]);
    expect(played.last.match(/¡Hola/g)).toBeNull();
  });

  it.each([
    'Sí, acepto',
    'si acepto',
    'acepto',
    'Acepto los términos',
    'sí',
    'SI',
    '1',
    'la primera',
    'claro que sí',
    'de acuerdo',
    'Estoy de acuerdo con el aviso',
    'sí autorizo el tratamiento',
    'ok',
    '👍',
    'Sí, gracias',
    'claro, por favor',
    'De acuerdo, muchas gracias',
    'Sí. No puedo facturar',
    'Buenas tardes.\nSí acepto.\nSaludos, Ana',
  ])('takes %j for a yes', (text) => {
    const played = talk().start().user(text);
    expect(played.sent('recordConsent').map((command) => command.answer)).toEqual(['accepted']);
    expect(['consent', 'refused']).not.toContain(played.state.phase);
  });

  it.each([
    'No acepto',
    'no',
    'NO',
    '2',
    'no, gracias',
    'prefiero no',
    'no autorizo',
    'no estoy de acuerdo',
    'No acepto, y menos eso',
    '👎',
  ])('takes %j for a no', (text) => {
    const played = talk().start().user(text);
    expect(played.sent('recordConsent').map((command) => command.answer)).toEqual(['refused']);
    expect(played.state.phase).toBe('refused');
  });

  it.each([
    'gracias',
    'no puedo facturar',
    '¿para qué?',
    'yo nunca acepto eso',
    'ana',
    'hola',
    'acepto que no',
    'está bien feo su sistema',
    'yo no entiendo',
    'por favor',
  ])('takes %j for neither, and asks again', (text) => {
    const played = talk().start().user(text);
    expect(played.sent('recordConsent')).toEqual([]);
    expect(played.last).toContain(QUESTION);
    expect(played.state.phase).toBe('consent');
  });

  it('keeps what was said instead of an answer until there is one', () => {
    const played = talk().user('Hola').user('no puedo facturar un folio').user('sí');
    expect(played.state.problem).toContain('no puedo facturar');
  });

  it('leads to the end or to a person of the desk when it is never given', () => {
    const played = talk().start().user('mmm hola qué tal todo').user('quién sabe qué').user('pues bueno entonces');
    expect(played.last).toContain('¿Desea hablar con una persona o lo dejamos aquí?');
  });

  it('is asked in a letter alone, before the numbered questions', () => {
    const played = talk({ abilities: letterAbilities }).user('Buenas tardes, no puedo facturar. Saludos.');
    expect(played.last).toContain(QUESTION);
    expect(played.last).not.toContain('Con quién tengo el gusto');
    played.user('Sí acepto.\n\nGracias');
    expect(played.last).toContain('1. ¿Con quién tengo el gusto?');
    expect(played.state.problem).toContain('no puedo facturar');
  });

  it('is asked in English', () => {
    const played = talk({ locale: 'en-US' }).start().user('Yes, I agree');
    expect(played.sent('recordConsent')).toHaveLength(1);
  });

  it('is not asked of somebody who accepted this version, and is of one who answered another', () => {
    const asks = (...consents: ReturnType<typeof answer>[]) =>
      talk({ contact: knownContact({ consents, visits: 1 }) })
        .user('Hola')
        .last.includes(QUESTION);
    expect(asks(answer('2', 'accepted'))).toBe(false);
    expect(asks(answer('2', 'refused'), answer('2', 'accepted'))).toBe(false);
    expect(asks(answer('1', 'accepted'))).toBe(true);
    expect(asks(answer('2', 'refused'))).toBe(true);
    // That the line was shown while it was implicit is no yes.
    expect(asks(answer('2', 'shown'))).toBe(true);
  });

  it('is asked when an agent gives somebody back who never answered', () => {
    expect(talk().returned().last).toContain(QUESTION);
    expect(talk({ contact: buildContact({ consents: [answer('2', 'accepted')] }) }).returned().last).not.toContain(
      QUESTION,
    );
  });

  it('warns of what was taken out of the first message, with its form, once there is a yes', () => {
    const played = talk().user('mi clave es [contraseña eliminada] y no puedo facturar', { removed: ['password'] });
    expect(played.said.some(({ secureForms }) => secureForms)).toBe(false);
    played.user('sí');
    expect(played.said.some(({ secureForms }) => secureForms)).toBe(true);
  });
});

describe('a refusal of consent', () => {
  const refused = () => talk().user(CASE).press('No acepto');

  it('leaves nothing of what was written in the state, the commands or the replies', () => {
    const played = refused();
    const left = JSON.stringify([played.state, played.commands, played.said]);
    for (const word of ['Luis', 'Rey', 'facturar']) expect(left).not.toContain(word);
  });

  it('offers a person of the desk, who is told nothing of it', () => {
    const played = refused().press('Hablar con un agente');
    const [request] = played.sent('requestAgent');
    expect([request?.summary, played.state.phase, played.state.problem]).toEqual(['', 'waiting', '']);
  });

  it.each([
    ['Dejarlo aquí', 'cancelled'],
    ['no', 'cancelled'],
    ['adiós', 'cancelled'],
    ['una persona', null],
    ['sí', null],
  ])('takes %j from there', (text, outcome) => {
    const played = refused().user(text);
    expect([played.outcome, played.sent('requestAgent').length]).toEqual([outcome, outcome === null ? 1 : 0]);
  });

  it('may be taken back at once', () => {
    const played = refused().user('bueno, sí acepto');
    expect(played.sent('recordConsent').map((command) => command.answer)).toEqual(['refused', 'accepted']);
    expect(played.last).toContain('¿Con quién tengo el gusto?');
  });

  it('ends after a while, and asks nothing of the person meanwhile', () => {
    const played = refused().timer('idle');
    expect(played.last).toContain('¿Desea hablar con una persona o lo dejamos aquí?');
    expect(played.timer('close').outcome).toBe('idle');
  });
});

it('no model is asked before there is a yes', () => {
  for (const phase of ['consent', 'refused'] as const)
    expect(supportFlow.listensFor?.({ ...supportFlow.initial(), phase })).toBeNull();
});
