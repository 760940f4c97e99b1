import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { parse } from 'yaml';
import type { z } from 'zod';
import { AppError } from '../errors/app-error.ts';
import {
  type DiagnosisModel,
  type DiagnosisRules,
  type DiagnosisWeights,
  diagnosisModelSchema,
  diagnosisWeightsSchema,
} from './model.ts';

/**
 * Reads and validates a model: `path` is `policies/diagnosis/<name>.yaml`; the weights stand beside it as `<name>.weights.json`
 * (a model without learned readings needs none). Throws AppError DIAGNOSIS_MODEL_INVALID.
 */
export function loadDiagnosisModel(path: string): DiagnosisModel {
  const rules = loadRules(path);
  const isLearned = rules.readings.some((reading) => reading.learned);
  return {
    rules,
    weights: isLearned ? loadWeights(path.replace(/\.yaml$/, '.weights.json')) : { words: [], readings: {} },
  };
}

/** Reads the rules alone, with what they extend. The trainer starts from these. */
export function loadRules(path: string): DiagnosisRules {
  const own = check(diagnosisModelSchema, parse(read(path)), path);
  if (own.extends === undefined) return own;
  const base = loadRules(join(dirname(path), basename(own.extends)));
  return {
    ...own,
    shorthand: { ...base.shorthand, ...own.shorthand },
    lists: { ...base.lists, ...own.lists },
    cues: { ...base.cues, ...own.cues },
    breaks: [...base.breaks, ...own.breaks],
    readings: [...base.readings, ...own.readings],
    minutes: own.minutes ?? base.minutes,
  };
}

function loadWeights(path: string): DiagnosisWeights {
  return check(diagnosisWeightsSchema, JSON.parse(read(path)), path);
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new AppError(
      'DIAGNOSIS_MODEL_INVALID',
      { file: basename(path), problem: 'the file cannot be read' },
      { cause },
    );
  }
}

function check<T>(schema: z.ZodType<T>, data: unknown, path: string): T {
  const result = schema.safeParse(data);
  if (result.success) return result.data;
  const problem = result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
  throw new AppError('DIAGNOSIS_MODEL_INVALID', { file: basename(path), problem });
}
