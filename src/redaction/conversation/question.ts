import type { SensitiveKind } from '../../contracts/redacted.ts';
import { sensedCues } from '../rules/password/cue-sense.ts';
import { scan } from '../text/scan.ts';
import type { View } from '../text/view.ts';

/** What a message leads one to expect of the next. */
export interface Expectation {
  readonly expect: SensitiveKind | 'version' | 'none';
  /** `answer`: it was asked for outright. `pair`: together with the user name. `mention`: only spoken of. */
  readonly mode: 'answer' | 'pair' | 'mention';
}

const IP = /(?:^|[^a-z])(?:ips?|ipv[46]|direccion(?:es)? ip|ip address)(?=[^a-z]|$)/g;
const MAC =
  /(?:^|[^a-z])(?:macs?|mac address|direccion(?:es)? fisicas?|direccion mac|bssid|physical address)(?=[^a-z]|$)/g;
/** What a dotted quad answers that is no address: a version, an account. */
const VERSION =
  /(?:^|[^a-z])(?:version(?:es)?|build|release|cuentas? contables?|subcuentas?|(?:que|cual) cuenta)(?=[^a-z]|$)/g;
const SECRET = /(?:^|[^a-z])(?:api[ _-]?key|apikey|token|llave (?:de la |del )?api|client secret)(?=[^a-z]|$)/g;

const ASKS =
  /(?:^|[^a-z])(?:cual(?:es)?|que|dime|dam[ea]l?[oa]?|ingres(?:a|e|ar|ame|eme)|digit(?:a|e|ar|ame|eme)|coloqu?(?:e|a|ar)|pong(?:a|ame)|introdu(?:zca|ce|cir)|dicta(?:me|r)?|dict(?:e|eme|arme)|digame|diganos|dinos|das|dan|da|dar(?:me|nos)?|deme|denos|pas(?:a|as|ar|e|en|ame|eme|enos|anos|arme|arnos|aria|arias)|mand(?:a|as|ar|e|ame|eme|enos|arme|arnos)|envi(?:a|as|ar|e|ame|eme|enos|arme|arnos)|compart(?:e|es|a|ir|eme|ame|irme|irnos|anos)|proporcion(?:a|ar|e|ame|eme|arme|arnos|enos)|indic(?:a|ame|arme|arnos)|indiqu(?:e|eme|enos)|escrib(?:a|e|ame|eme|ir)|tecle(?:e|a|ar)|captur(?:e|a|ar)|deletre(?:a|e|ame|eme|ar|armela)|confirm(?:a|ar|e|ame|eme|arme|arnos|enos)|facilit(?:a|ar|e|ame|eme|arme|arnos)|necesit(?:o|amos|aria|ariamos)|requier(?:o|e)|requerimos|ocup(?:o|amos)|falt(?:a|aria)|regal(?:a|ame|eme)|recuerd(?:a|as)|acuerd(?:a|as)|tien(?:e|es|en)|sabe(?:s|n)?|por favor|porfavor|porfa|please|pls|what|send|tell|share|provide|give|need|enter|type|confirm)(?=[^a-z]|$)/;
/** "¿Quién le dio la contraseña?": the answer is a name, a day or a place. */
const WHO =
  /(?:^|[^a-z])(?:quien(?:es)?|cuando|donde|adonde|por que|porque|desde cuando|hace cuanto|cuant[oa]s|who|when|where|why)(?=[^a-z]|$)/;
const YES_NO =
  /(?:^|[^a-z])(?:ya|cambio|cambiaste|cambiar|restablecer|restablezco|reset|recupero|recuperar|funciono|acepta|aceptar|probo|intento|olvido|olvidaste|vencio|expiro|bloqueo|changed?|tried|forgot|did you|have you|do you remember|por que|porque)(?=[^a-z]|$)/;
const ONLY_LABEL =
  /^(?:(?:y|ok|si|mira|mire|va|ahi|aqui|aca|heres|this|thats|sending|i|send|te|le|les|paso|mando|dejo|envio|esta|este|estas|anota|anote|apunta|apunte|la|las|el|los|mi|su|tu|una?|nueva|nuevo|the|my|your|here|is|otra|segun|bueno|pues|listo|entonces)[ ,:]{1,3}){0,6}$/;
const FOLLOW_UP =
  /mayuscula|minuscula|repit|repet|otra vez|completa|segur|guion|espacio|igual|\bmisma|\bme la\b|\bla puede|\bcual\b|\bcomo\b|perdon|again|letra|deletre|correct[ao]|\bcon\b.{0,12}\?|esta bien|hola|sigue|ahi/;
/** A question about something harmless ends the wait for a value. */
const OTHER =
  /(?:^|[^a-z])(?:cedula|documento|correo|email|e-mail|radicado|nit|sede|direccion|curso|fecha|cargo|area|mensaje|usuario|folio|nombre|empresa|sucursal|error|modulo|numero|telefono|serie|rfc|puesto|ciudad|ticket|factura|equipo|hora|problema|pantalla|reporte)(?=[^a-z]|$)/;
/** "¿qué error le da con la contraseña?". */
const WHICH_OTHER =
  /[¿ ](?:que|cual(?: es)?(?: el| la| su)?) (?:usuario|folio|nombre|empresa|sucursal|error|modulo|numero|telefono|serie|rfc|puesto|mensaje|correo|cedula|documento|ticket|codigo|pantalla|navegador|sistema|programa)(?=[^a-z])/;
/** A question between its marks. */
const QUESTION = /¿([^?¿]{2,200})\?/g;
const PAIRED = /(?:^|[^a-z])(?:usuario|user|login|cuenta|username|accesos?)(?=[^a-z]|$)/;

/** Reads what the message asks for, or undefined when it says nothing about it. `null`-like reset is `none`. */
export function expectationOf(whole: View): Expectation | undefined {
  const view = endOf(whole);
  const { lower } = view;
  const subject = subjectOf(view);
  const question = /[?¿]/.test(lower);
  if (subject !== undefined && (asksElse(lower, subject) || (subject.expect !== 'version' && WHICH_OTHER.test(lower))))
    return { expect: 'none', mode: 'mention' };
  if (subject === undefined) {
    if (!question || (FOLLOW_UP.test(lower) && !OTHER.test(lower))) return undefined;
    return { expect: 'none', mode: 'mention' };
  }
  if (labelOnly(lower, subject)) return { expect: subject.expect, mode: 'answer' };
  if (question && WHO.test(lower) && !/(?:^|[^a-z])(?:cual|que|dime|digame|what)(?=[^a-z])/.test(lower))
    return { expect: subject.expect, mode: 'mention' };
  const asked = ASKS.test(lower) || (question && lower.length < 40);
  if (!asked) return { expect: subject.expect, mode: 'mention' };
  if (YES_NO.test(lower) && !/\b(?:cual|dime|digame|what)\b/.test(lower))
    return { expect: subject.expect, mode: 'mention' };
  return { expect: subject.expect, mode: subject.expect === 'password' && PAIRED.test(lower) ? 'pair' : 'answer' };
}

/** Longest text that is read for what it asks for. A long mail asks at its end. */
const LONGEST = 4_000;

function endOf(view: View): View {
  return view.lower.length <= LONGEST
    ? view
    : { ...view, text: view.text.slice(-LONGEST), lower: view.lower.slice(-LONGEST) };
}

/** "¿Cuál es el folio? Si quiere cambiar su contraseña…": what is asked for is something else. */
function asksElse(lower: string, subject: Subject): boolean {
  for (const question of scan(lower, QUESTION)) {
    const end = question.index + question[0].length;
    if (subject.start >= question.index && subject.end <= end) return false;
    if (OTHER.test(` ${question[1] ?? ''} `) && ASKS.test(` ${question[1] ?? ''} `))
      return subject.expect !== 'version';
  }
  return false;
}

/** "¿y la del servidor?", "¿cuál está usando?". */
const ANOTHER =
  /^\W{0,4}y (?:la|el|las|los|otra|otro)(?= )|(?:^|[^a-z])(?:cual|que|con cual|con que)(?: es| era| esta| pone| ponen?| usa| puso| tiene| ingresa| teclea| dice| digita| pusieron| le pusieron| uso)(?=[^a-z]|$)|which one/;

/** "¿con mayúscula?", "¿me la repite?": the value is asked for once more. */
export function asksAgain(view: View): boolean {
  if (
    !/[?¿]/.test(view.lower) ||
    OTHER.test(view.lower.replace(/y (?:la|el) de(?:l| la)? (?:equipo|usuario|correo|sucursal|empresa|cuenta)/, ''))
  )
    return false;
  return (
    ANOTHER.test(view.lower) ||
    /mayuscul|minuscul|repit|repet|otra vez|complet[ao]|deletre|letra|again|spell|correct[ao]/.test(view.lower)
  );
}

interface Subject {
  readonly expect: SensitiveKind | 'version';
  readonly start: number;
  readonly end: number;
}

/** The last sensitive thing that is named. */
function subjectOf(view: View): Subject | undefined {
  const { lower } = view;
  let best: Subject | undefined;
  const offer = (subject: Subject): void => {
    if (best === undefined || subject.start >= best.start) best = subject;
  };
  for (const [expect, form] of [
    ['version', VERSION],
    ['ip', IP],
    ['mac', MAC],
    ['secret', SECRET],
  ] as const) {
    form.lastIndex = 0;
    for (let match = form.exec(lower); match !== null; match = form.exec(lower)) {
      offer({ expect, start: match.index, end: match.index + match[0].length });
    }
  }
  for (const cue of sensedCues(view)) {
    if (cue.sense === 'password' || (cue.strength === 'clave' && cue.sense === 'doubt')) {
      offer({ expect: 'password', start: cue.start, end: cue.end });
    }
  }
  return best;
}

/** "la contraseña es", "IP:", "ahí va la clave del wifi": the value comes next. */
function labelOnly(lower: string, subject: Subject): boolean {
  const before = lower
    .slice(0, subject.start + (/[^a-z]/.test(lower.charAt(subject.start)) ? 1 : 0))
    .replace(/[^a-z :,]/g, '')
    .trim();
  if (before !== '' && !ONLY_LABEL.test(`${before} `)) return false;
  const after = lower.slice(subject.end).replace(/[*_~\s]{1,40}$/, '');
  if (/^\s{0,9}(?:[:=]|->)?\s{0,9}(?:es|is|era|seria)?\s{0,9}[:=.]{0,3}$/.test(after)) return true;
  if (/^(?: [a-z]{1,14}){0,7} ?(?:[:=]|->)$/.test(after)) return true;
  if (/^ (?:en el siguiente|aqui|abajo|a continuacion|en otro mensaje|aparte)$/.test(after)) return true;
  return (
    after.length < 60 &&
    /^[ ](?:nueva|actual|temporal|de|del)[a-z ]{0,50}?(?:es|is|:)?\s*[:=]?$/.test(after) &&
    !/\?/.test(lower)
  );
}
