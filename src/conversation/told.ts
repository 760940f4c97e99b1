import type { Choice } from '../contracts/envelope.ts';

/** Words that say yes or no to the first and the second of two choices, folded. */
const YES = new Set(['si', 'sip', 'ya', 'ya quedo', 'si quedo', 'si gracias', 'listo', 'resuelto', 'yes', 'ok']);
/** `no quedó, faltan los anexos`: a sentence that says no and goes on. */
const STILL =
  /^(no|aun no|todavia no|pero no|sigue|siguen) (me |nos |se )?(quedo|quedaron|funciona|sirve|abre|resolvio|resolvieron|igual|fallando|sin)( |$)/;
const NO = new Set(['no', 'nop', 'no quedo', 'sigue igual', 'todavia no', 'aun no', 'not yet']);

/**
 * What a person means by a word, a number or a title after something was said to them outside the flow, such as that
 * their ticket was solved (MAS-77). Channels without buttons show choices as numbered lines. Undefined: something else.
 */
export function choiceOf(told: readonly Choice[], text: string): string | undefined {
  const said = folded(text);
  if (told.length === 0 || said === '') return undefined;
  if (told.length === 2 && STILL.test(said)) return told[1]?.value;
  if (said.length > 60) return undefined;
  const number = /^(\d{1,2})$/.exec(said)?.[1];
  if (number !== undefined) return told[Number(number) - 1]?.value;
  const titled = told.find(({ title }) => folded(title) === said);
  if (titled) return titled.value;
  if (told.length !== 2) return undefined;
  return YES.has(said) ? told[0]?.value : NO.has(said) ? told[1]?.value : undefined;
}

function folded(text: string): string {
  const plain = text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  return plain.replace(/[^\p{L}\p{N}]+/gu, ' ').trim();
}
