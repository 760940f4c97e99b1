import type { Concept } from './concepts.ts';
import { type Inverted, inverseFrequency, NAMING_FIELDS } from './inverted.ts';
import type { Probe } from './question.ts';
import { type AnalyzedEntry, TOKEN, TRIPLES, WORD } from './vocabulary.ts';

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

/** Bit in `Evidence.answers`: a name. */
export const CAPITAL = 64;

/** Reads documents for evidence about one question after another. */
export interface Witness {
  /** Begins a question. */
  ask(probe: Probe, concepts: readonly Concept[]): void;
  /** What a document has of it. */
  examine(doc: number): Evidence;
  /** Ends the question: wipes the marks. */
  done(): void;
}

const K1 = 0.9;
const B = 0.75;
const NEAR = 4;
/** Meaning words that a sentence usually has. */
const SENTENCE = 12;
/** Meaning words of a document whose letters are compared. */
const LETTERED_WORDS = 64;
/** Words of a document that are looked at closely; title, tags and examples come first. */
const MAX_WORDS = 600;

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

/** A concept by the marks of its stems. */
interface ConceptView {
  readonly words: number;
  readonly importance: number;
  readonly literal: readonly number[];
  /** `value` = what the variant counts beside the word itself. */
  readonly variants: readonly { readonly places: readonly number[]; readonly value: number }[];
}

interface Asked {
  readonly probe: Probe;
  readonly concepts: readonly ConceptView[];
  /** Stems of content and variants, in the order of their marks. */
  readonly terms: readonly number[];
  readonly unknown: number;
}

interface Scratch {
  /** Mark of a stem: place in `Asked.terms` + 1. */
  readonly stems: Int16Array;
  readonly words: Int16Array;
  readonly triples: Int16Array;
  /** Fields in which each marked stem was seen. */
  readonly seen: Uint8Array;
  readonly seenWord: Uint8Array;
  readonly seenPair: Uint8Array;
  readonly counts: Float32Array;
  /** Where each content stem was last seen, in meaning words of the document. */
  readonly last: Int32Array;
  readonly nearness: Float64Array;
  readonly ordered: Uint8Array;
}

const MAX_MARKS = 4_096;

function createScratch(index: Inverted): Scratch {
  return {
    stems: new Int16Array(index.vocabulary.stems),
    words: new Int16Array(index.vocabulary.words.length),
    triples: new Int16Array(TRIPLES),
    seen: new Uint8Array(MAX_MARKS),
    seenWord: new Uint8Array(256),
    seenPair: new Uint8Array(256),
    counts: new Float32Array(1_024),
    last: new Int32Array(32),
    nearness: new Float64Array(32),
    ordered: new Uint8Array(32),
  };
}

/** Marks everything the question looks for; returns the marked stems. */
function mark(scratch: Scratch, probe: Probe, concepts: readonly Concept[]): number[] {
  const terms: number[] = [];
  const add = (term: number): void => {
    if (scratch.stems[term] !== 0 || terms.length >= MAX_MARKS) return;
    terms.push(term);
    scratch.stems[term] = terms.length;
  };
  // The mark of a content word is its place, whether an entry has it or not.
  for (const { term } of probe.content) {
    terms.push(term);
    if (term >= 0) scratch.stems[term] = terms.length;
  }
  for (const { literal, variants } of concepts) {
    for (const term of literal) add(term);
    for (const variant of variants) for (const term of variant.terms) add(term);
  }
  for (const [place, { number }] of probe.words.entries()) if (number >= 0) scratch.words[number] = place + 1;
  for (const [place, triple] of probe.triples.entries()) scratch.triples[triple] = place + 1;
  return terms;
}

function unmark(scratch: Scratch, { probe, terms }: Asked): void {
  for (const term of terms) if (term >= 0) scratch.stems[term] = 0;
  for (const { number } of probe.words) if (number >= 0) scratch.words[number] = 0;
  for (const triple of probe.triples) scratch.triples[triple] = 0;
}

interface Case {
  readonly index: Inverted;
  readonly scratch: Scratch;
  readonly asked: Asked;
  readonly tripleIdf: Float32Array;
}

/** One sentence, tag or title while it is read. */
interface Segment {
  field: number;
  /** Content stems held, as bits. */
  held: number;
  /** Meaning words, their weight, and the weight of those asked for. */
  words: number;
  mass: number;
  shared: number;
  answers: number;
}

interface Gathered {
  segment: number;
  segmentShare: number;
  segmentScore: number;
  window: number;
  answers: number;
  /** Content stems in title and in tags, as bits. */
  title: number;
  tags: number;
  titleMass: number;
  titleShared: number;
  head: number;
  before: number;
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

function nothingYet(): Gathered {
  return {
    segment: 0,
    segmentShare: 0,
    segmentScore: 0,
    window: 0,
    answers: 0,
    title: 0,
    tags: 0,
    titleMass: 0,
    titleShared: 0,
    head: 0,
    before: 0,
  };
}

function readDocument(at: Case, { words, marks }: AnalyzedEntry): Gathered {
  const { index, scratch } = at;
  const { classOf, stemOf } = index.vocabulary;
  const found = nothingYet();
  const segment: Segment = { field: 0, held: 0, words: 0, mass: 0, shared: 0, answers: 0 };
  let position = 0;
  let previous = 0;
  const end = Math.min(words.length, MAX_WORDS);
  for (let place = 0; place < end; place += 1) {
    const word = words[place] as number;
    const bits = marks[place] as number;
    const field = bits & TOKEN.field;
    if ((bits & TOKEN.opens) !== 0 || field !== segment.field) {
      close(at.asked, found, segment);
      segment.field = field;
      position += NEAR;
      previous = 0;
    }
    previous = noteWord(at, word, previous);
    const kind = classOf[word] as number;
    if ((kind & WORD.silent) !== 0) continue;
    position += 1;
    const stem = stemOf[word] as number;
    const idf = index.idf[stem] as number;
    const marked = scratch.stems[stem] as number;
    segment.words += 1;
    segment.mass += idf;
    if (marked > 0) scratch.seen[marked - 1] = (scratch.seen[marked - 1] as number) | (1 << field);
    if (marked > 0 && marked <= at.asked.probe.content.length) {
      if (field === 0 && segment.words === 1) found.head = 1;
      segment.held |= 1 << (marked - 1);
      segment.shared += idf;
      noteNear(scratch, marked - 1, position);
    } else segment.answers |= kind | ((bits & TOKEN.capital) !== 0 ? CAPITAL : 0);
  }
  close(at.asked, found, segment);
  return found;
}

/** Notes a word in its very form, and whether it follows its neighbour of the question; returns its mark. */
function noteWord({ scratch, asked }: Case, word: number, previous: number): number {
  const marked = scratch.words[word] as number;
  if (marked === 0) return 0;
  scratch.seenWord[marked - 1] = 1;
  if (previous > 0) {
    const { pairs } = asked.probe;
    for (let pair = 0; pair < pairs.length; pair += 1) {
      const { first, second } = pairs[pair] as Probe['pairs'][number];
      if (first === previous - 1 && second === marked - 1) scratch.seenPair[pair] = 1;
    }
  }
  return marked;
}

/** Pairs of neighbours in the question: `nearness[i]` belongs to content i and i + 1. */
function noteNear({ last, nearness, ordered }: Scratch, content: number, position: number): void {
  last[content] = position;
  if (content > 0) {
    const distance = position - (last[content - 1] as number);
    if (distance <= NEAR) {
      nearness[content - 1] = Math.max(nearness[content - 1] as number, 1 / Math.max(1, distance));
      ordered[content - 1] = 1;
    }
  }
  const distance = position - (last[content + 1] as number);
  if (distance <= NEAR) nearness[content] = Math.max(nearness[content] as number, 1 / Math.max(1, distance));
}

function close({ probe }: Asked, found: Gathered, segment: Segment): void {
  if (segment.words > 0) {
    if (segment.field === 0) {
      found.title |= segment.held;
      found.titleMass += segment.mass;
      found.titleShared += segment.shared;
    }
    if (segment.field === 1) found.tags |= segment.held;
    else weigh(probe, found, segment);
  }
  segment.held = 0;
  segment.words = 0;
  segment.mass = 0;
  segment.shared = 0;
  segment.answers = 0;
}

function weigh(probe: Probe, found: Gathered, segment: Segment): void {
  const mass = segment.held === 0 ? 0 : massOf(probe, segment.held);
  const share = segment.mass > 0 ? segment.shared / segment.mass : 0;
  const score = (mass * (1 + K1)) / (K1 + 1 - B + (B * segment.words) / SENTENCE);
  if (score > found.segmentScore) {
    found.segmentScore = score;
    found.answers = segment.answers;
  }
  found.segment = Math.max(found.segment, mass);
  found.segmentShare = Math.max(found.segmentShare, share);
  const both = segment.field === 3 ? segment.held | found.before : segment.held;
  found.window = Math.max(found.window, both === segment.held ? mass : massOf(probe, both));
  if (segment.field === 3) found.before = segment.held;
}

/** Weight of the content stems whose bits are set. */
function massOf({ content }: Probe, bits: number): number {
  let mass = 0;
  for (let left = bits; left !== 0; left &= left - 1) mass += content[31 - Math.clz32(left & -left)]?.idf ?? 0;
  return mass;
}

function wordShares({ probe, unknown }: Asked, { seen, seenWord, seenPair }: Scratch) {
  let exact = 0;
  let missing = 0;
  let missingNames = 0;
  let codes = 0;
  for (let place = 0; place < probe.content.length; place += 1) {
    const { word, idf, isCapital, isCode } = probe.content[place] as Probe['content'][number];
    const isHeld = seen[place] !== 0;
    if (isHeld && seenWord[word] === 1) exact += idf;
    if (!isHeld) missing = Math.max(missing, idf);
    if (!isHeld && isCapital) missingNames += idf;
    if (isCode) codes += isHeld ? 1 : -1;
  }
  let all = 0;
  let silent = 0;
  let pairs = 0;
  for (let place = 0; place < probe.words.length; place += 1) {
    if (seenWord[place] !== 1) continue;
    const { idf, isSilent } = probe.words[place] as Probe['words'][number];
    all += idf;
    if (isSilent) silent += idf;
  }
  for (let place = 0; place < probe.pairs.length; place += 1) {
    if (seenPair[place] === 1) pairs += probe.pairs[place]?.idf ?? 0;
  }
  const share = (part: number, whole: number): number => (whole > 0 ? part / whole : 0);
  return {
    exact: share(exact, probe.mass),
    missing: share(missing, unknown),
    missingNames: share(missingNames, probe.mass),
    codes,
    first: seen[0] !== 0 && probe.content.length > 0 ? 1 : 0,
    allWords: share(all, probe.wordMass),
    silentWords: share(silent, unknown),
    phrase: share(pairs, probe.pairMass),
  };
}

function nearnessOf({ probe }: Asked, { nearness, ordered }: Scratch): { near: number; order: number } {
  let mass = 0;
  let near = 0;
  let order = 0;
  for (let place = 0; place + 1 < probe.content.length; place += 1) {
    const idf = Math.min(probe.content[place]?.idf ?? 0, probe.content[place + 1]?.idf ?? 0);
    mass += idf;
    near += idf * (nearness[place] as number);
    order += idf * (ordered[place] as number);
  }
  return mass > 0 ? { near: near / mass, order: order / mass } : { near: 0, order: 0 };
}

/** A synonym is nearly as good a sign as the word itself, though it ranks lower. */
function viewsOf(concepts: readonly Concept[], { stems }: Scratch): ConceptView[] {
  const placeOf = (term: number): number => (stems[term] as number) - 1;
  return concepts.map(({ words, importance, literal, variants }) => ({
    words,
    importance,
    literal: literal.map(placeOf),
    variants: variants.map(({ terms, weight }) => ({ places: terms.map(placeOf), value: Math.sqrt(weight) })),
  }));
}

function coverageOf({ concepts }: Asked, seen: Uint8Array) {
  let asked = 0;
  let held = 0;
  let named = 0;
  let matched = 0;
  let strongest = 0;
  for (const concept of concepts) {
    const { share, namedShare } = shareOf(concept, seen);
    asked += concept.importance;
    held += concept.importance * share;
    named += concept.importance * namedShare;
    if (share > 0) matched += 1;
    strongest = Math.max(strongest, concept.importance * namedShare);
  }
  if (asked === 0) return { coverage: 0, named: 0, matched, strongest };
  return { coverage: held / asked, named: named / asked, matched, strongest };
}

function shareOf({ words, literal, variants }: ConceptView, seen: Uint8Array): { share: number; namedShare: number } {
  let share = 0;
  let namedShare = 0;
  for (const place of literal) {
    const fields = seen[place] as number;
    if (fields !== 0) share += 1 / words;
    if ((fields & NAMING_FIELDS) !== 0) namedShare += 1 / words;
  }
  for (const { places, value } of variants) {
    if (value <= namedShare) continue;
    let isHeld = true;
    let isNamed = false;
    for (const place of places) {
      const fields = seen[place] as number;
      if (fields === 0) isHeld = false;
      if ((fields & NAMING_FIELDS) !== 0) isNamed = true;
    }
    if (!isHeld) continue;
    share = Math.max(share, value);
    if (isNamed) namedShare = Math.max(namedShare, value);
  }
  return { share, namedShare };
}

/** BM25 of the question's letter triples in the document's first words, beside a perfect match (1). */
function likenessOf({ index, scratch, asked, tripleIdf }: Case, doc: number): number {
  const { triples } = asked.probe;
  const { classOf, triples: triplesOf } = index.vocabulary;
  const { words } = index.entries[doc] as AnalyzedEntry;
  scratch.counts.fill(0, 0, triples.length);
  let read = 0;
  for (let place = 0; place < words.length && read < LETTERED_WORDS; place += 1) {
    const word = words[place] as number;
    if (((classOf[word] as number) & WORD.silent) !== 0) continue;
    read += 1;
    const own = triplesOf[word] as Uint16Array;
    for (let at = 0; at < own.length; at += 1) {
      const marked = scratch.triples[own[at] as number] as number;
      if (marked > 0) scratch.counts[marked - 1] = (scratch.counts[marked - 1] as number) + 1;
    }
  }
  const norm = 1 - B + (B * read) / Math.max(1, Math.min(index.averageLength, LETTERED_WORDS));
  let sum = 0;
  let perfect = 0;
  for (let place = 0; place < triples.length; place += 1) {
    const idf = tripleIdf[triples[place] as number] as number;
    const tf = (scratch.counts[place] as number) / norm;
    perfect += idf;
    sum += (idf * tf) / (K1 + tf);
  }
  return perfect > 0 ? sum / perfect : 0;
}
