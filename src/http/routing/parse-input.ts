import { z } from 'zod';
import { AppError } from '../../errors/app-error.ts';

const nothing = z.strictObject({});

/** Reads a part of a request by its schema. Throws INPUT_INVALID naming the path, never the value. */
export function parseInput(
  part: 'params' | 'query' | 'headers' | 'body',
  schema: z.ZodObject | undefined,
  value: unknown,
): unknown {
  const result = (schema ?? nothing).safeParse(value ?? {});
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const path = [part, ...(issue?.path ?? [])].map(String).join('.');
  throw new AppError('INPUT_INVALID', { path: path.slice(0, 100), problem: problemOf(issue) });
}

/** Our words for what is wrong: zod's would quote unknown keys, which are the sender's text. */
function problemOf(issue: z.core.$ZodIssue | undefined): string {
  if (issue === undefined) return 'not valid';
  if (issue.code === 'unrecognized_keys') return 'there are keys that this address does not take';
  return issue.message.slice(0, 200);
}
