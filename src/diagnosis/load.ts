import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { parse } from 'yaml';
import type { z } from 'zod';
import { AppError } from '../errors/app-error.ts';
import { compiledModelSchema, type DiagnosisModel, type DiagnosisRules, diagnosisModelSchema } from './model.ts';
import { type Scenario, scenariosSchema } from './scenarios.ts';

/** Reads and validates a compiled model, `policies/diagnosis/<name>.json`. Throws AppError DIAGNOSIS_MODEL_INVALID. */
export function loadDiagnosisModel(path: string): DiagnosisModel {
  const model = read(path, JSON.parse, compiledModelSchema);
  if (model.rules.scenarios === undefined) return model;
  const file = scenariosPath(path, model.rules.scenarios);
  // The weights learned from the examples as they were; an edited list is compared with from the next start on.
  if (model.examples?.digest === digestOf(file)) return model;
  return { ...model, examples: { digest: digestOf(file), scenarios: loadScenarios(file) } };
}

/** Where the labelled examples of a model lie. */
export function scenariosPath(modelPath: string, name: string): string {
  return join(dirname(modelPath), '..', 'scenarios', `${name}.yaml`);
}

/** Reads and validates labelled examples. Throws AppError DIAGNOSIS_MODEL_INVALID. */
export function loadScenarios(path: string): Scenario[] {
  return read(path, parse, scenariosSchema).scenarios;
}

/** Digest of a file of labelled examples; empty when it cannot be read (the reading of it then says so). */
export function digestOf(path: string): string {
  try {
    return createHash('sha256').update(readFileSync(path)).digest('hex');
  } catch {
    return '';
  }
}

/** Reads the written rules, `policies/diagnosis/<name>.yaml`, joined with what they extend. The trainer starts from these. */
export function loadRules(path: string): DiagnosisRules {
  const own = read(path, parse, diagnosisModelSchema);
  if (own.extends === undefined) return own;
  const base = loadRules(join(dirname(path), basename(own.extends)));
  const { extends: _joined, ...rest } = own;
  return {
    ...rest,
    shorthand: { ...base.shorthand, ...own.shorthand },
    lists: { ...base.lists, ...own.lists },
    cues: { ...base.cues, ...own.cues },
    breaks: [...base.breaks, ...own.breaks],
    readings: [...base.readings, ...own.readings],
    minutes: own.minutes ?? base.minutes,
  };
}

function read<T>(path: string, parser: (text: string) => unknown, schema: z.ZodType<T>): T {
  let data: unknown;
  try {
    data = parser(readFileSync(path, 'utf8'));
  } catch (cause) {
    throw new AppError('DIAGNOSIS_MODEL_INVALID', { file: basename(path), problem: 'it cannot be read' }, { cause });
  }
  const result = schema.safeParse(data);
  if (result.success) return result.data;
  const problem = result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
  throw new AppError('DIAGNOSIS_MODEL_INVALID', { file: basename(path), problem });
}
