import type { SensitiveKind } from '../../contracts/redacted.ts';
import { sensedCues } from '../rules/password/cue-sense.ts';
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
const VERSION = /(?:^|[^a-z])(?:version(?:es)?|build|release)(?=[^a-z]|$)/g;
const SECRET = /(?:^|[^a-z])(?:api[ _-]?key|apikey|token|llave (?:de la |del )?api|client secret)(?=[^a-z]|$)/g;

const ASKS =
  /(?:^|[^a-z])(?:cual(?:es)?|que|dime|digame|diganos|dinos|das|dan|da|dar(?:me|nos)?|deme|denos|pas(?:a|as|ar|e|en|ame|eme|enos|anos|arme|arnos|aria|arias)|mand(?:a|as|ar|e|ame|eme|enos|arme|arnos)|envi(?:a|as|ar|e|ame|eme|enos|arme|arnos)|compart(?:e|es|a|ir|eme|ame|irme|irnos|anos)|proporcion(?:a|ar|e|ame|eme|arme|arnos|enos)|indic(?:a|ame|arme|arnos)|indiqu(?:e|eme|enos)|escrib(?:a|e|ame|eme|ir)|tecle(?:e|a|ar)|captur(?:e|a|ar)|confirm(?:a|ar|e|ame|eme|arme|arnos|enos)|facilit(?:a|ar|e|ame|eme|arme|arnos)|necesit(?:o|amos|aria|ariamos)|requier(?:o|e)|requerimos|ocup(?:o|amos)|falt(?:a|aria)|regal(?:a|ame|eme)|recuerd(?:a|as)|acuerd(?:a|as)|tien(?:e|es|en)|sabe(?:s|n)?|por favor|porfavor|porfa|please|pls|what|send|tell|share|provide|give|need|enter|type|confirm)(?=[^a-z]|$)/;
const YES_NO =
  /(?:^|[^a-z])(?:ya|cambio|cambiaste|cambiar|restablecer|restablezco|reset|recupero|recuperar|funciono|acepta|aceptar|probo|intento|olvido|olvidaste|vencio|expiro|bloqueo|changed|tried|forgot|por que|porque)(?=[^a-z]|$)/;
const ONLY_LABEL =
  /^(?:(?:y|ok|si|mira|mire|va|ahi|aqui|aca|te|le|les|paso|mando|dejo|envio|esta|este|estas|anota|anote|apunta|apunte|la|las|el|los|mi|su|tu|una?|nueva|nuevo|the|my|your|here|is|otra|segun|bueno|pues|listo|entonces)[ ,:]{1,3}){0,6}$/;
const FOLLOW_UP =
  /mayuscula|minuscula|repit|repet|otra vez|completa|segur|guion|espacio|igual|\bmisma|\bme la\b|\bla puede|\bcual\b|\bcomo\b|perdon|again|letra|deletre|correct[ao]|\bcon\b.{0,12}\?|esta bien|hola|sigue|ahi/;
/** A question about something harmless ends the wait for a value. */
const OTHER =
  /(?:^|[^a-z])(?:usuario|folio|nombre|empresa|sucursal|error|modulo|numero|telefono|serie|rfc|puesto|ciudad|ticket|factura|equipo|hora|problema|pantalla|reporte)(?=[^a-z]|$)/;
const PAIRED = /(?:^|[^a-z])(?:usuario|user|login|cuenta|username|accesos?)(?=[^a-z]|$)/;

/** Reads what the message asks for, or undefined when it says nothing about it. `null`-like reset is `none`. */
export function expectationOf(view: View): Expectation | undefined {
  const { lower } = view;
  const subject = subjectOf(view);
  const question = /[?¿]/.test(lower);
  if (subject === undefined) {
    if (!question || (FOLLOW_UP.test(lower) && !OTHER.test(lower))) return undefined;
    return { expect: 'none', mode: 'mention' };
  }
  if (labelOnly(lower, subject)) return { expect: subject.expect, mode: 'answer' };
  const asked = ASKS.test(lower) || (question && lower.length < 40);
  if (!asked) return { expect: subject.expect, mode: 'mention' };
  if (YES_NO.test(lower) && !/\b(?:cual|dime|digame|what)\b/.test(lower))
    return { expect: subject.expect, mode: 'mention' };
  return { expect: subject.expect, mode: subject.expect === 'password' && PAIRED.test(lower) ? 'pair' : 'answer' };
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
  const after = lower.slice(subject.end).replace(/[*_~\s]+$/, '');
  if (/^\s*(?:[:=]|->)?\s*(?:es|is|era|seria)?\s*[:=.]{0,3}$/.test(after)) return true;
  return (
    after.length < 60 &&
    /^[ ](?:nueva|actual|temporal|de|del)[a-z ]{0,50}?(?:es|is|:)?\s*[:=]?$/.test(after) &&
    !/\?/.test(lower)
  );
}
