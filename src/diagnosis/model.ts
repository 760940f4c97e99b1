import { z } from 'zod';
import { scenarioSchema } from './scenarios.ts';

const name = z.string().regex(/^[a-z][a-z0-9_]*$/, 'use lower-case letters, digits and _');
const value = z.union([z.string(), z.boolean(), z.null()]);
/** Long lists are looked through in one go: entry by entry they were most of what reading a model costs. */
const words = z.custom<string[]>((list) => Array.isArray(list) && list.every(isText), 'give a list of texts');
const integers = z.custom<number[]>(
  (list) => Array.isArray(list) && list.every(Number.isSafeInteger),
  'give a list of whole numbers',
);
const patterns = words.refine((list) => list.every((pattern) => pattern.length > 0), 'a pattern is empty');
/** Fields already read and the values they may have. */
const given = z.record(z.string(), z.array(value));

const cueSchema = z.strictObject({
  /** What the cue means, in short Spanish words with the message as subject: the reason on the agent's card. */
  es: z.string().min(1),
  any: patterns.refine((list) => list.length > 0, 'give at least one pattern'),
  /** A match that touches one of these does not count: "mi asesor fiscal". */
  not: patterns.default([]),
});

const ruleSchema = z.strictObject({
  /** Every one of these cues is there. */
  all: z.array(name).default([]),
  /** At least one of these is. */
  any: z.array(name).default([]),
  /** None of these is. */
  none: z.array(name).default([]),
  given: given.default({}),
  set: z.record(z.string(), value),
});

const readingSchema = z.strictObject({
  name,
  /** Fields that this reading fills. Several fields are read jointly, as one label. */
  fields: z.array(z.string()).min(1),
  /** Which part of the text it reads: all, the first topic (EXS-20), or what comes after it. */
  scope: z.enum(['all', 'first', 'rest']).default('all'),
  /** Read only when earlier fields have these values. */
  only: given.default({}),
  /** First match wins, before the learned weights. */
  rules: z.array(ruleSchema).default([]),
  learned: z.boolean().default(false),
  /** Learned readings less sure than this (0 to 1) stay null: the bot asks. */
  floor: z.number().min(0).max(1).default(0),
  /** Beginning of the cue names that may be given as the reason ("m_"); empty: any. */
  reasonCues: z.string().default(''),
  /** Earlier fields that the weights look at. */
  looksAt: z.array(z.string()).default([]),
  /** How much the most alike labelled example of each value weighs beside the learned weights; 0: nothing. */
  examples: z.number().min(0).default(0),
  /** Earlier fields that such an example must share (AMB-65: the same words mean another thing in another area). */
  within: z.array(z.string()).default([]),
  /** ALI-14: without one of these cues and without an example so much alike, nothing has decided: the field stays null. */
  doubt: z.strictObject({ cues: z.array(name), likeness: z.number().min(0).max(1) }).optional(),
});

/** `policies/diagnosis/<name>.yaml`: everything the reader knows of one organisation. */
export const diagnosisModelSchema = z.strictObject({
  /** File name (without folder) whose lists, cues, shorthand and breaks this one starts from. */
  extends: z.string().optional(),
  shorthand: z.record(z.string(), z.string()).default({}),
  lists: z.record(name, patterns).default({}),
  /** Patterns that begin a second topic. */
  breaks: patterns.default([]),
  cues: z.record(name, cueSchema).default({}),
  readings: z.array(readingSchema).default([]),
  /** Cues after which a number of minutes or hours is the expected work; `limit` = the longest short work, in minutes. */
  minutes: z.strictObject({ cues: z.array(name), limit: z.number().int().positive() }).optional(),
  /** Name of the organisation's labelled examples, `policies/scenarios/<name>.yaml` (ALI-12). */
  scenarios: name.optional(),
  /** How the trainer learns, where it is not as usual: docs/diagnosis.md. */
  training: z
    .strictObject({
      penalty: z.number().positive().optional(),
      scale: z.record(z.string(), z.number().nonnegative()).optional(),
      /** False: the labelled examples are only compared with, the weights do not learn from them. */
      scenarios: z.boolean().optional(),
    })
    .optional(),
});

/** Learned weights of one reading, in thousandths: `weights` holds one row of labels for each feature, row after row. */
const learnedSchema = z
  .strictObject({
    labels: z.array(z.string()).min(2),
    bias: integers,
    features: words,
    weights: integers,
  })
  .refine((one) => one.bias.length === one.labels.length, 'one bias for each label')
  .refine(
    (one) => one.weights.length === one.labels.length * one.features.length,
    'one row of weights for each feature',
  );

const weightsSchema = z.strictObject({
  /** Words of the training texts: right spellings for the speller. */
  words,
  readings: z.record(name, learnedSchema),
});

/**
 * `policies/diagnosis/<name>.json`: the rules of the YAML file with all that they extend, the weights, and the labelled
 * examples with the digest of their file, which is read itself once it differs. Written by the trainer.
 */
export const compiledModelSchema = z.strictObject({
  rules: diagnosisModelSchema,
  weights: weightsSchema,
  examples: z.strictObject({ digest: z.string(), scenarios: z.array(scenarioSchema) }).optional(),
});

/** The rules and cues of a model, as validated. */
export type DiagnosisRules = z.infer<typeof diagnosisModelSchema>;
/** The learned part of a model, as validated. */
export type DiagnosisWeights = z.infer<typeof weightsSchema>;
/** Learned weights of one reading. */
export type LearnedReading = z.infer<typeof learnedSchema>;
/** One step of reading: which fields, by which rules, with or without weights. */
export type Reading = DiagnosisRules['readings'][number];
/** One rule of a reading. */
export type ReadingRule = Reading['rules'][number];
/** What a field may hold. */
export type FieldValue = z.infer<typeof value>;

/** A whole model: what `createDiagnoser` needs. */
export type DiagnosisModel = z.infer<typeof compiledModelSchema>;

function isText(one: unknown): one is string {
  return typeof one === 'string';
}

/** One label for the values of several fields; null is "-". */
export function joinLabel(values: readonly FieldValue[]): string {
  return values.map((one) => (one === null ? '-' : String(one))).join('+');
}

/** The values behind a label, in the order of the reading's fields. */
export function splitLabel(label: string): FieldValue[] {
  return label.split('+').map((part) => (part === '-' ? null : part));
}
