import type { Concept } from './concepts.ts';
import { type Asked, type Case, createScratch, mark, NEAR, unmark } from './evidence-marks.ts';
import { massOf, readDocument } from './evidence-reading.ts';
import { coverageOf, likenessOf, nearnessOf, viewsOf, wordShares } from './evidence-shares.ts';
import { type Inverted, inverseFrequency } from './inverted.ts';
import type { Probe } from './question.ts';
import type { AnalyzedEntry } from './vocabulary.ts';

/** What one document has of a question. Shares are 0..1 of what was asked, weighted by how telling the words are. */
export interface Evidence {
  /** Share of the meaning held, synonyms and repairs included; the same in title, tags and examples. */
  coverage: number;
  named: number;
  /** Concepts held, and the most telling one held in title, tags or examples. */
  matched: number;
  strongest: number;
  /** Share of the meaning words held in the very form asked. */
  exact: number;
  /** Share of the meaning words in the title and in the tags; share of the title that was asked. */
  title: number;
  titleShare: number;
  tags: number;
  /** 1 = the title begins with a word of the question. */
  head: number;
  /** The best sentence: share of the question in it, share of it in the question, a score of both. */
  segment: number;
  segmentShare: number;
  segmentScore: number;
  /** The best two neighbouring sentences of the body. */
  window: number;
  /** Neighbouring meaning words of the question that stand near each other, and in the same order. */
  near: number;
  order: number;
  /** Neighbouring words of the question that are neighbours in the document. */
  phrase: number;
  /** Share of all words, silent ones too; share of the silent ones. */
  allWords: number;
  silentWords: number;
  /** Share of the question in names that the document has not; codes held less codes missing. */
  missingNames: number;
  codes: number;
  /** The most telling word that is missing, beside a word that nobody knows (1). */
  missing: number;
  /** 1 = holds the question's first meaning word. */
  first: number;
  /** Likeness by letter triples. */
  likeness: number;
  /** Logarithm of the length beside the mean. */
  length: number;
  /** Classes of words that the best sentence has beside the question's (bits of WORD, and CAPITAL). */
  answers: number;
}

/** Reads documents for evidence about one question after another. */
export interface Witness {
  /** Begins a question. */
  ask(probe: Probe, concepts: readonly Concept[]): void;
  /** What a document has of it. */
  examine(doc: number): Evidence;
  /** Ends the question: wipes the marks. */
  done(): void;
}

/** A witness with its own scratch fields; a search is synchronous, so one is enough for an index. */
export function createWitness(index: Inverted, tripleIdf: Float32Array): Witness {
  const scratch = createScratch(index);
  let asked: Asked | undefined;
  return {
    ask: (probe, concepts) => {
      const terms = mark(scratch, probe, concepts);
      asked = { probe, terms, concepts: viewsOf(concepts, scratch), unknown: inverseFrequency(index.size, 0) };
    },
    examine: (doc) => {
      if (!asked) throw new Error('no question was asked');
      return examine({ index, scratch, asked, tripleIdf }, doc);
    },
    done: () => {
      if (asked) unmark(scratch, asked);
      asked = undefined;
    },
  };
}

function examine(at: Case, doc: number): Evidence {
  const { scratch, asked, index } = at;
  const { probe } = asked;
  scratch.seen.fill(0, 0, asked.terms.length);
  scratch.seenWord.fill(0, 0, probe.words.length);
  scratch.seenPair.fill(0, 0, probe.pairs.length);
  scratch.last.fill(-NEAR - 1);
  scratch.nearness.fill(0);
  scratch.ordered.fill(0);
  const found = readDocument(at, index.entries[doc] as AnalyzedEntry);
  const held = coverageOf(asked, scratch.seen);
  const worded = wordShares(asked, scratch);
  const together = nearnessOf(asked, scratch);
  const mass = Math.max(probe.mass, Number.EPSILON);
  return {
    coverage: held.coverage,
    named: held.named,
    matched: held.matched,
    strongest: held.strongest,
    exact: worded.exact,
    title: massOf(probe, found.title) / mass,
    titleShare: found.titleMass > 0 ? found.titleShared / found.titleMass : 0,
    tags: massOf(probe, found.tags) / mass,
    head: found.head,
    segment: found.segment / mass,
    segmentShare: found.segmentShare,
    segmentScore: found.segmentScore / mass,
    window: found.window / mass,
    near: together.near,
    order: together.order,
    phrase: worded.phrase,
    allWords: worded.allWords,
    silentWords: worded.silentWords,
    missingNames: worded.missingNames,
    codes: worded.codes,
    missing: worded.missing,
    first: worded.first,
    likeness: likenessOf(at, doc),
    length: Math.log(((index.lengths[doc] as number) + 3) / (index.averageLength + 3)),
    answers: found.answers,
  };
}
