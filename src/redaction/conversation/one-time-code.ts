import { scan } from '../text/scan.ts';
import type { Range, View } from '../text/view.ts';

const ASKED = /codigos? (?:de )?(?:verificacion|un solo uso)|verification codes?|one[ -]time codes?/;
/** Six digits that stand for themselves, also as `482 913`; no part of a folio, a phone or a longer number. */
const CODE = /(?<![\w@.+-]|\d[ -])\d{3}[ -]?\d{3}(?![\w@-]|[ .]\d)/g;

/** Whether a message of the desk asks for a one-time code, whatever else it asks for. */
export function asksForCode({ lower }: View): boolean {
  return ASKED.test(lower);
}

/** Every code in a message, wherever it stands: what else is said stays. */
export function codesIn({ lower }: View): Range[] {
  return [...scan(lower, CODE)].map(({ index, 0: code }) => ({ start: index, end: index + code.length }));
}
