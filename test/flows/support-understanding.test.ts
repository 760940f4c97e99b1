import { describe, expect, it } from '@jest/globals';
import { matchOption, numberOf } from '../../flows/support/choices.ts';
import { bareName, companyIn, firstName, introductionIn, reachIn } from '../../flows/support/names.ts';
import { asksPrice, phraseOf, saysSolved } from '../../flows/support/phrases.ts';
import { hearText } from '../../flows/support/said.ts';
import { topicsOf } from '../../flows/support/topics.ts';
import { fold, isNear } from '../../flows/support/words.ts';
import { yesNoOf } from '../../flows/support/yes-no.ts';
import {
  buildKnowledge,
  buildLink,
  converse,
  knownContact,
  redacted,
  stubDiagnoser,
} from '../builders/flow-context.ts';

const said = (text: string) => hearText(redacted(text));

describe('words', () => {
  it('folds accents and case without moving an offset', () => {
    for (const text of ['¿CÓMO está?', 'ñandú 👍 Ärger', 'İstanbul ﬁ 𝐀é', '']) {
      expect(fold(text)).toHaveLength(text.length);
    }
    expect(fold('¿Cómo ESTÁ el Niño?')).toBe('¿como esta el nino?');
  });

  it.each([
    ['partner', 'parnter', true],
    ['usuario', 'usaurio', true],
    ['compania', 'compnia', true],
    ['uno', 'una', false],
    ['todos', 'modos', true],
    ['caja', 'cajas', true],
    ['1234', '1235', false],
  ])('%s and %s are near: %s', (a, b, near) => {
    expect(isNear(a, b)).toBe(near);
  });
});

describe('choices', () => {
  const options = [
    { value: 'a', title: 'Solo a mí', synonyms: ['una persona', 'solo yo'] },
    { value: 'b', title: 'A mi área', synonyms: ['departamento'] },
    { value: 'c', title: 'A toda la compañía', synonyms: ['toda la empresa'] },
  ];

  it.each([
    ['1', 'a'],
    ['uno', 'a'],
    ['la primera', 'a'],
    ['la 2', 'b'],
    ['opción 2', 'b'],
    ['2.', 'b'],
    ['2️⃣', 'b'],
    ['la última', 'c'],
    ['el tercero', 'c'],
    ['solo a mi', 'a'],
    ['SOLO A MÍ!!', 'a'],
    ['pues nada más es a mi area', 'b'],
    ['departmento', 'b'],
    ['a toda la compañia, nadie puede', 'c'],
    ['toda la enpresa', 'c'],
    ['9', null],
    ['0', null],
    ['no sé', null],
    ['', null],
  ])('«%s» is %s', (text, value) => {
    expect(matchOption(said(text), options)?.value ?? null).toBe(value);
  });

  it('a number is not a position where no options are shown', () => {
    expect(matchOption(said('2'), options, false)).toBeNull();
  });

  it('reads no number out of a sentence', () => {
    expect(numberOf(said('tengo 2 facturas mal'))).toBeNull();
  });
});

describe('yes and no', () => {
  it.each([
    ...[
      'sí',
      'si',
      'siii',
      'sip',
      'simón',
      'va',
      'claro que sí',
      'ok',
      '👍',
      '👍🏽',
      '✅',
      'sí, gracias',
      'yes',
      'me sirvió',
    ].map((text) => [text, true, ''] as const),
    ...['no', 'nel', 'nop', 'para nada', '👎', 'todavía no', 'No, gracias', 'no señor'].map(
      (text) => [text, false, ''] as const,
    ),
    ['sí, pero ahora sale otro error', true, 'pero ahora sale otro error'] as const,
    ['no, sigue igual', false, 'sigue igual'] as const,
    ['no puedo abrirla', false, 'no puedo abrirla'] as const,
  ])('«%s» is %s, then «%s»', (text, yes, rest) => {
    expect(yesNoOf(said(text))).toEqual({ yes, rest });
  });

  it.each(['si cancelo la factura qué pasa', 'va a fallar', 'nomás eso', 'cómo le hago', 'claroscuro', ''])(
    '«%s» is neither',
    (text) => {
      expect(yesNoOf(said(text))).toBeNull();
    },
  );
});

describe('names', () => {
  it.each([
    ['me llamo ANA LÓPEZ', 'Ana López'],
    ['hola, soy Juan y no puedo facturar', 'Juan'],
    ['mi nombre es maría de la luz pérez', 'María de la Luz Pérez'],
    ['habla el ing. Pérez', 'Ing. Pérez'],
    ['con Gabriela', 'Gabriela'],
    ['my name is Mary Jones', 'Mary Jones'],
  ])('EXS-06 «%s» gives %s', (text, name) => {
    expect(introductionIn(said(text))?.name).toBe(name);
  });

  it.each([
    'soy nuevo en esto',
    'soy partner',
    'soy usuario final',
    'soy el contador',
    'soy de Puebla',
    'no puedo con esto',
  ])('EXS-06 «%s» gives no name', (text) => {
    expect(introductionIn(said(text))).toBeNull();
  });

  it.each([
    ['Ana', 'Ana'],
    ['ana lópez', 'Ana López'],
    ['Luis Ángel, mucho gusto', 'Luis Ángel'],
    ['Lic. Pérez', 'Lic. Pérez'],
    ['no timbra', null],
    ['lector no lee', null],
    ['ayuda', null],
    ['tengo un problema', null],
    ['factura A-123', null],
    ['<b>Ana</b>', null],
    ['👋', null],
  ])('EXS-06 the bare answer «%s» is %s', (text, name) => {
    expect(bareName(said(text))).toBe(name);
  });

  it('greets by the first name, with its title', () => {
    expect([firstName('Ana López'), firstName('Ing. Pérez'), firstName('Ana')]).toEqual(['Ana', 'Ing. Pérez', 'Ana']);
  });

  it('EXS-18 finds e-mail, telephone and company, and no version or folio', () => {
    expect(reachIn(said('es ana.l@cliente.example o al 55 1234 5678'))).toEqual({
      email: 'ana.l@cliente.example',
      phone: '55 1234 5678',
    });
    expect(reachIn(said('factura 1234567 versión 10.2.3'))).toEqual({});
    expect(companyIn(said('soy Ana de la empresa Molinos del Sur, buenas tardes'))).toBe('Molinos del Sur');
    expect(companyIn(said('toda la empresa está parada'))).toBeNull();
  });
});

describe('phrases', () => {
  it.each([
    ['agente', 'human'],
    ['quiero hablar con un agente por favor', 'human'],
    ['cancelar', 'cancel'],
    ['ya no necesito nada, gracias', null],
    ['Olvídelo', 'cancel'],
    ['atrás', 'back'],
    ['muchas gracias', 'thanks'],
    ['🙏', 'thanks'],
    ['buenas tardes', 'greeting'],
    ['hola muy buenas tardes', 'greeting'],
    ['no sé', 'dontKnow'],
    ['me pueden ayudar?', 'vague'],
    ['quiero cancelar una factura', null],
    ['cómo cancelo una requisición', null],
    ['mi asesor fiscal dice que no', null],
    ['no puedo regresar un paso en la captura', null],
  ])('«%s» is %s', (text, phrase) => {
    expect(phraseOf(said(text))).toBe(phrase);
  });

  it('hears that it is solved, and that it is not', () => {
    for (const text of ['ya quedó', 'listo, mil gracias ya quedó', 'sí ya quedó gracias', 'ya funciona']) {
      expect(saysSolved(said(text))).toBe(true);
    }
    for (const text of ['ya quedó pero sale otro error', 'no, ya no funciona', 'ya quedó?', 'aún no queda']) {
      expect(saysSolved(said(text))).toBe(false);
    }
  });

  it('EXS-57 hears a price question, and no talk of costs in the system', () => {
    for (const text of [
      'cuánto cuesta el CRM',
      'me cotizan punto de venta?',
      'qué precio tiene la licencia',
      'how much is it',
    ]) {
      expect(asksPrice(fold(text))).toBe(true);
    }
    for (const text of ['me pone mal el precio', 'recalcular el costo promedio', 'lista de precios de mayoreo']) {
      expect(asksPrice(fold(text))).toBe(false);
    }
  });
});

describe('several questions', () => {
  const split = (text: string) => topicsOf(said(text), stubDiagnoser);

  it.each([
    ['¿Cómo cancelo una factura? Además, ¿cómo hago un respaldo?', ['¿cómo hago un respaldo?']],
    ['cómo cancelo una factura y otra cosa, necesito un respaldo', ['necesito un respaldo']],
    ['1. cómo cancelo una factura\n2. cómo hago un respaldo', ['cómo hago un respaldo']],
    ['No timbra la factura. ¿Es normal? ¿Cómo lo arreglo?', []],
    ['no puedo facturar y tampoco imprimir', []],
    ['¿venden aparte el módulo de nómina?', []],
  ])('EXS-20 «%s» keeps %j for later', (text, others) => {
    expect(split(text).others).toEqual(others);
  });
});

describe('conversation', () => {
  const known = () => converse({ contact: knownContact() });

  it('goes back one step at a time, to the beginning', () => {
    const talk = known().user('no puedo facturar').user('con todos').user('solo a mí').user('atrás');
    expect(talk.last).toContain('¿A quién afecta?');
    expect(talk.user('atrás').last).toContain('¿Le sucede con uno solo');
    expect(talk.user('volver').last).toContain('Estamos al inicio.');
  });

  it('corrects an answer by words, and by a button pressed late', () => {
    const talk = known().user('no puedo facturar').user('con todos').user('me equivoqué, con varios');
    expect(talk.last).toContain('Corregido: Con varios.');
    talk
      .user('Solo a mí', { choice: 'impact:usuario' })
      .user('A mi área', { choice: 'impact:departamento' })
      .user('sin prisa');
    expect(talk.card?.diagnosis).toMatchObject({ length: 'long', impact: 'departamento' });
  });

  it('corrects the module and searches again', () => {
    const knowledge = buildKnowledge([[/./, { band: 'send', links: [buildLink('a')] }]]);
    const talk = converse({ contact: knownContact(), knowledge })
      .user('cómo cancelo una factura')
      .user('no, es de nómina');
    expect(talk.last).toContain('Corregido: Nómina. Esta liga puede ayudarle.');
    expect(talk.card?.diagnosis.module).toBe('nomina');
  });

  it('keeps another topic for later and finishes the first', () => {
    const talk = known().user('no puedo facturar').user('¿cómo hago un respaldo de la base de datos?');
    expect(talk.last).toContain('Anotado, lo vemos enseguida. Primero terminemos con esto:');
    talk.user('con todos').user('solo a mí').user('sin prisa');
    expect(talk.last).toContain('Ahora su otra duda: «¿cómo hago un respaldo de la base de datos?».');
  });

  it('a thanks or a greeting in the middle is no misunderstanding', () => {
    const talk = known().user('no puedo facturar').user('gracias');
    expect(talk.last).toBe(
      'Con gusto. ¿Le sucede con uno solo o con varios documentos o registros? [Con un solo documento o registro | Con varios | Con todos]',
    );
    expect(talk.state.misses).toBe(0);
  });

  it('a thanks after the end opens no new conversation', () => {
    const talk = converse({ contact: knownContact({ visits: 1 }) }).user('gracias');
    expect([talk.last, talk.commands]).toEqual(['Con gusto. Aquí estamos para lo que necesite.', []]);
  });

  it('offers a person after two misunderstandings in a row, not after one, and takes no for an answer', () => {
    const talk = known().user('hola').user('asdf qwer').user('no puedo facturar').user('zxcv');
    expect(talk.state.phase).toBe('question');
    expect(talk.user('qwer').last).toContain('¿Le comunico con un agente?');
    expect(talk.user('no').last).toContain('¿Le sucede con uno solo');
    expect(talk.user('qwer').user('zxcv').user('sí').sent('requestAgent')).toHaveLength(1);
  });

  it('a file without words is noted, with a word on passwords', () => {
    const talk = known().user('no puedo facturar').user('', { files: 1 });
    expect(talk.last).toContain('Recibí su archivo');
    expect(talk.last).toContain('¿Le sucede con uno solo');
  });

  it('treats a person’s words as words: templates in them stay as they are', () => {
    const talk = known().user('no puedo facturar {{name}} $t(bye)? Además, cómo hago un respaldo {{bot}} $t(bye)');
    talk.user('con todos').user('solo a mí').user('sin prisa');
    expect(talk.last).toContain('«cómo hago un respaldo {{bot}} $t(bye)»');
  });

  it('keeps a long story within bounds, its beginning and its end', () => {
    const talk = known()
      .user('no puedo facturar')
      .user(`${'pasa esto y lo otro '.repeat(200)}fin`);
    expect(talk.state.problem.length).toBeLessThanOrEqual(1_001);
    expect(talk.state.problem.startsWith('no puedo facturar')).toBe(true);
  });
});

describe('what annoyed in played conversations', () => {
  it('EXS-06 greetings before the name are greetings, and a name said late is heard', () => {
    const talk = converse().start().user('buenas').user('Hola buenas tardes').user('oiga');
    expect(talk.last).toBe('¿Con quién tengo el gusto?');
    const late = converse().start().user('prefiero no').user('soy Gabriela Torres de la empresa Molinos');
    expect(late.sent('updateContact').map(({ patch }) => patch)).toEqual([
      { name: 'Gabriela Torres' },
      { organisation: 'Molinos' },
    ]);
  });

  it('EXS-06 EXS-18 whoever says their name first is greeted by it, whatever the channel calls them', () => {
    const contact = knownContact({ name: redacted('Taller Pérez'), visits: 0 });
    const talk = converse({ contact }).user('Hola, soy Luz Pérez');
    expect(talk.last).toContain('Luz');
    expect(talk.last).not.toContain('Taller');
    expect(talk.sent('updateContact')[0]?.patch).toEqual({ name: 'Luz Pérez' });
    // A shorter form of the name that is known takes nothing away from it.
    const short = converse({ contact: knownContact({ name: redacted('Luz Pérez') }) }).user('hola, soy Luz');
    expect(short.sent('updateContact')).toEqual([]);
  });

  it('EXS-08 a greeting, a name and the type of user in one breath are all heard', () => {
    const talk = converse().start().user('Hola, soy Rosario Prueba, usuario final');
    expect(talk.sent('updateContact').map(({ patch }) => patch)).toEqual([
      { name: 'Rosario Prueba' },
      { userType: 'usuario_final', customerClass: 'usuario_final' },
    ]);
  });

  it('a sentence with the word ticket, in the queue, opens none', () => {
    const talk = converse({ contact: knownContact() }).user('no me deja timbrar').user('agente');
    talk.user('y el papel del ticket sale cortado en la caja');
    expect(talk.sent('openTicket')).toEqual([]);
  });

  it('a yes with another question: the question without its "y"', () => {
    const knowledge = buildKnowledge([[/cancelo/, { band: 'send', links: [buildLink('a')] }]]);
    const talk = converse({ contact: knownContact(), knowledge }).user('cómo cancelo una factura');
    expect(talk.user('sí, y cuánto cuesta el CRM?').last).toContain('«cuánto cuesta el CRM?»');
  });
});
