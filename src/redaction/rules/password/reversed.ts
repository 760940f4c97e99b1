import { describing, functional, naming } from '../../lexicon/words.ts';
import type { Rule } from '../../rule.ts';
import { shapeOf } from '../../text/shape.ts';
import { trimToken } from '../../text/tokens.ts';
import type { Range, View } from '../../text/view.ts';
import { type SensedCue, sensedCues } from './cue-sense.ts';

/** "X es la contraseña", "X is the password". */
const IS_THE =
  /(?:^|[\s"'«(¿])(\S{3,64})["')]{0,2},?[ \t]{1,3}[(]?(?:(?:no |si |ya no |sigue |creo que |(?:esa|esta|ese|este|that) )?(?:es|era|fue|sera|seria)|is|was)[ \t]{1,3}(?:la|mi|su|tu|el|the|my|your|nuestra)[ \t]{1,3}(?:(?:nueva|nuevo|actual|new|misma|unica|ultima)[ \t]{1,3})?$/;
/** "puse X como contraseña", "le puse X de clave". */
const AS =
  /(?:^|[\s"'(¿])(?:puse|puso|pon|ponga|ponle|pongo|poner|ponerle|pusimos|pusieron|uso|usa|use|usar|usamos|usaba|utiliza|utilice|tiene|tengo|teclea|teclee|teclea|escribe|escriba|captura|capture|mete|meta|meti|deje|dejo|quedo|configure|con|pruebe|prueba|intente|intenta|asigne|trae|set|use|used|entered|typed|put)[ \t]{1,3}["'(]?(\S{3,64}?)["')]{0,2},?[ \t]{1,3}(?:como|de|por|as|for)[ \t]{1,3}(?:la[ \t]|mi[ \t]|su[ \t]|the[ \t]|my[ \t])?(?:nueva[ \t])?$/;

/** "es mariposa mi contraseña". */
const IT_IS = /^[ \t]{0,3}(?:pues |creo que )?(?:es|era)[ \t]{1,2}(\S{3,64})[ \t]{1,2}(?:mi|la|su)[ \t](?:nueva )?$/;
/** "Colima = contraseña del wifi". */
const EQUALS = /(?:^|[\n,;])[ \t]{0,3}(\S{3,64})[ \t]{1,3}(?:=|->|<-)[ \t]{1,3}(?:la |mi |su |the |my )?$/;
/** Made up, and said to be one: whatever the verb. "me asignaron Luna_22 como clave", "X <- contraseña". */
const MADE_UP_AS =
  /(?:^|[\s"'(¿])(\S{4,64})["')]{0,2},?[ \t]{1,3}(?:como|de|por|<-{1,2}|<=|as)[ \t]{1,3}(?:la[ \t]|mi[ \t]|su[ \t]|the[ \t]|my[ \t])?(?:nueva[ \t])?$/;

/** "«sol azteca» como contraseña". */
const QUOTED =
  /["']([^"'\n]{3,64})["'],?[ \t]{1,3}(?:como|de|es|era|is|as)[ \t]{1,3}(?:(?:la|mi|su|tu|my|the)[ \t])?(?:nueva[ \t])?$/;

/** The value stands before the password word. */
export const reversedPassword: Rule = {
  id: 'password.reversed',
  kind: 'password',
  hint: /./,
  examples: {
    hit: [
      '⟦Girasol45⟧ es la contraseña',
      '⟦mariposa⟧ es mi contraseña',
      'puse ⟦canela⟧ como contraseña',
      'use ⟦girasol⟧ as password',
    ],
    miss: [
      'cuál es la contraseña',
      'esa es la contraseña',
      'el problema es la contraseña',
      'tengo problemas de contraseña',
    ],
  },
  find: (view) => {
    const found: Range[] = [];
    for (const cue of sensedCues(view)) {
      if (cue.strength === 'weak' && cue.word !== 'contra') continue;
      const reach = view.lower.slice(Math.max(0, cue.start - 110), cue.start);
      const before = reach.slice(reach.lastIndexOf('\n') + 1);
      const from = cue.start - before.length;
      const quoted = QUOTED.exec(before);
      const match =
        quoted ??
        IS_THE.exec(before) ??
        AS.exec(before) ??
        IT_IS.exec(before) ??
        EQUALS.exec(before) ??
        madeUpAs(view, before, from);
      const word = match?.[1];
      if (match === null || word === undefined || !speaksOfAccess(view, cue)) continue;
      const start = from + match.index + match[0].indexOf(word);
      const range = { start, end: start + word.length };
      const value = quoted === null ? accept(view, range) : range;
      if (value !== undefined) found.push(value);
    }
    return found;
  },
};

function madeUpAs(view: View, before: string, from: number): RegExpExecArray | null {
  const match = MADE_UP_AS.exec(before);
  if (match?.[1] === undefined) return null;
  const start = from + match.index + match[0].indexOf(match[1]);
  const value = trimToken(view.text, { start, end: start + match[1].length });
  return shapeOf(view.text.slice(value.start, value.end)) === 'chosen' ? match : null;
}

/** "Orden es la clave para una empresa exitosa" is no password. */
function speaksOfAccess(view: View, cue: SensedCue): boolean {
  if (cue.sense === 'none') return false;
  return (
    cue.strength !== 'clave' ||
    !/^ (?:para|de (?:la|el|un|una|todo|nuestr)|del (?:exito|negocio)|en )/.test(
      view.lower.slice(cue.end, cue.end + 16),
    ) ||
    /^ de la (?:caja|compu|pc|red|cuenta|alarma)/.test(view.lower.slice(cue.end, cue.end + 16))
  );
}

const SUBJECTS =
  /^(?:problema|problemas|error|duda|dudas|falla|tema|asunto|cambio|cambios|dato|datos|clave|claves|contrasena|password|lo|este|cual|cuando|donde|pregunta|motivo|detalle|caso|unico|primero|usuario|recuperacion|reset|restablecimiento|bloqueo|correo|sistema|intentos|politica|campo|caracteres|tipo|gestor|what|which|where|that|this|problem|issue)$/;

function accept(view: View, token: Range): Range | undefined {
  const value = trimToken(view.text, token);
  const word = view.lower.slice(value.start, value.end);
  const shape = shapeOf(view.text.slice(value.start, value.end));
  if (shape === 'chosen' || (shape === 'digits' && word.length >= 4)) return value;
  if (/(?:^|[^a-z])(?:no|se|me|te|lo|ni)[ ]$/.test(view.lower.slice(Math.max(0, value.start - 4), value.start)))
    return undefined;
  if (shape !== 'word' || functional.has(word) || describing.has(word) || naming.has(word) || SUBJECTS.test(word))
    return undefined;
  return value;
}
