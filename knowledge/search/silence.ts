import { analyze, stemOf, type Token } from './analyzer.ts';
import { foreignTerms, smallTalkWords } from './words/silence.ts';

/** Lists of what is not answered. `foreign` = an administrator's own "not our product" terms, added to the product's. */
export interface Silence {
  /** Share of the question's meaning words that are small talk, 0..1; 1 = nothing else was said. */
  smallTalkShare(tokens: readonly Token[], knows: (stem: string) => boolean): number;
  /** Whether the stems name something that this desk does not attend and that no entry names. */
  isForeign(stems: readonly string[], knows: (stem: string) => boolean): boolean;
}

/** Compiles the lists; the product's are always in. */
export function createSilence(foreign: readonly string[] = []): Silence {
  const smallTalk = new Set([...smallTalkWords].map(stemOf));
  const phrases = new Map<string, string[][]>();
  for (const term of [...foreignTerms, ...foreign]) {
    const stems = analyze(term).map((token) => token.stem);
    const first = stems[0];
    if (first === undefined) continue;
    const known = phrases.get(first);
    if (known) known.push(stems);
    else phrases.set(first, [stems]);
  }
  return {
    smallTalkShare: (tokens, knows) => {
      const words = tokens.filter(({ word }) => !isShortNumber(word));
      if (words.length === 0) return 1;
      const isTalk = ({ word, stem }: Token) => smallTalkWords.has(word) || (smallTalk.has(stem) && !knows(stem));
      return words.filter(isTalk).length / words.length;
    },
    isForeign: (stems, knows) => stems.some((_, position) => foreignAt(phrases, stems, position, knows)),
  };
}

/** "1", "25": an answer to a menu, not a question. */
function isShortNumber(word: string): boolean {
  return word.length <= 2 && word >= '0' && word < ':';
}

function foreignAt(
  phrases: ReadonlyMap<string, string[][]>,
  stems: readonly string[],
  position: number,
  knows: (stem: string) => boolean,
): boolean {
  return (phrases.get(stems[position] ?? '') ?? []).some(
    (phrase) =>
      phrase.every((stem, offset) => stems[position + offset] === stem) && !phrase.every((stem) => knows(stem)),
  );
}
