import { describing, functional } from '../../lexicon/words.ts';
import { shapeOf } from '../../text/shape.ts';
import { tokenAt, tokensOfLine } from '../../text/tokens.ts';
import type { Range, View } from '../../text/view.ts';
import { cutAtTag, trimValue } from './value.ts';

const EITHER = /^(?:o|u|or|y|ni|\/|,)$/;
/** Several words that name another candidate: "…, si no X", "… o bien X", "… te lo repito X". */
const OR_ELSE =
  /^,? {0,2}(?:o |u |y )?(?:si no(?: es| jala| entra| funciona)?|sino|o bien|bien|tambien|luego|(?:te |se )?l[ao] repito|repito),? {1,2}(?=[^\s,])/;

/** What somebody made up, or four digits, behind "si no". */
function alternativeAt(view: View, at: number): Range | undefined {
  const range = trimValue(view, cutAtTag(view, tokenAt(view.text, at)));
  const shape = shapeOf(view.text.slice(range.start, range.end));
  return shape === 'chosen' || (shape === 'digits' && range.end - range.start >= 4) ? range : undefined;
}

/** "… o Y": further candidates named after a value. */
export function readAlternatives(view: View, value: Range): Range[] {
  const found: Range[] = [];
  let at = value.end;
  for (let round = 0; round < 4; round++) {
    const leap = OR_ELSE.exec(view.lower.slice(at, at + 40));
    const after = leap === null ? undefined : alternativeAt(view, at + leap[0].length);
    if (after !== undefined) {
      found.push(after);
      at = after.end;
      continue;
    }
    if (view.text.charAt(at) === ',') at++;
    const [link, other] = tokensOfLine(view.text, at, 2);
    if (link === undefined || other === undefined) return found;
    const word = view.lower.slice(link.start, link.end);
    if (!EITHER.test(word)) return found;
    const range = trimValue(view, cutAtTag(view, other));
    const text = view.text.slice(range.start, range.end);
    const shape = shapeOf(text);
    const plainChoice =
      (word === 'o' || word === 'u' || word === 'or') &&
      shape === 'word' &&
      !functional.has(text.toLowerCase()) &&
      !describing.has(text.toLowerCase());
    if (shape !== 'chosen' && !plainChoice && !(shape === 'digits' && text.length >= 4)) return found;
    found.push(range);
    at = range.end;
  }
  return found;
}
