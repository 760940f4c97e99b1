import type { Advice, AdviceRequest, CandidatePort, MessageAdvisor } from '../../src/contracts/advice.ts';
import type { Diagnoser, Diagnosis } from '../../src/contracts/diagnosis.ts';
import type { Logger } from '../../src/contracts/logger.ts';
import type { Redacted, Redactor } from '../../src/contracts/redacted.ts';
import { joinRedacted, pieceOf } from '../../src/contracts/redacted-text.ts';
import type { SearchableEntry } from '../../src/contracts/search.ts';
import { Lru } from '../../src/storage/lru.ts';
import { isModelFailure } from './endpoint.ts';
import { type ExtractFields, extract } from './extract.ts';
import type { MeaningIndex } from './meaning-index.ts';
import type { Model } from './model.ts';
import { type Candidate, rerank, type Said } from './rerank.ts';

/** What one organisation's advisor works with. */
export interface AdvisorParts {
  readonly model: Model;
  readonly meaning: MeaningIndex;
  readonly candidates: CandidatePort;
  readonly diagnoser: Diagnoser;
  /** Fields that a model may fill, with the meanings of their values. */
  readonly fields: ReadonlyMap<string, ReadonlyMap<string, string>>;
  readonly redactor: Redactor;
  readonly logger: Logger;
}

/** Candidates of one question to the re-ranker: by words, then by meaning. */
const BY_WORDS = 12;
const MAX_CANDIDATES = 20;
const BY_MEANING = 10;
const MAX_SUMMARY = 300;
const MAX_TEXT = 1_000;
const MAX_RECENT = 4;
const MAX_RECENT_TEXT = 200;
const VECTORS_REMEMBERED = 500;
/** Less time than this is not worth a request, ms. */
const LEAST_MS = 50;
/** What a person says where the flow waits for something small is a case only from this many words on. */
const WORDS_BESIDE = 5;
const WORDS_ASKED = 2;
const SMALL_QUESTIONS = /^(?:name|userType|customer|offer|links|meant|wrapUp)$/;

/** A language model's help with messages, for one organisation. Whatever goes wrong, there is just no help. */
export class ModelAdvisor implements MessageAdvisor {
  readonly #parts: AdvisorParts;
  readonly #fields: ExtractFields;
  readonly #vectors = new Lru<string, Float32Array>(VECTORS_REMEMBERED);
  readonly #seen = new WeakMap<SearchableEntry, Candidate>();

  constructor(parts: AdvisorParts) {
    this.#parts = parts;
    const clean = (text: string) => parts.redactor.redact(text).text;
    this.#fields = new Map(
      [...parts.fields].map(([field, values]) => [field, new Map([...values].map(([at, text]) => [at, clean(text)]))]),
    );
  }

  async advise(request: AdviceRequest): Promise<Advice | null> {
    if (!isWorthIt(request)) return null;
    const until = performance.now() + this.#parts.model.settings.timeoutMs;
    const said = shortened(request);
    const [found, reading] = await Promise.all([
      this.#orNull(this.#find(said, until)),
      this.#orNull(this.#read(said, until)),
    ]);
    const advice = { similar: found?.similar ?? [], chosen: found?.chosen ?? null, reading: reading ?? {} };
    const isEmpty = advice.similar.length === 0 && !advice.chosen && Object.keys(advice.reading).length === 0;
    return isEmpty ? null : advice;
  }

  /** Entries by meaning, and what the re-ranker makes of them together with those by words. */
  async #find(said: Said, until: number): Promise<Pick<Advice, 'similar' | 'chosen'>> {
    const { candidates, model } = this.#parts;
    const question = joinRedacted([said.topic, said.text], '\n');
    const byWords = candidates.search(question, BY_WORDS);
    // Small talk is answered without links, so nothing is asked about it.
    if (byWords.concepts === 0) return { similar: [], chosen: null };
    const similar = (await this.#orNull(this.#similar(question))) ?? [];
    const ids = new Set([...byWords.ids, ...similar.map(({ id }) => id)]);
    const known = new Map(candidates.published().map((entry) => [entry.id, entry]));
    const shown = [...ids].slice(0, MAX_CANDIDATES).flatMap((id) => {
      const entry = known.get(id);
      return entry ? [this.#shown(entry)] : [];
    });
    const left = until - performance.now();
    if (model.settings.chatModel === null || shown.length === 0 || left < LEAST_MS) return { similar, chosen: null };
    return { similar, chosen: await this.#orNull(rerank(model, said, shown, left)) };
  }

  async #similar(question: Redacted): Promise<Advice['similar']> {
    const { model, meaning } = this.#parts;
    if (model.settings.embeddingModel === null) return [];
    const known = this.#vectors.get(question);
    const vector = known ?? (await model.embed([question], model.settings.embeddingTimeoutMs))[0];
    if (!vector) return [];
    this.#vectors.set(question, vector);
    return meaning.similar(vector, BY_MEANING);
  }

  /** Only what the rules leave open is asked for. */
  async #read(said: Said, until: number): Promise<Advice['reading']> {
    const { model, diagnoser } = this.#parts;
    if (model.settings.chatModel === null) return {};
    const read = diagnoser.diagnose(joinRedacted([said.topic, said.text], '\n'));
    const open = new Map([...this.#fields].filter(([field]) => read[field as keyof Diagnosis] === null));
    if (open.size === 0) return {};
    return extract(model, said, open, until - performance.now());
  }

  #shown(entry: SearchableEntry): Candidate {
    const seen = this.#seen.get(entry);
    if (seen) return seen;
    const clean = (text: string) => this.#parts.redactor.redact(text).text;
    const candidate = { id: entry.id, title: clean(entry.title), summary: clean(entry.body.slice(0, MAX_SUMMARY)) };
    this.#seen.set(entry, candidate);
    return candidate;
  }

  /** What the model does not give is done without; what is our own defect is logged. */
  async #orNull<T>(asked: Promise<T>): Promise<T | null> {
    try {
      return await asked;
    } catch (err) {
      if (!isModelFailure(err)) this.#parts.logger.error({ err }, 'advice failed through our own fault');
      return null;
    }
  }
}

function isWorthIt({ text, expects }: AdviceRequest): boolean {
  const words = text.split(/\s+/).filter((word) => /\p{L}{2}/u.test(word)).length;
  return words >= (SMALL_QUESTIONS.test(expects) ? WORDS_BESIDE : WORDS_ASKED);
}

/** LLM10: however much somebody writes, a request stays small. */
function shortened({ text, topic, recent }: AdviceRequest): Said {
  return {
    text: pieceOf(text, 0, Math.min(text.length, MAX_TEXT)),
    topic: pieceOf(topic, 0, Math.min(topic.length, MAX_TEXT)),
    recent: recent.slice(-MAX_RECENT).map(({ speaker, text: words }) => ({
      speaker,
      text: pieceOf(words, 0, Math.min(words.length, MAX_RECENT_TEXT)),
    })),
  };
}
