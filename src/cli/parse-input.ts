import type { z } from 'zod';
import { AppError } from '../errors/app-error.ts';

/** Checks a value against its schema. Throws INPUT_INVALID with the place and never the value. */
export function parseInput<T>(schema: z.ZodType<T>, value: unknown, about = ''): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const path = [about, issue?.path.join('.')].filter(Boolean).join(' ') || 'line';
  throw new AppError('INPUT_INVALID', { path, problem: issue?.message ?? 'not valid' });
}
