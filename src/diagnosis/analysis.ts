import { stemmer } from '@orama/stemmers/spanish';
import { featuresOf } from './features.ts';
import { splitMail } from './mail.ts';
import { type Hit, PatternMatcher } from './matcher.ts';
import type { DiagnosisRules } from './model.ts';
import { parsePattern } from './pattern.ts';
import { Speller } from './speller.ts';
import { isWord, QUESTION, tokenize } from './tokens.ts';

/** Part of a text: its tokens and the cues in it. */
export interface Passage {
  readonly tokens: readonly string[];
  readonly stems: readonly string[];
  /** Cue name → place of its first match in the whole text. */
  readonly cues: ReadonlyMap<string, Hit>;
  /** What the learned weights look at. */
  readonly features: readonly string[];
}

/** A text taken apart: all of it, its first topic, and the rest (empty when there is one topic only). */
export interface Analysis {
  readonly all: Passage;
  readonly first: Passage;
  readonly rest: Passage;
}

const EMPTY: Passage = { tokens: [], stems: [], cues: new Map(), features: [] };
/** A second topic needs a first one: a break before this many words is the beginning of the message. */
const FIRST_TOPIC_WORDS = 3;
const LONGEST = 4000;
const STEM_CACHE = 20_000;

/** Text → passages, by the shorthand, cues and breaks of a model. Built once; `read` is pure. */
export class Analyzer {
  private readonly shorthand: Map<string, string[]>;
  private readonly cueNames: string[];
  private readonly matcher = new PatternMatcher();
  private readonly speller: Speller;
  private readonly stemCache = new Map<string, string>();
  private readonly breakCue: number;

  /** `words`: right spellings beyond those of the patterns. Throws an Error when a pattern cannot be read. */
  constructor(rules: DiagnosisRules, words: readonly string[]) {
    this.shorthand = new Map(
      Object.entries(rules.shorthand).map(([short, long]) => [short, long.split(' ').filter(Boolean)]),
    );
    this.cueNames = Object.keys(rules.cues);
    this.breakCue = this.cueNames.length;
    const add = (cue: number, patterns: readonly string[]) => {
      for (const pattern of patterns) this.matcher.add(cue, parsePattern(pattern, rules.lists));
    };
    Object.values(rules.cues).forEach((cue, index) => {
      add(index, cue.any);
      add(-index - 1, cue.not);
    });
    add(this.breakCue, rules.breaks);
    const known = this.matcher.words();
    this.speller = new Speller(new Set([...known.exact, ...words]), known.prefixes);
  }

  /** Takes a text apart. Only its first 4,000 characters are read. */
  read(text: string): Analysis {
    const { subject, body } = splitMail(text.slice(0, LONGEST));
    const subjectTokens = this.tokens(subject);
    const tokens = subjectTokens.length > 0 ? [...subjectTokens, '.', ...this.tokens(body)] : this.tokens(body);
    const hits = this.matcher.find(tokens);
    const stems = tokens.map((token) => this.stem(token));
    const cut = this.findBreak(hits, tokens);
    const whole = { tokens, stems, hits };
    const all = this.passage(whole, 0, tokens.length);
    if (cut < 0) return { all, first: all, rest: EMPTY };
    return { all, first: this.passage(whole, 0, cut), rest: this.passage(whole, cut, tokens.length) };
  }

  private tokens(text: string): string[] {
    return tokenize(text, this.shorthand).map((token) => this.speller.mend(token));
  }

  private passage(
    whole: { tokens: string[]; stems: string[]; hits: readonly Hit[] },
    from: number,
    to: number,
  ): Passage {
    const tokens = whole.tokens.slice(from, to);
    const stems = whole.stems.slice(from, to);
    const cues = this.cuesOf(whole.hits, from, to);
    return { tokens, stems, cues, features: featuresOf(cues, tokens, stems) };
  }

  private cuesOf(hits: readonly Hit[], from: number, to: number): Map<string, Hit> {
    const cues = new Map<string, Hit>();
    for (const hit of hits) {
      const name = this.cueNames[hit.cue];
      if (name === undefined || cues.has(name) || hit.start < from || hit.end > to) continue;
      const isDenied = hits.some(
        (other) => other.cue === -hit.cue - 1 && other.start < hit.end && hit.start < other.end,
      );
      if (!isDenied) cues.set(name, hit);
    }
    return cues;
  }

  private findBreak(hits: readonly Hit[], tokens: readonly string[]): number {
    for (const hit of hits) {
      if (hit.cue !== this.breakCue) continue;
      if (tokens.slice(0, hit.start).filter(isWord).length >= FIRST_TOPIC_WORDS) return hit.start;
    }
    return -1;
  }

  private stem(token: string): string {
    if (!isWord(token)) return token === QUESTION ? QUESTION : '';
    const known = this.stemCache.get(token);
    if (known !== undefined) return known;
    const stem = token.length > 3 ? stemmer(token) : token;
    if (this.stemCache.size < STEM_CACHE) this.stemCache.set(token, stem);
    return stem;
  }
}
