import type { Cue } from '../../lexicon/cues.ts';
import { shapeOf } from '../../text/shape.ts';
import { skipBlanks, tokenAt, trimToken } from '../../text/tokens.ts';
import type { Range, View } from '../../text/view.ts';

/** What somebody made up beside a clave of nothing in particular: behind it, typed before it, given when it was asked for. */
export function madeUpBeside(view: View, cue: Cue): Range[] {
  return [...doubtful(view, cue), ...entered(view, cue), ...askedFor(view, cue)];
}

/** "tecleo Luna_22 y dice que la clave está mal". */
const TYPED =
  /(?:^|[^a-z])(?:tecle[eo]|escrib[oi]|pongo|puse|meto|meti|digit[eo]|ingres[eo]|us[eo]|intent[eo] con|prob[eo] con|type|typed|typing|enter|entered|entering)[ ]["']?(\S{4,64})["']?,? (?:y|pero|and|but|aunque)[ ][^.;\n]{0,60}$/;

function entered(view: View, cue: Cue): Range[] {
  const from = Math.max(0, cue.start - 150);
  const match = TYPED.exec(view.lower.slice(from, cue.start));
  if (match?.[1] === undefined) return [];
  const start = from + match.index + match[0].indexOf(match[1]);
  const value = trimToken(view.text, { start, end: start + match[1].length });
  return shapeOf(view.text.slice(value.start, value.end)) === 'chosen' ? [value] : [];
}

/** "digito la clave Luna_22": a clave of nothing in particular, and what stands behind it is no code of an article. */
function doubtful(view: View, cue: Cue): Range[] {
  const at = skipBlanks(view.text, cue.end);
  if (at === cue.end) return [];
  const token = trimToken(view.text, tokenAt(view.text, at));
  const text = view.text.slice(token.start, token.end);
  return shapeOf(text) === 'chosen' && text.length >= 5 && /[a-z]{2}/.test(text) && !/[\\/|()]/.test(text)
    ? [token]
    : [];
}

/** "cuando pida la clave escribe X"; "Ana: ¿y la clave?⏎Luis: X" in a chat that was passed on. */
const ASKED_FOR =
  /^(?:,? (?:escrib[ae]s?|pon(?:ga|le|gale)?|tecle[ae]|met[ae]|digit[ae]|ingres[ae]|us[ae]|captur[ae]) |[^\n?]{0,20}\?[ ]{0,3}\n(?:\[[^\]\n]{4,30}\][ ])?(?:[a-z][a-z .]{1,24}:[ ]|>[ ]?)?(?=[^\s]{4,64}[ ]{0,3}(?:\n|$)))/;

function askedFor(view: View, cue: Cue): Range[] {
  const match = ASKED_FOR.exec(view.lower.slice(cue.end, cue.end + 160));
  if (match === null) return [];
  const token = trimToken(view.text, tokenAt(view.text, cue.end + match[0].length));
  return shapeOf(view.text.slice(token.start, token.end)) === 'chosen' ? [token] : [];
}
