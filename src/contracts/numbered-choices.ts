import type { Choice } from './envelope.ts';

/** What a person answered to numbered choices: "2", "2)", "opción 2". Any other text stays what it is; the flow reads it. Pure. */
export function chosenBy(text: string, shown: readonly Choice[]): { text: string; choice?: string } {
  const number = /^\s*(?:(?:la|el|opci[oó]n|n[uú]mero|option|number)\s+)*(?:#\s*)?(\d{1,2})\s*[).-]?\s*$/iu.exec(
    text,
  )?.[1];
  const choice = number === undefined ? undefined : shown[Number(number) - 1];
  if (choice) return { text: choice.title, choice: choice.value };
  const keycap = /^\s*(\d)\uFE0F?\u20E3\s*$/u.exec(text)?.[1];
  const pressed = keycap === undefined ? undefined : shown[Number(keycap) - 1];
  return pressed ? { text: pressed.title, choice: pressed.value } : { text };
}

/** Choices that are nothing but their own numbers, like the points of a scale: a list of them says nothing. Pure. */
export function areNumbersAlone(choices: readonly Pick<Choice, 'title'>[]): boolean {
  return choices.length > 0 && choices.every(({ title }, place) => title.trim() === String(place + 1));
}
