import type { Redacted } from '../../src/contracts/redacted.ts';
import { pieceOf } from '../../src/contracts/redacted-text.ts';
import type { Said } from './said.ts';

/** A yes or a no, and what the person said after it. */
export interface YesNo {
  readonly yes: boolean;
  readonly rest: Redacted;
}

const YES =
  /^(si+|sip|sipi|sep|simon|claro( que si)?|va|vale|ok|okay|okey|oki|sale|dale|correcto|asi es|afirmativo|por supuesto|exacto|exactamente|de acuerdo|me sirvio|si me sirvio|me ayudo|me funciono|listo|perfecto|excelente|esta bien|adelante|por favor|gracias|muchas gracias|yes|yep|yeah|sure|of course|y)(?=$|[\s,.;:!?])/;
const NO =
  /^(no+|nop|nope|nel|nones|nanay|negativo|para nada|todavia no|aun no|tampoco|ningun[oa]?|no me (sirvio|sirve|funciono|ayudo|quedo)|sigue igual|sigo igual|nada|not yet|not really|n)(?=$|[\s,.;:!?])/;
const SIGNS: readonly (readonly [RegExp, boolean])[] = [
  [/^(👍|✅|👌|🙌|💯|😀|😃|🙂|😊|❤)[\uFE0F\u{1F3FB}-\u{1F3FF}]?/u, true],
  [/^(👎|❌|🚫|😡|😞|☹|🙁)[\uFE0F\u{1F3FB}-\u{1F3FF}]?/u, false],
];
const TAIL =
  /^(?:[\s,.;:!¡]|(?:que )?(?:si|no|gracias|muchas gracias|por favor|porfa|porfavor|claro|va|senor|senorita)(?=$|[\s,.;:!]))*/;

/**
 * Reads a yes or a no at the beginning of a message, with whatever follows. `si cancelo la factura…` is no yes:
 * a bare "si"/"va" counts only when nothing, a pause or a thanks comes after it.
 */
export function yesNoOf(said: Said): YesNo | null {
  const { folded, text } = said;
  for (const [sign, yes] of SIGNS) {
    const found = sign.exec(folded);
    if (found) return { yes, rest: pieceOf(text, found[0].length) };
  }
  const lead = /^[\s¡¿"'(]*/.exec(folded)?.[0].length ?? 0;
  const body = folded.slice(lead);
  const no = NO.exec(body);
  const yes = no ? null : YES.exec(body);
  const found = no ?? yes;
  if (!found) return null;
  const after = body.slice(found[0].length);
  const tail = TAIL.exec(after)?.[0].length ?? 0;
  const rest = pieceOf(text, lead + found[0].length + tail);
  if (yes && rest.length > 0 && !/^\s*[,.;:!]|^ (pero|y|aunque|but|and|gracias)\b/.test(after)) return null;
  // `no puedo abrirla`: the "no" belongs to what follows.
  if (no && rest.length > 0 && tail <= 1 && !/^\s*[,.;:!]/.test(after)) return { yes: false, rest: text };
  return { yes: yes !== null, rest };
}
