import type { Choice } from '../../src/contracts/envelope.ts';
import { chosenBy } from '../../src/contracts/numbered-choices.ts';

/**
 * What a person answered to the choices that were shown last: a button comes back as its title, which may have been cut to
 * fit; a numbered line as its number. Any other text stays what it is. Pure.
 */
export function answerTo(text: string, shown: readonly Choice[]): { text: string; choice?: string } {
  const same = (title: string) => title.localeCompare(text.trim(), 'es', { sensitivity: 'accent' }) === 0;
  const pressed = shown.find(({ title }) => same(title));
  return pressed ? { text: pressed.title, choice: pressed.value } : chosenBy(text, shown);
}
