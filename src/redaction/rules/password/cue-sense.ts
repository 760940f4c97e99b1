import { type Cue, findCues } from '../../lexicon/cues.ts';
import { access, business, owners } from '../../lexicon/words.ts';
import { shapeOf } from '../../text/shape.ts';
import { wordsAfter, wordsBefore } from '../../text/tokens.ts';
import type { View } from '../../text/view.ts';

/** What a password word means where it stands. `doubt`: only what cannot be a business code counts. */
export type Sense = 'password' | 'doubt' | 'none';

const NEAR = 160;

/** A password word with what it means where it stands. */
export interface SensedCue extends Cue {
  readonly sense: Sense;
}

const known = new WeakMap<View, readonly SensedCue[]>();

/** Every password word of a view with its sense; worked out once a view. */
export function sensedCues(view: View): readonly SensedCue[] {
  const before = known.get(view);
  if (before !== undefined) return before;
  const cues = findCues(view.lower).map((cue) => ({ ...cue, sense: senseOf(view, cue) }));
  known.set(view, cues);
  return cues;
}

/** Decides whether a cue speaks of a password: "clave SAT" and "contra entrega" do not (redaction-notes 7). */
function senseOf(view: View, cue: Cue): Sense {
  switch (cue.strength) {
    case 'strong':
      return strongSense(view, cue);
    case 'clave':
      return claveSense(view, cue);
    case 'digits':
      return pinSense(view, cue);
    default:
      return weakSense(view, cue);
  }
}

/** "password_length": a setting about passwords. */
const SETTING =
  /^[_.-](?:policy|hash|length|len|expir|reset|min|max|field|label|hint|encoder|type|required|changed|last|attempts|age|history|format|text|confirm|input|box|encryption|lifetime)/;

function strongSense(view: View, cue: Cue): Sense {
  if (SETTING.test(view.lower.slice(cue.end, cue.end + 16))) return 'none';
  if (cue.word !== 'pass' && cue.word !== 'pw') return 'password';
  // "me pass la factura" is a slip of "pasas"; a boarding or monthly pass is no password.
  return /\b(?:boarding|game|back|by)[ -]?$/.test(view.lower.slice(Math.max(0, cue.start - 10), cue.start))
    ? 'none'
    : 'password';
}

/** "documento 1020304050 clave …", "correo a@b.mx y la clave …". */
const LOGIN_BEFORE =
  /(?:red|wifi|wi-fi|ssid|internet|documento|cedula|cc|nit|dni|rfc|correo|usuario|user|login|email|mail)[ :=.]{1,3}[\w.@-]{2,40}[ ,;/|-]{1,3}(?:y |con |and )?(?:la |mi |su )?$/;
/** "la clave que me dieron …": what is given to a person is no code of an article. */
const GIVEN =
  /^ que (?:me|nos|le|te|les|yo|tengo|uso|usa|usamos|tenia|teniamos|puse|puso|mandaron|dieron|aparece|recibi)(?= )/;

/** "puntos clave", "una persona clave": the word only says that they matter. */
const ADJECTIVE_AFTER =
  /^(?:palabras?|puntos?|conceptos?|datos|personas?|factor(?:es)?|elementos?|indicador(?:es)?|momentos?|aspectos?|procesos?|temas?|piezas?|fechas?)$/;

/** "mi clave del SAT" opens its portal; "clave SAT" is a code of its catalogue. */
const INSTITUTION = /^(?:sat|banco)$/;

function claveSense(view: View, cue: Cue): Sense {
  const before = wordsBefore(view.lower, cue.start, 3);
  if (ADJECTIVE_AFTER.test(before[0] ?? '')) return 'none';
  if (LOGIN_BEFORE.test(view.lower.slice(Math.max(0, cue.start - 70), cue.start))) return 'password';
  if (GIVEN.test(view.lower.slice(cue.end, cue.end + 24))) return 'password';
  const own = /^(?:mi|tu|su|nuestra|user|usuario|login|wifi|red|nueva|y|con)$/.test(before[0] ?? '');
  const after = ownWords(view, cue);
  for (const [place, word] of after.entries()) {
    if (access.has(word)) return 'password';
    if (business.has(word)) return INSTITUTION.test(word) && (own || after[place - 1] === 'del') ? 'doubt' : 'none';
  }
  if (/(?:^|[^a-z])(?:usuario|user|login|wifi|ssid|acceso)s?$/.test(before.join(' '))) return 'password';
  if (before.some((word) => business.has(word)) && !before.some((word) => access.has(word))) return 'none';
  const near = view.lower.slice(Math.max(0, cue.start - NEAR), cue.end + NEAR).match(/[a-z][a-z-]*/g) ?? [];
  if (near.some((word) => access.has(word)))
    return own || !near.some((word) => business.has(word)) ? 'password' : 'doubt';
  if (near.some((word) => business.has(word))) return own ? 'doubt' : 'none';
  return own ? 'password' : 'doubt';
}

/** The words that say whose or which clave it is: up to the sign, "es" or the end of the sentence. */
function ownWords(view: View, cue: Cue): string[] {
  const words: string[] = [];
  for (const word of wordsAfter(clause(view, cue), 0, 8)) {
    if (/^(?:es|era|is|seria|quedo|sera)$/.test(word)) break;
    words.push(word);
  }
  return words;
}

function clause(view: View, cue: Cue): string {
  const ahead = view.lower.slice(cue.end, cue.end + 120);
  const stop = ahead.search(/[:=\n;?!]|\.\s/);
  return stop === -1 ? ahead : ahead.slice(0, stop);
}

function pinSense(view: View, cue: Cue): Sense {
  const near = view.lower.slice(Math.max(0, cue.start - 40), cue.end + 60);
  return /\b(?:conector|conectores|cable|pinout|rj-?45|db-?9|serial|jumper|pinpad|pin pad|soldad|chip|voltaje|gpio|patita)/.test(
    near,
  )
    ? 'none'
    : 'password';
}

function weakSense(view: View, cue: Cue): Sense {
  const before = wordsBefore(view.lower, cue.start, 3);
  const after = wordsAfter(view.lower, cue.end, 3);
  const sign = /^[*_~`)\]"' ]{0,3}(?:[:=]|->)/.test(view.lower.slice(cue.end, cue.end + 6));
  if (/^(?:contras?|kontra)$/.test(cue.word)) {
    const made =
      before.length === 0 &&
      shapeOf(
        view.text
          .slice(cue.end, cue.end + 64)
          .trimStart()
          .split(/\s/, 1)[0] ?? '',
      ) === 'chosen';
    return made ? 'password' : contraSense(before, after, sign);
  }
  if (cue.word.startsWith('wpa')) return sign ? 'password' : 'none';
  if (/^(?:e\.?firma|fiel)$/.test(cue.word)) return 'doubt';
  const network = [...before, ...after].some((word) =>
    /^(?:wifi|wi-fi|red|network|security|acceso|modem|router|internet|ssid|wpa2?|wireless|inalambrica)$/.test(word),
  );
  return network || (sign && cue.word === 'psk') ? 'password' : 'none';
}

function contraSense(before: readonly string[], after: readonly string[], sign: boolean): Sense {
  if (before[0] === 'en' || before[0] === 'pros' || before[1] === 'pros') return 'none';
  if (
    /^(?:entrega|recibo|recibos|reembolso|factura|facturas|pago|pagos|parte|partida|orden|rembolso|cheque|cargo|indicacion|reloj)$/.test(
      after[0] ?? '',
    )
  )
    return 'none';
  if (sign || /^(?:usuario|user|usr|login)$/.test(before[1] ?? '')) return 'password';
  if (/^(?:la|mi|tu|su|una|esta|nueva|y|user|usuario|las|mis|sus|otra|con|sin|e|de)$/.test(before[0] ?? ''))
    return 'password';
  if (before.length === 0 && /^(?:de|del)$/.test(after[0] ?? '') && owners.has(after[after[1] === 'la' ? 2 : 1] ?? ''))
    return 'password';
  return /^(?:es|era|del|wifi|nueva)$/.test(after[0] ?? '') ? 'password' : 'none';
}
