import type { Choice } from '../../src/contracts/envelope.ts';

/** What a person typed, with the choice that its number stands for. */
export interface Typed {
  readonly text: string;
  readonly choice?: string;
}

/** Reads "2", "2)" or "2." as the second choice shown; any other text stays what it is. Pure. */
export function readTyped(text: string, shown: readonly Choice[]): Typed {
  const number = /^\s*(\d{1,2})\s*[).]?\s*$/.exec(text)?.[1];
  const choice = number === undefined ? undefined : shown[Number(number) - 1];
  return choice === undefined ? { text } : { text: choice.title, choice: choice.value };
}
