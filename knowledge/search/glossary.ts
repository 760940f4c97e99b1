import { analyze, type Token } from './analyzer.ts';
import { colloquialCues, wordFamilies } from './words/colloquial.ts';
import { relatedTerms, synonymGroups } from './words/glossary.ts';

/** A phrase as stems, in order. */
export type Phrase = readonly string[];

/** Phrases to look for as well, and how much they count beside the word itself (1). */
export interface Expansion {
  readonly phrase: Phrase;
  readonly weight: number;
}

/** A phrase that was met in a question. */
export interface PhraseMatch {
  /** How many words it covers. */
  readonly length: number;
  readonly expansions: readonly Expansion[];
}

/** Trade words and what else they are called. */
export interface Glossary {
  /** The longest phrase that begins at `position`, or null. */
  match(stems: readonly string[], position: number): PhraseMatch | null;
  /** All single words that the glossary knows: targets of the spelling repair. */
  readonly words: readonly Token[];
  /** Whether one of those words has the stem. */
  knows(stem: string): boolean;
}

const SYNONYM_WEIGHT = 0.65;
const RELATED_WEIGHT = 0.5;
const MAX_PHRASE = 4;

interface Line {
  readonly from: readonly Phrase[];
  readonly to: readonly Phrase[];
  readonly weight: number;
}

/** The glossary's text form: groups that say the same, `from > to | to`, and `to | to < from | from`. */
export interface GlossaryText {
  readonly groups: string;
  readonly related: string;
  readonly cues: string;
}

const shipped: GlossaryText = { groups: synonymGroups + wordFamilies, related: relatedTerms, cues: colloquialCues };

/** Compiles the glossary's text form; without arguments, the one that comes with the product. */
export function compileGlossary({ groups, related, cues } = shipped): Glossary {
  const byPhrase = new Map<string, Map<string, Expansion>>();
  const words = new Map<string, Token>();
  const phrase = (text: string): Phrase => phraseOf(text, words);
  for (const line of textLines(groups)) addLine(groupOf(line, phrase), byPhrase);
  for (const line of textLines(related)) addLine(relationOf(line, phrase), byPhrase);
  for (const line of textLines(cues)) addLine(cueOf(line, phrase), byPhrase);
  const expansions = new Map([...byPhrase].map(([key, found]) => [key, [...found.values()]] as const));
  const stems = new Set([...words.values()].map(({ stem }) => stem));
  return {
    words: [...words.values()],
    knows: (stem) => stems.has(stem),
    match: (stems, position) => longestMatch(expansions, stems, position),
  };
}

let compiled: Glossary | undefined;

/** The product's glossary, compiled once, when the first index is built. */
export function defaultGlossary(): Glossary {
  compiled ??= compileGlossary();
  return compiled;
}

function longestMatch(
  expansions: ReadonlyMap<string, readonly Expansion[]>,
  stems: readonly string[],
  position: number,
): PhraseMatch | null {
  for (let length = Math.min(MAX_PHRASE, stems.length - position); length >= 1; length -= 1) {
    const key = length === 1 ? (stems[position] ?? '') : stems.slice(position, position + length).join(' ');
    const found = expansions.get(key);
    if (found) return { length, expansions: found };
  }
  return null;
}

function addLine({ from, to, weight }: Line, byPhrase: Map<string, Map<string, Expansion>>): void {
  const targets = to.map((phrase) => ({ name: phrase.join(' '), expansion: { phrase, weight } }));
  for (const source of from) {
    const key = source.join(' ');
    if (key === '') continue;
    const known = byPhrase.get(key) ?? new Map<string, Expansion>();
    byPhrase.set(key, known);
    for (const { name, expansion } of targets) {
      if (name === key || name === '' || (known.get(name)?.weight ?? 0) >= weight) continue;
      known.set(name, expansion);
    }
  }
}

function phraseOf(text: string, words: Map<string, Token>): Phrase {
  const tokens = analyze(text);
  for (const token of tokens) words.set(token.word, token);
  return tokens.map((token) => token.stem);
}

function groupOf(line: string, phrase: (text: string) => Phrase): Line {
  const phrases = line.split('|').map(phrase);
  return { from: phrases, to: phrases, weight: SYNONYM_WEIGHT };
}

function relationOf(line: string, phrase: (text: string) => Phrase): Line {
  const [from = '', to = ''] = line.split('>');
  return { from: [phrase(from)], to: to.split('|').map(phrase), weight: RELATED_WEIGHT };
}

function cueOf(line: string, phrase: (text: string) => Phrase): Line {
  const [to = '', from = ''] = line.split('<');
  return { from: from.split('|').map(phrase), to: to.split('|').map(phrase), weight: RELATED_WEIGHT };
}

function textLines(text: string): string[] {
  return text.split('\n').filter((line) => line.trim() !== '');
}
