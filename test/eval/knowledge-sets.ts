import { existsSync, readFileSync } from 'node:fs';
import type { SearchableEntry } from '../../src/contracts/search.ts';

/** A labelled question; `relevant` empty = no link may be given. */
export interface LabelledQuestion {
  readonly id: string;
  readonly q: string;
  readonly relevant: readonly string[];
}

/** A knowledge base with labelled questions. */
export interface KnowledgeSet {
  readonly name: string;
  readonly entries: readonly SearchableEntry[];
  readonly questions: readonly LabelledQuestion[];
}

const DATA = 'test/eval/data';
/** Sets that may not be committed (licence); read where they lie, if they do. */
const SHARED = '../shared/data/kb';

/** Questions that no entry answers, by kind. */
export interface NoiseSet {
  readonly name: string;
  readonly questions: readonly string[];
  /** How much one counts in the fit beside an in-scope question (1). */
  readonly weight: number;
}

/** The two knowledge bases of this trade: the development set, and our own samples with our own questions. */
export function tradeSets(): KnowledgeSet[] {
  const samples = readJson<(SearchableEntry & { summary: string })[]>('knowledge/samples/exsim.json');
  const questions = readJson<{ queries: LabelledQuestion[] }>('knowledge/samples/questions.json').queries;
  return [
    readSet('exsim', `${DATA}/kb-exsim.json`),
    { name: 'samples', entries: samples.map((sample) => ({ ...sample, body: sample.summary })), questions },
  ];
}

/** Sets of other subjects: they show that nothing was gained by giving up Spanish at large. */
export function foreignSets(): KnowledgeSet[] {
  const shared = ['xquad-es', 'xquad-r-es', 'erp-docs-bc-es'].filter((name) => existsSync(`${SHARED}/${name}.json`));
  return [readSet('nlpjs', `${DATA}/kb-nlpjs.json`), ...shared.map((name) => readSet(name, `${SHARED}/${name}.json`))];
}

/** Near = office matters of others; far = anything; chat = small talk; wiki = encyclopedia questions, where they lie. */
export function noiseSets(): NoiseSet[] {
  const own = readJson<{ near: string[]; far: string[] }>(`${DATA}/kb-negatives.json`);
  const chat = readJson<{ queries: string[] }>(`${DATA}/kb-chitchat.json`).queries;
  const wiki = `${SHARED}/xquad-es.json`;
  const asked = existsSync(wiki) ? readSet('wiki', wiki).questions.filter((_, at) => at % 6 === 0) : [];
  return [
    { name: 'near', questions: own.near, weight: 0.4 },
    { name: 'far', questions: own.far, weight: 0.24 },
    { name: 'chat', questions: chat, weight: 0.2 },
    { name: 'wiki', questions: asked.map(({ q }) => q), weight: 0.2 },
  ];
}

function readSet(name: string, file: string): KnowledgeSet {
  const { entries, queries } = readJson<{ entries: SearchableEntry[]; queries: LabelledQuestion[] }>(file);
  return { name, entries, questions: queries };
}

function readJson<T>(file: string): T {
  return JSON.parse(readFileSync(file, 'utf8')) as T;
}
