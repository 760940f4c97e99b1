import { type Asked, B, CAPITAL, type Case, K1, NEAR, type Scratch } from './evidence-marks.ts';
import type { Probe } from './question.ts';
import { type AnalyzedEntry, TOKEN, WORD } from './vocabulary.ts';

/** Meaning words that a sentence usually has. */
const SENTENCE = 12;
/** Words of a document that are looked at closely; title, tags and examples come first. */
const MAX_WORDS = 600;

/** One sentence, tag or title while it is read. */
export interface Segment {
  field: number;
  /** Content stems held, as bits. */
  held: number;
  /** Meaning words, their weight, and the weight of those asked for. */
  words: number;
  mass: number;
  shared: number;
  answers: number;
}

/** What one reading of a document gathers. */
export interface Gathered {
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

/** Reads a document once, sentence by sentence, and notes where the words of the question stand. */
export function readDocument(at: Case, { words, marks }: AnalyzedEntry): Gathered {
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
export function massOf({ content }: Probe, bits: number): number {
  let mass = 0;
  for (let left = bits; left !== 0; left &= left - 1) mass += content[31 - Math.clz32(left & -left)]?.idf ?? 0;
  return mass;
}
