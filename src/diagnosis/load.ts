import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { parse } from 'yaml';
import type { z } from 'zod';
import { AppError } from '../errors/app-error.ts';
import { compiledModelSchema, type DiagnosisModel, type DiagnosisRules, diagnosisModelSchema } from './model.ts';

/** Reads and validates a compiled model, `policies/diagnosis/<name>.json`. Throws AppError DIAGNOSIS_MODEL_INVALID. */
export function loadDiagnosisModel(path: string): DiagnosisModel {
  return read(path, JSON.parse, compiledModelSchema);
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
