import type {
  ComparableTicket,
  SimilarOptions,
  SimilarTicket,
  SimilarTickets,
} from '../../contracts/similar-tickets.ts';
import { isCode, type Terms, termsOf } from './terms.ts';

const TICKETS_KEPT = 20_000;
const WORDS_SHOWN = 8;
/** The words decide; facts and the asker make equal words more or less of a duplicate. */
const share = { words: 0.7, facts: 0.15, asker: 0.15 };
const askerWeight = { contact: 1, company: 0.6, other: 0 } as const;
/** A folio or code that both name says more than a word. */
const CODE_WEIGHT = 1.5;
/** As many tickets without a word as if this many more were open: with few tickets every word would weigh the same. */
const UNSEEN = 10;

/**
 * The finder of duplicates. It keeps the words of the tickets that it saw, so that the next look at the same open tickets
 * costs only the comparison; what it answers does not depend on that.
 */
export function createSimilarTickets(): SimilarTickets {
  const kept = new Map<string, { subject: string; description: string; terms: Terms }>();
  const read = ({ id, subject, description }: ComparableTicket): Terms => {
    const known = kept.get(id);
    if (known?.subject === subject && known.description === description) return known.terms;
    const terms = termsOf(subject, description);
    if (kept.size >= TICKETS_KEPT) kept.clear();
    kept.set(id, { subject, description, terms });
    return terms;
  };
  return {
    similarTickets(candidate, open, options = {}) {
      const others = open.filter((ticket) => isCandidate(candidate, ticket, options));
      const words = termsOf(candidate.subject, candidate.description);
      const texts = others.map((ticket) => ({ ticket, terms: read(ticket) }));
      const weightOf = createWeights(texts.map(({ terms }) => terms));
      const own = sumOf(words, weightOf);
      const found = texts.flatMap(({ ticket, terms }) => {
        const shared = sharedStems(words, terms);
        if (shared.length === 0) return [];
        const likeness = likenessOf(shared, { own, terms, weightOf });
        return [present(candidate, ticket, { likeness, words: shown(shared, words, weightOf) })];
      });
      const least = options.least ?? 0.35;
      return found
        .filter(({ score }) => score >= least)
        .sort((a, b) => b.score - a.score || (a.ticket.id < b.ticket.id ? -1 : 1))
        .slice(0, options.limit ?? 5);
    },
  };
}

function isCandidate(candidate: ComparableTicket, ticket: ComparableTicket, { among }: SimilarOptions): boolean {
  if (ticket.id === candidate.id || ticket.organisation !== candidate.organisation) return false;
  return among !== 'company' || askerOf(candidate, ticket) !== 'other';
}

type WeightOf = (stem: string) => number;

/** A word weighs the more, the fewer open tickets have it. */
function createWeights(texts: readonly Terms[]): WeightOf {
  const counts = new Map<string, number>();
  for (const terms of texts) for (const stem of terms.keys()) counts.set(stem, (counts.get(stem) ?? 0) + 1);
  return (stem) => {
    const rarity = Math.log((texts.length + UNSEEN) / ((counts.get(stem) ?? 0) + 1)) + 1;
    return isCode(stem) ? rarity * CODE_WEIGHT : rarity;
  };
}

function sharedStems(one: Terms, other: Terms): string[] {
  const shared: string[] = [];
  for (const stem of one.keys()) if (other.has(stem)) shared.push(stem);
  return shared;
}

function sumOf(terms: Terms, weightOf: WeightOf): number {
  let sum = 0;
  for (const stem of terms.keys()) sum += weightOf(stem) ** 2;
  return sum;
}

/** Cosine of the two texts; a short one that lies wholly in a long one counts for half of the difference. */
function likenessOf(
  shared: readonly string[],
  { own, terms, weightOf }: { own: number; terms: Terms; weightOf: WeightOf },
): number {
  const common = shared.reduce((sum, stem) => sum + weightOf(stem) ** 2, 0);
  const other = sumOf(terms, weightOf);
  const cosine = common / Math.sqrt(own * other);
  // One word in common is no likeness, however short the other text is.
  const contained = shared.length >= 3 ? common / Math.min(own, other) : cosine;
  return (cosine + contained) / 2;
}

function present<Ticket extends ComparableTicket>(
  candidate: ComparableTicket,
  ticket: Ticket,
  { likeness, words }: { likeness: number; words: string[] },
): SimilarTicket<Ticket> {
  const asker = askerOf(candidate, ticket);
  const { equal, compared } = factsOf(candidate, ticket);
  const facts = compared === 0 ? 0.5 : equal.length / compared;
  const score = likeness * (share.words + share.facts * facts + share.asker * askerWeight[asker]);
  return { ticket, score: Math.round(score * 1_000) / 1_000, words, facts: equal, asker };
}

function askerOf(candidate: ComparableTicket, ticket: ComparableTicket): 'contact' | 'company' | 'other' {
  if (candidate.contactId !== null && candidate.contactId === ticket.contactId) return 'contact';
  const isSameCompany = candidate.company != null && candidate.company === ticket.company;
  return isSameCompany ? 'company' : 'other';
}

function factsOf(candidate: ComparableTicket, ticket: ComparableTicket): { equal: string[]; compared: number } {
  const equal: string[] = [];
  let compared = 0;
  for (const [fact, value] of Object.entries(candidate.facts ?? {})) {
    const other = ticket.facts?.[fact];
    if (value === null || value === undefined || other === null || other === undefined) continue;
    compared += 1;
    if (value === other) equal.push(fact);
  }
  return { equal: equal.sort(), compared };
}

function shown(shared: readonly string[], words: Terms, weightOf: WeightOf): string[] {
  return [...shared]
    .sort((a, b) => weightOf(b) - weightOf(a) || (a < b ? -1 : 1))
    .slice(0, WORDS_SHOWN)
    .map((stem) => words.get(stem) ?? stem);
}
