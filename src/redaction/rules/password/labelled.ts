import type { Cue } from '../../lexicon/cues.ts';
import type { Rule } from '../../rule.ts';
import type { Range, View } from '../../text/view.ts';
import { readAlternatives } from './alternatives.ts';
import { type Sense, type SensedCue, sensedCues } from './cue-sense.ts';
import { locate, type Spot } from './locate.ts';
import { headerAt } from './table.ts';
import { readValue } from './value.ts';

const REASONS =
  /^(?:seguridad|error|favor|politicas?|indicacion|instruccion|cuestion|motivos?|blanco|recomendacion|sistemas|olvido|internet|telefono|correo|vencimiento|caducidad|sugerencia|peticion|solicitud|completo|todos|todas|varios|usuarios?)/i;

/** "contraseña de la caja: X", "mi clave es X", label and value on two lines. */
export const labelledPassword: Rule = {
  id: 'password.labelled',
  kind: 'password',
  hint: /./,
  examples: {
    hit: [
      'mi contraseña es ⟦Marzo2023*⟧',
      'la contraseña de la compu de caja es ⟦cAja_5⟧ por si se ofrece',
      'Contraseña: ⟦mi gato duerme 14⟧',
      'la clave del wifi es "⟦perro 123⟧"',
      'la contra es ⟦pumas81⟧',
      'contrasela: ⟦Toño55⟧',
      'la contraseña es ⟦perro22⟧ o ⟦gato33⟧',
      '> mi contraseña\n> es ⟦Cita_2020⟧',
      'el nip es ⟦3907⟧',
    ],
    miss: [
      'la contraseña es incorrecta dice',
      'contraseña: no la tengo',
      'la contraseña debe llevar 10 caracteres',
      'la clave del producto es TUB-220',
      'Clave: 50192100',
      'compra contra entrega',
      'el pin del conector',
    ],
  },
  find: (view) => {
    const found: Range[] = [];
    let done = 0;
    for (const cue of sensedCues(view)) {
      if (cue.start < done) continue;
      const values = readCue(view, cue);
      for (const value of values) done = Math.max(done, value.end);
      found.push(...values);
    }
    return found;
  },
};

function readCue(view: View, cue: SensedCue): Range[] {
  const { sense } = cue;
  if (sense === 'none') return [];
  if (headerAt(view, cue) !== undefined || isFlag(view, cue)) return [];
  const spot = locate(view, cue, sense);
  if (spot === undefined) return [];
  const value = readValue(view, spot.at, { tie: spot.tie, chosenOnly: spot.chosenOnly || needsChosen(cue, sense) });
  if (
    value === undefined ||
    isOther(view, spot, value) ||
    refused(view, { cue, sense, value, spot }) ||
    isUserName(view, cue, value)
  )
    return [];
  const values = [value, ...readAlternatives(view, value)];
  return [...values, ...readSequels(view, values.at(-1) ?? value)];
}

/** "-password X host:db": the rule for command lines reads what is behind it. */
function isFlag(view: View, cue: Cue): boolean {
  return (
    /[ \t]--?$/.test(view.lower.slice(Math.max(0, cue.start - 3), cue.start)) && view.lower.charAt(cue.end) === ' '
  );
}

function needsChosen(cue: Cue, sense: Sense): boolean {
  return cue.strength === 'digits' || (cue.strength === 'weak' && sense === 'doubt');
}

const USER_AND = /(?:usuario|user|usr|login)s?[ ]{0,2}(?:y|e|\/|and|&|,|-)[ ]{0,2}(?:la |mi |su )?$/;

/** "user y contra: rocio / ro_cio7": the first of a pair is the name; the rule for pairs takes the second. */
function isUserName(view: View, cue: Cue, value: Range): boolean {
  if (!USER_AND.test(view.lower.slice(Math.max(0, cue.start - 24), cue.start))) return false;
  const inside = /^[a-z][\w.@-]{1,40}[/|:][^\s]{3}/.test(view.lower.slice(value.start, value.end));
  return (
    inside ||
    /^[ ]{0,2}(?:[/|:,]|-[ ]|[ ]y[ ]|[ ]and[ ])[ ]{0,2}[^ \n]{3}/.test(view.lower.slice(value.end, value.end + 12))
  );
}

const SEQUEL =
  /^[ ,;.\n]{1,4}(?:pero |y |and )?(?:(?:la|mi|su|el|the) )?(?:ahora(?: es)?|hoy es|nueva?(?: es)?|now(?: is)?|new(?: is)?|actual(?: es)?|anterior(?: era)?|antes(?: era)?|otra(?: es)?|vieja(?: era)?|de(?:l| la)? [a-z]{2,14}(?: es)?)[ :=]{1,3}/;

/** "…, ahora es Y", "nueva: Y", "y la del correo es Y": values told one after the other. */
function readSequels(view: View, first: Range): Range[] {
  const found: Range[] = [];
  let last = first;
  for (let round = 0; round < 3; round++) {
    const match = SEQUEL.exec(view.lower.slice(last.end, last.end + 60));
    if (match === null) return found;
    const told = /[:=]|(?:es|era|is) $/.test(match[0]);
    const value = readValue(view, last.end + match[0].length, { tie: 'copula', chosenOnly: !told });
    if (value === undefined) return found;
    found.push(value);
    last = value;
  }
  return found;
}

/** What stands after a sign and is no password: an address to send it to, the name of a field, the close of a letter. */
function isOther(view: View, spot: Spot, value: Range): boolean {
  const text = view.lower.slice(value.start, value.end);
  const before = view.lower.slice(Math.max(0, spot.at - 40), spot.at);
  if (/^[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{2,20}){1,3}$/.test(text))
    return /(?:correo|mail|email|cuenta|a) ?:? ?$/.test(before);
  if (/(?:^|[\s<])(?:name|id|type|for|class|placeholder)=["']?$/.test(before)) return true;
  return spot.broke === true && CLOSING.test(text);
}

const CLOSING =
  /^(?:saludos|atentamente|atte|quedo|gracias|buen[oa]s?|estimad|cordial|login (?:incorrect|failed)|access denied|permission|enviado desde|sent from|--)/;

interface Candidate {
  readonly cue: Cue;
  readonly sense: Sense;
  readonly value: Range;
  readonly spot: Spot;
}

/** What a doubtful clave may not be: a SAT or unit code, an article number, a verb ("la clave es revisar…"). */
function refused(view: View, { cue, sense, value, spot }: Candidate): boolean {
  const text = view.text.slice(value.start, value.end);
  if (cue.strength === 'digits') return !/\d/.test(text) || /^\d{1,3}$/.test(text);
  if (spot.changed && REASONS.test(text)) return true;
  if (cue.strength !== 'clave' || sense === 'password') return false;
  if (
    /^(?:\d{1,3}|\d{8}|[A-Z0-9]{1,3}|[A-Z]{1,4}\d{1,6}|[A-Z]{1,6}[-_]\d{1,6}|[A-Z]{2,5}-[A-Z0-9]{2,5}(?:-\w{1,5})?|\d{2,6}-\d{1,6})$/.test(
      text,
    )
  )
    return true;
  return spot.tie === 'copula' && /^[a-z]{2,}(?:ar|er|ir)(?:\s|$)/.test(text) && !/\d$/.test(text);
}
