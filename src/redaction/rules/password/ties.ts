import type { View } from '../../text/view.ts';
import type { Tie } from './value.ts';

const SIGN =
  /[ \t]{0,3}[)\]*_~"'`]{0,3}[ \t]{0,40}(?:[=-]{1,4}>{1,2}|<[=-]{1,3}|>{2,3}|:=|={1,3}|:{1,2}=?(?!\/\/)|\||;(?=[^\s;])|\.{3,40}[ \t]{0,3}:?)[ \t]{0,40}/y;
/** "contraseña/X", "contraseña.X": only what somebody made up. */
const TIGHT = /[/.](?=[^\s/.]{4})/y;
/** "*CONTRASEÑA* X": the label is set off. */
const BOLD = /[*_~]{1,2}[ \t]{1,3}(?=[^\s])/y;
const XML = /[ \t]{0,3}>/y;
/** "contraseña>X". */
const ANGLE = />(?=[^\s<>])/y;
/** The value stands in the next cell. */
const CELL = /[ ]{0,3}\t[ \t\n]{0,12}(?=\S)/y;
const DASH = /[ \t]{1,4}-{1,2}[ \t]{1,4}/y;

/** A tie and where what it ties begins. */
export interface TiedAt {
  readonly tie: Tie;
  readonly at: number;
  readonly chosenOnly?: boolean;
}

/** A tie that counts only right behind the word: a cell, set-off letters, "contraseña/X". */
export function setOff(view: View, at: number, before: string): TiedAt | undefined {
  if ('*_~'.includes(before) && before !== '') {
    BOLD.lastIndex = at;
    if (BOLD.test(view.text)) return { tie: 'dash', at: BOLD.lastIndex };
  }
  CELL.lastIndex = at;
  if (CELL.test(view.text)) return { tie: 'dash', at: CELL.lastIndex };
  TIGHT.lastIndex = at;
  return TIGHT.test(view.text) ? { tie: 'dash', at: TIGHT.lastIndex, chosenOnly: true } : undefined;
}

/** The sign, dash or closing tag at this place. */
export function tieAt(view: View, at: number, tag: boolean): TiedAt | undefined {
  if (tag) {
    XML.lastIndex = at;
    if (XML.test(view.text)) return { tie: 'sign', at: XML.lastIndex };
  }
  ANGLE.lastIndex = at;
  if (ANGLE.test(view.text)) return { tie: 'sign', at: ANGLE.lastIndex };
  SIGN.lastIndex = at;
  if (SIGN.test(view.text)) return { tie: 'sign', at: SIGN.lastIndex };
  DASH.lastIndex = at;
  return DASH.test(view.text) ? { tie: 'dash', at: DASH.lastIndex } : undefined;
}
