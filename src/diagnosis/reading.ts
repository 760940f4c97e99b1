import type { Analysis, Passage } from './analysis.ts';
import type { LinearReader, Verdict } from './linear.ts';
import {
  type DiagnosisRules,
  type FieldValue,
  joinLabel,
  type Reading,
  type ReadingRule,
  splitLabel,
} from './model.ts';
import type { Neighbour, Neighbourhood } from './neighbours.ts';

/** Fields read so far, and why. */
export interface ReadState {
  readonly values: Map<string, FieldValue>;
  readonly reasons: Map<string, string>;
}

/** What a reading needs besides the text. */
export interface ReadingParts {
  readonly cues: DiagnosisRules['cues'];
  readonly learned: ReadonlyMap<string, LinearReader>;
  /** The whole text beside the labelled examples; null: there are none. */
  readonly neighbours: Neighbourhood | null;
}

/** An example this much alike is told as a reason. */
export const TELLING = 0.2;

/** Runs one reading on a text: its rules, then its weights. Fields it cannot decide stay as they were. */
export function runReading(reading: Reading, analysis: Analysis, parts: ReadingParts, state: ReadState): void {
  if (!holds(reading.only, state)) return;
  const passage = analysis[reading.scope];
  if (passage.tokens.length === 0) return;
  const rule = reading.rules.find((one) => applies(one, passage, state));
  const reader = reading.learned ? parts.learned.get(reading.name) : undefined;
  if (rule) decideByRule(rule, parts, state, passage);
  else if (reader) decideByWeights({ reading, reader, parts }, passage, state);
}

/** Earlier fields as features for the weights: `g:kind=bug`. */
export function givenFeatures(reading: Reading, values: ReadonlyMap<string, FieldValue>): string[] {
  return reading.looksAt.map((field) => `g:${field}=${joinLabel([values.get(field) ?? null])}`);
}

/** Whether the earlier fields have the asked values. */
export function holds(asked: Reading['only'], state: Pick<ReadState, 'values'>): boolean {
  for (const field in asked) if (!asked[field]?.includes(state.values.get(field) ?? null)) return false;
  return true;
}

function applies(rule: ReadingRule, passage: Passage, state: ReadState): boolean {
  const has = (cue: string) => passage.cues.has(cue);
  return (
    rule.all.every(has) &&
    (rule.any.length === 0 || rule.any.some(has)) &&
    !rule.none.some(has) &&
    holds(rule.given, state)
  );
}

function decideByRule(rule: ReadingRule, parts: ReadingParts, state: ReadState, passage: Passage): void {
  const cue = [...rule.all, ...rule.any].find((name) => passage.cues.has(name));
  const reason = cue === undefined ? givenReason(rule) : parts.cues[cue]?.es;
  for (const [field, value] of Object.entries(rule.set)) {
    state.values.set(field, value);
    if (reason !== undefined && value !== null) state.reasons.set(field, reason);
  }
}

/** A rule on one value read earlier, and nothing else: what it always is there. */
function givenReason({ given }: ReadingRule): string | undefined {
  const [value, ...others] = Object.values(given).flat();
  return typeof value === 'string' && others.length === 0 ? `siempre así en «${value}»` : undefined;
}

function decideByWeights(
  { reading, reader, parts }: { reading: Reading; reader: LinearReader; parts: ReadingParts },
  passage: Passage,
  state: ReadState,
): void {
  const features = [...passage.features, ...givenFeatures(reading, state.values)];
  const alike = alikeOf(reading, parts, state);
  const evidence = alike && ((label: string) => reading.examples * (alike.get(label)?.likeness ?? 0));
  const verdict = reader.judge(features, reading.reasonCues, evidence);
  if (verdict.confidence < reading.floor || isDoubtful(reading, passage, alike?.get(verdict.label))) return;
  const cue = explain(verdict, parts, passage);
  const reason = alike ? withExample(cue, alike.get(verdict.label), verdict.confidence) : cue;
  splitLabel(verdict.label).forEach((value, index) => {
    const field = reading.fields[index];
    if (field === undefined) return;
    state.values.set(field, value);
    if (value !== null && reason !== undefined) state.reasons.set(field, reason);
  });
}

/** Label → its most alike example, for a reading that weighs examples. */
function alikeOf(
  reading: Reading,
  { neighbours }: ReadingParts,
  { values }: ReadState,
): ReadonlyMap<string, Neighbour> | undefined {
  if (neighbours === null || reading.examples === 0) return undefined;
  const given = new Map(
    reading.within.flatMap((field) => (values.has(field) ? [[field, values.get(field) ?? null]] : [])),
  );
  return neighbours.byLabel(reading.fields, given);
}

/** Neither the criterion nor an example says it: a guess from the weights alone would look surer than it is. */
function isDoubtful({ doubt }: Reading, passage: Passage, example: Neighbour | undefined): boolean {
  if (doubt === undefined || (example?.likeness ?? 0) >= doubt.likeness) return false;
  return !doubt.cues.some((cue) => passage.cues.has(cue));
}

/** The cue or word, the example that spoke for the label with the words it shares, and how sure the reading is (ALI-12). */
function withExample(cue: string | undefined, example: Neighbour | undefined, confidence: number): string {
  const parts = cue === undefined ? [] : [cue];
  if (example && example.likeness >= TELLING) {
    const words = example.words.length > 0 ? `, por: ${example.words.join(', ')}` : '';
    parts.push(`se parece a «${example.text.replace(/[.?]$/, '')}» (${example.scenario.id}${words})`);
  }
  return [...parts, `seguridad ${Math.min(99, Math.round(confidence * 100))} %`].join('; ');
}

/** A cue of the catalogue if one spoke for the label, else the one word that did: never the person's sentence. */
function explain(verdict: Verdict, parts: ReadingParts, passage: Passage): string | undefined {
  const meaning = verdict.cue === null ? undefined : parts.cues[verdict.cue]?.es;
  if (meaning !== undefined) return meaning;
  const word = verdict.word === null ? undefined : passage.tokens[passage.stems.indexOf(verdict.word)];
  return word === undefined || !/^[a-z]{4}/.test(word) ? undefined : `usa la palabra «${word}»`;
}
