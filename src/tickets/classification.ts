import type { Policy } from '../contracts/policy.ts';
import type { TicketFacts } from '../contracts/ticket.ts';
import { whenHolds } from '../policy/routing.ts';

/** A dimension by which cases are classified. */
export type Dimension = Policy['taxonomy'][number];

/** Mark of a ticket whose classification somebody confirmed. */
export const CLASSIFIED = 'classified';

/**
 * What the policy's dimensions make of a case that is being opened: given by rule (CON-01, CON-51) or proposed by its
 * words (CON-06). A value that came with the case stands.
 */
export function classesOf(
  { taxonomy }: Pick<Policy, 'taxonomy'>,
  facts: TicketFacts,
  texts: readonly string[],
): Record<string, string> {
  const said = texts.map(folded);
  const found: Record<string, string> = {};
  for (const dimension of taxonomy) {
    const known = { ...facts, ...found };
    if (!whenHolds(dimension.applies, known) || holdsValue(dimension, known)) continue;
    const value = bestOf(dimension, known, said);
    if (value !== null) found[dimension.field] = value;
  }
  return found;
}

/** Dimensions that a person confirms, of those that are for this case. */
export function confirmedDimensions({ taxonomy }: Pick<Policy, 'taxonomy'>, facts: TicketFacts): Dimension[] {
  return taxonomy.filter(({ by, applies }) => by === 'person' && whenHolds(applies, facts));
}

function holdsValue({ field, values }: Dimension, facts: TicketFacts): boolean {
  return values.some(({ value }) => value === facts[field]);
}

/** The first whose facts hold; else the one for which most words speak, the first of equals. */
function bestOf({ values }: Dimension, facts: TicketFacts, said: readonly string[]): string | null {
  const byRule = values.find(({ when }) => when !== undefined && whenHolds(when, facts));
  if (byRule !== undefined) return byRule.value;
  const scored = values.map(({ value, words }) => ({
    value,
    score: words.filter((word) => isSaid(word, said)).length,
  }));
  const best = scored.reduce((top, one) => (one.score > top.score ? one : top), { value: '', score: 0 });
  return best.score === 0 ? null : best.value;
}

/** A word by its beginning: `subsidio` speaks in `subsidios` too. */
function isSaid(word: string, said: readonly string[]): boolean {
  const wanted = ` ${folded(word).trim()}`;
  return said.some((text) => text.includes(wanted));
}

function folded(text: string): string {
  const plain = text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  return ` ${plain.replace(/[^a-z0-9]+/g, ' ')} `;
}
