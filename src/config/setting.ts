import type { z } from 'zod';

/** One variable of the environment. `secret`: its value is never shown, and `NAME_FILE` may name a file that holds it. */
export interface Setting<T extends z.ZodType = z.ZodType> {
  readonly schema: T;
  /** As it would be written; null = unset. */
  readonly fallback: string | null;
  readonly secret: boolean;
  readonly doc: string;
}

/** Describes a variable. */
export function setting<T extends z.ZodType>(
  schema: T,
  fallback: string | null,
  doc: string,
  secret = false,
): Setting<T> {
  return { schema, fallback, doc, secret };
}
