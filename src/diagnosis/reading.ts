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

/** Fields read so far, and why. */
export interface ReadState {
  readonly values: Map<string, FieldValue>;
  readonly reasons: Map<string, string>;
}

/** What a reading needs besides the text. */
export interface ReadingParts {
  readonly cues: DiagnosisRules['cues'];
  readonly learned: ReadonlyMap<string, LinearReader>;
}

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
  const reason = cue === undefined ? undefined : parts.cues[cue]?.es;
  for (const [field, value] of Object.entries(rule.set)) {
    state.values.set(field, value);
    if (reason !== undefined && value !== null) state.reasons.set(field, reason);
  }
}

function decideByWeights(
  { reading, reader, parts }: { reading: Reading; reader: LinearReader; parts: ReadingParts },
  passage: Passage,
  state: ReadState,
): void {
  const verdict = reader.judge([...passage.features, ...givenFeatures(reading, state.values)], reading.reasonCues);
  if (verdict.confidence < reading.floor) return;
  const reason = explain(verdict, parts, passage);
  splitLabel(verdict.label).forEach((value, index) => {
    const field = reading.fields[index];
    if (field === undefined) return;
    state.values.set(field, value);
    if (value !== null && reason !== undefined) state.reasons.set(field, reason);
  });
}

/** A cue of the catalogue if one spoke for the label, else the one word that did: never the person's sentence. */
function explain(verdict: Verdict, parts: ReadingParts, passage: Passage): string | undefined {
  const meaning = verdict.cue === null ? undefined : parts.cues[verdict.cue]?.es;
  if (meaning !== undefined) return meaning;
  const word = verdict.word === null ? undefined : passage.tokens[passage.stems.indexOf(verdict.word)];
  return word === undefined || !/^[a-z]/.test(word) ? undefined : `usa la palabra «${word}»`;
}
