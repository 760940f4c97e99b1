import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { supportCatalogue as flowTexts } from '../../flows/support/texts/catalogue.ts';
import { contactsCatalogue as contactTexts } from '../../src/contacts/catalogue.ts';
import type { RedactionContext } from '../../src/contracts/redacted.ts';
import { conversationCatalogue as conversationTexts } from '../../src/conversation/catalogue.ts';
import {
  createRedactor,
  HELD_MARK,
  initialRedactionContext,
  LONGEST_PART,
  marks,
  redactLine,
  redactName,
} from '../../src/redaction/index.ts';
import { type LabelledLine, readLabelled, scoreRedaction } from '../eval/redaction.ts';
import { ownLines } from '../eval/redaction-own.ts';

const redactor = createRedactor({ salt: new Uint8Array(32).fill(7) });
const devLines = readLabelled('test/eval/data/redaction-dev.jsonl');
const ownFirst = ownLines('test/eval/data/redaction-own.txt');
const ownSecond = ownLines('test/eval/data/redaction-own-2.txt');

function textsOf(lines: readonly LabelledLine[]): string[] {
  return lines.flatMap((line) => line.messages?.map((message) => message.text) ?? [line.text ?? '']);
}

describe('the labelled sets', () => {
  it('MAS-132 leaves no value of the development set and touches nothing harmless', () => {
    expect(scoreRedaction(devLines).faults).toEqual([]);
  });

  it('MAS-132 leaves no value of the own variants and touches nothing harmless', () => {
    const { rows } = scoreRedaction(ownFirst);
    expect(rows[0]).toMatchObject({ leaks: 0, touched: 0 });
  });

  it('MAS-132 leaves everyday talk of a support desk alone', () => {
    const faults = scoreRedaction(ownLines('test/eval/data/redaction-harmless.txt')).faults;
    expect(faults.length).toBeLessThanOrEqual(1);
  });

  it('leaks at most two in a hundred of the hard variants', () => {
    const [all] = scoreRedaction(ownSecond).rows;
    expect((all?.leaks ?? 1) / (all?.values ?? 1)).toBeLessThanOrEqual(0.02);
  });
});

describe('marks', () => {
  it('MAS-133 keeps the sentence and the word, and takes the value', () => {
    expect(redactor.redact('mi contraseña es Hola123, gracias').text).toBe(
      `mi contraseña es ${marks.password}, gracias`,
    );
  });

  it('MAS-134 gives the offsets of the original text, in UTF-16 units', () => {
    const { findings } = redactor.redact('😀 ip 192.168.1.5 ok');
    expect(findings).toEqual([{ kind: 'ip', start: 6, end: 17, rule: 'ip.v4' }]);
  });

  it('P4 gives a mark that tells nothing about the value', () => {
    expect(redactor.redact('pass: ab1!').text).toBe(redactor.redact('pass: aVeryMuchLongerOne#2024').text);
  });

  it('P4 is idempotent on every sentence of the sets', () => {
    for (const text of textsOf([...devLines, ...ownFirst, ...ownSecond])) {
      const once = redactor.redact(text).text;
      expect(redactor.redact(once)).toMatchObject({ text: once, findings: [] });
    }
  });

  it('strips a name as well', () => {
    expect(redactName(redactor, 'Caja 192.168.1.5')).toBe(`Caja ${marks.ip}`);
  });
});

describe('failing closed', () => {
  it('P4 holds a part that is too long to scan, with a finding', () => {
    const text = 'a'.repeat(LONGEST_PART + 1);
    const result = redactor.redact(text);
    expect(result.text).toBe(HELD_MARK);
    expect(result.findings).toEqual([{ kind: 'secret', start: 0, end: text.length, rule: 'held.too-long' }]);
  });

  it('P4 holds a part that overwhelms the scanner', () => {
    expect(redactor.redact('pass '.repeat(2000)).findings[0]?.rule).toBe('held.failure');
  });
});

describe('properties', () => {
  const secretText = fc
    .tuple(
      fc.stringMatching(/^[A-Z][a-z]{3,8}$/),
      fc.constantFrom('_', '#', '.', '*', '-', ''),
      fc.integer({ min: 10, max: 99_999 }),
    )
    .map(([word, sign, number]) => `${word}${sign}${number}`);
  const frames = [
    'mi contraseña es %',
    'Contraseña: %',
    'usuario: ana contraseña: %',
    'la clave del wifi es %',
    'puse % como contraseña',
    'cambié la contraseña a %',
    'my password is %',
    '{"user":"a","password":"%"}',
  ];

  it('MAS-133 strips whatever is put where the value stood', () => {
    fc.assert(
      fc.property(fc.constantFrom(...frames), secretText, (frame, value) => {
        expect(redactor.redact(frame.replace('%', () => value)).text).not.toContain(value);
      }),
      { seed: 20261122, numRuns: 1500 },
    );
  });

  it('MAS-134 strips any IPv4 address behind the word', () => {
    fc.assert(
      fc.property(fc.ipV4(), (address) => {
        expect(redactor.redact(`la ip es ${address} y no responde`).text).toBe(`la ip es ${marks.ip} y no responde`);
      }),
      { seed: 1, numRuns: 500 },
    );
  });

  it('MAS-134 MAS-135 is not fooled by invisible characters or wide digits', () => {
    const wide = (text: string): string => text.replace(/\d/g, (digit) => String.fromCharCode(0xff10 + Number(digit)));
    const values = ['192.168.5.77', '00:1B:44:11:3A:B7'];
    fc.assert(
      fc.property(fc.constantFrom(...values), fc.nat(20), fc.boolean(), (value, place, widen) => {
        const at = Math.min(place, value.length);
        const hidden = `${value.slice(0, at)}\u200b${value.slice(at)}`;
        const { text } = redactor.redact(`dato ${widen ? wide(hidden) : hidden} fin`);
        expect(text.replace('\u200b', '')).toMatch(/^dato \[(?:IP|MAC) eliminada\] fin$/);
      }),
      { seed: 2, numRuns: 300 },
    );
  });

  it('leaves text without digits, signs or words of access unchanged', () => {
    const words = fc.array(fc.constantFrom('hola', 'factura', 'gracias', 'inventario', 'mañana', 'urge', 'bueno'), {
      minLength: 1,
      maxLength: 30,
    });
    fc.assert(
      fc.property(words, (parts) => {
        const text = parts.join(' ');
        expect(redactor.redact(text)).toMatchObject({ text, findings: [] });
      }),
      { seed: 3 },
    );
  });

  it('never throws and keeps offsets inside the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        for (const { start, end } of redactor.redact(`clave: ${text}`).findings) {
          expect(start).toBeLessThan(end);
          expect(end).toBeLessThanOrEqual(text.length + 7);
        }
      }),
      { seed: 4, numRuns: 500 },
    );
  });

  it('grows no faster than the text on hostile input', () => {
    const units = [
      '1.',
      'a:',
      '00:',
      '00 ',
      '<',
      '<b>',
      '&',
      'a:b@',
      'http://a:',
      'eyJa',
      'uno dos ',
      'ip 1 ',
      '\n',
      ' ',
      '\u200b1',
      '-p ',
      'pwd',
      'a_',
    ];
    const time = (text: string): number => {
      const before = process.cpuUsage();
      redactor.redact(text);
      const { user, system } = process.cpuUsage(before);
      return (user + system) / 1000;
    };
    for (const unit of units) {
      time(unit.repeat(2000));
      const spent = time(unit.repeat(LONGEST_PART / unit.length));
      expect({ unit, quick: spent < 1500 }).toEqual({ unit, quick: true });
    }
  });
});

describe('conversations', () => {
  const talk = (...messages: [string, string][]): readonly string[] =>
    redactLine({ id: 'x', messages: messages.map(([speaker, text]) => ({ speaker, text })) }).texts;

  it('MAS-133 takes the bare answer to a question, but no refusal', () => {
    expect(talk(['bot', '¿Cuál es su contraseña?'], ['user', 'no me acuerdo'], ['user', 'perla'])).toEqual([
      '¿Cuál es su contraseña?',
      'no me acuerdo',
      marks.password,
    ]);
  });

  it('MAS-133 takes the agent’s echo and the correction', () => {
    expect(
      talk(['user', 'mi clave es Tlax246'], ['agent', '¿Tlax246 con mayúscula?'], ['user', 'perdón, es Tlax-247']),
    ).toEqual([`mi clave es ${marks.password}`, `¿${marks.password} con mayúscula?`, `perdón, es ${marks.password}`]);
  });

  it('forgets the question when another one is asked', () => {
    const texts = talk(
      ['agent', '¿Cuál es su contraseña?'],
      ['user', 'no sé'],
      ['agent', '¿En qué ciudad está?'],
      ['user', 'Puebla'],
    );
    expect(texts.at(-1)).toBe('Puebla');
  });

  it('P4 stores a context without values, which survives JSON', () => {
    const first = redactor.redact('mi contraseña es Tlaxcala_246');
    const stored = JSON.stringify(first.context);
    expect(stored).not.toMatch(/tlaxcala|246"/i);
    const again = redactor.redact('¿Tlaxcala_246?', { speaker: 'agent', context: JSON.parse(stored) });
    expect(again.text).toBe(`¿${marks.password}?`);
  });

  it('knows an echo only with the same salt', () => {
    const { context } = redactor.redact('la clave del wifi es perro azul');
    const echo = 'dice perro azul';
    expect(
      createRedactor({ salt: new Uint8Array(32).fill(7) }).redact(echo, { speaker: 'agent', context }).text,
    ).not.toBe(echo);
    expect(createRedactor().redact(echo, { speaker: 'agent', context }).text).toBe(echo);
  });

  it('gives the first context without expectations', () => {
    expect(initialRedactionContext).toEqual({ expect: 'none', turnsLeft: 0, seen: [] });
  });
});

describe('the patterns', () => {
  it('P4 bounds every repetition that could backtrack', () => {
    const files = readdirSync('src/redaction/rules', { recursive: true }).filter((file) =>
      String(file).endsWith('.ts'),
    );
    expect(files.length).toBeGreaterThan(10);
    for (const file of files) {
      const source = readFileSync(`src/redaction/rules/${file}`, 'utf8');
      expect(source).not.toMatch(/\(\?[:=!][^()]*[+*]\)[+*]/);
      expect(source).not.toMatch(/\.\*[^/\n]*\.\*/);
    }
  });
});

describe('a bot that asks its own questions', () => {
  it('P4 does not end the wait for a value that the person announced', () => {
    const redactor = createRedactor();
    let context: RedactionContext | undefined;
    const kept = (
      [
        ['user', 'la contraseña es'],
        ['bot', '¿Con quién tengo el gusto?'],
        ['user', 'Kuvratozel-8371!'],
        ['bot', '¿Usted es partner o usuario final?'],
        ['user', 'perdón, es Zimbako-9921!'],
        ['bot', '¿Con quién tengo el gusto?'],
        ['user', 'Ana Torres'],
      ] as const
    ).map(([speaker, text]) => {
      const result = redactor.redact(text, { speaker, ...(context ? { context } : {}) });
      context = result.context;
      return result.text as string;
    });
    expect(kept[2]).toBe('[contraseña eliminada]');
    expect(kept[4]).toBe('perdón, es [contraseña eliminada]');
    expect(kept[6]).toBe('Ana Torres');
  });
});

describe('a one-time code', () => {
  const asked = ['bot', 'Escriba aquí el código de verificación:'] as const;
  const talk = (...messages: (readonly [string, string])[]): readonly string[] =>
    redactLine({ id: 'x', messages: messages.map(([speaker, text]) => ({ speaker, text })) }).texts;
  const lastOf = (...messages: (readonly [string, string])[]) => talk(...messages).at(-1);

  it.each([
    ['bot', 'la contraseña: Perla_77', `la contraseña: ${marks.password}`],
    ['agent', 'mi clave es Tlax246', `mi clave es ${marks.password}`],
    ['bot', 'mi clave es perro', `mi clave es ${marks.password}`],
    [
      'agent',
      'es que la contraseña que me dieron es lunazul',
      `es que la contraseña que me dieron es ${marks.password}`,
    ],
    ['bot', 'el código 482913 y mi clave es Tlax246', `el código ${marks.secret} y mi clave es ${marks.password}`],
    ['bot', 'la ip es 10.2.3.4', `la ip es ${marks.ip}`],
  ])('P4 keeps taking what else is sensitive once %s asked for one: %s', (speaker, text, clean) => {
    expect(lastOf([speaker, asked[1]], ['user', text])).toBe(clean);
  });

  it.each([
    [
      ['agent', '¿Cuál es su contraseña?'],
      ['agent', '¿Y cuál es el código de verificación?'],
    ],
    [['agent', '¿Cuál es su contraseña?'], asked],
    [asked, ['agent', '¿Cuál es su contraseña?']],
    [['agent', '¿Me da su contraseña y el código de verificación, por favor?']],
    [['agent', 'Dígame el código de verificación y su clave de acceso']],
  ] as const)('P4 takes the bare password where both were asked for: %j', (...questions) => {
    expect(lastOf(...questions, ['user', 'perla'])).toBe(marks.password);
  });

  it('P4 takes both, in two messages and in either order', () => {
    const both = ['agent', '¿Me da su contraseña y el código de verificación, por favor?'] as const;
    expect(talk(both, ['user', '482 913'], ['user', 'perla']).slice(1)).toEqual([marks.secret, marks.password]);
    expect(talk(both, ['user', 'perla'], ['user', '482 913']).slice(1)).toEqual([marks.password, marks.secret]);
  });

  it('P4 takes the password that was announced before the code was asked for', () => {
    expect(lastOf(['user', 'mi clave es'], asked, ['user', 'Kuvratozel-8371!'])).toBe(marks.password);
  });

  it('leaves what is no code alone, and stops looking once something else is asked', () => {
    expect(lastOf(asked, ['user', 'no me ha llegado nada'])).toBe('no me ha llegado nada');
    expect(lastOf(asked, ['bot', '¿Cuál es su folio?'], ['user', '482913'])).toBe('482913');
    expect(lastOf(['user', '482913'])).toBe('482913');
  });
});

describe('the product’s own words', () => {
  const befores = [
    ['user', 'mi clave es Tlax246'],
    ['user', 'la contraseña es'],
    ['user', 'olvidé mi contraseña'],
    ['agent', '¿Cuál es su contraseña?'],
  ] as const;
  const own = [flowTexts, conversationTexts, contactTexts].flatMap((texts) =>
    [texts.es, texts.en].flatMap((language) => Object.values(language ?? {})),
  );

  it.each(befores)('P4 takes none of them for a password after %s: %s', (speaker, text) => {
    const { context } = redactor.redact(text, { speaker });
    expect(own.length).toBeGreaterThan(300);
    expect(own.filter((word) => redactor.redact(word, { speaker: 'bot', context }).text !== word)).toEqual([]);
  });

  it('P4 leaves an agent’s thanks alone, and takes a password that ends in the same sign', () => {
    const { context } = redactor.redact('mi clave es Tlax246');
    expect(redactor.redact('¡Gracias por su respuesta!', { speaker: 'agent', context }).text).toBe(
      '¡Gracias por su respuesta!',
    );
    expect(redactor.redact('intente con Perla77!', { speaker: 'agent', context }).text).toBe(
      `intente con ${marks.password}`,
    );
  });
});

describe('what one message shows twice, or too often', () => {
  it('MAS-133 takes a password wherever else it stands in the message, and nothing that only holds it', () => {
    expect(redactor.redact('el nip es 4471, le digo otra vez: 4471, no el folio 44718').text).toBe(
      `el nip es ${marks.password}, le digo otra vez: ${marks.password}, no el folio 44718`,
    );
  });

  it.each(['curl -u a:b1c2 x ', 'accesos: ana / Luna_22 '])('P4 holds a part full of %s', (unit) => {
    expect(redactor.redact(unit.repeat(700))).toMatchObject({
      text: '[mensaje retenido]',
      findings: [{ rule: 'held.failure' }],
    });
    expect(redactor.redact(unit.repeat(20)).text).not.toBe('[mensaje retenido]');
  });

  it('MAS-133 reads what a long mail asks for at its end', () => {
    const mail = `${'Quedo atenta a sus comentarios.\n'.repeat(300)}¿Cuál es su contraseña?`;
    expect(redactor.redact(mail, { speaker: 'agent' }).context).toMatchObject({ expect: 'password', mode: 'answer' });
  });

  it('leaves the answer to the bot’s question after a mere mention', () => {
    const texts = redactLine({
      id: 'x',
      messages: [
        { speaker: 'user', text: 'olvidé mi contraseña' },
        { speaker: 'bot', text: '¿Cuál es su usuario?' },
        { speaker: 'user', text: 'mlopez2' },
      ],
    }).texts;
    expect(texts.at(-1)).toBe('mlopez2');
  });

  it('leaves accounts and named releases that read like addresses', () => {
    expect(redactor.redact('Facturador 7.4.1.20').findings).toEqual([]);
    expect(redactor.redact('Google 8.8.8.8').findings).toHaveLength(1);
    const { context } = redactor.redact('¿Cuál es la cuenta contable?', { speaker: 'agent' });
    expect(redactor.redact('5.1.2.3', { context }).findings).toEqual([]);
    expect(redactor.redact('la ip es 5.1.2.3', { context }).findings).toHaveLength(1);
  });
});

describe('"clave" of an institution', () => {
  it.each([
    [
      'no puedo timbrar, mi clave del SAT es Canela2023',
      'no puedo timbrar, mi clave del SAT es [contraseña eliminada]',
    ],
    ['la clave del SAT es 43231500', 'la clave del SAT es 43231500'],
    ['la clave del SAT es incorrecta', 'la clave del SAT es incorrecta'],
  ])('MAS-132 tells the word that opens its portal from a code of its catalogue: %s', (text, kept) => {
    expect(createRedactor({ salt: Buffer.alloc(32, 7) }).redact(text).text).toBe(kept);
  });
});
