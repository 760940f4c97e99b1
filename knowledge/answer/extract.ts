import { z } from 'zod';
import type { Advice } from '../../src/contracts/advice.ts';
import type { Redacted } from '../../src/contracts/redacted.ts';
import type { Model } from './model.ts';
import { extractPrompt } from './prompts/extract.ts';
import { dataBlock } from './prompts/prompt.ts';
import { type Said, saidOf } from './rerank.ts';

/** Fields and the values that each may have, with their meanings. */
export type ExtractFields = ReadonlyMap<string, ReadonlyMap<string, Redacted>>;

const MAX_MINUTES = 480;
const MAX_TOKENS = 120;
const answer = z.record(z.string(), z.unknown());

/** The fields that the message decides: values of the policy and minutes, nothing else. Unknown values are dropped. */
export async function extract(
  model: Model,
  said: Said,
  fields: ExtractFields,
  timeoutMs: number,
): Promise<Advice['reading']> {
  return model.ask({
    ...{ operation: 'extract', prompt: extractPrompt, maxTokens: MAX_TOKENS, timeoutMs },
    user: dataBlock({
      ...saidOf(said),
      fields: Object.fromEntries([...fields].map(([field, values]) => [field, Object.fromEntries(values)])),
    }),
    schema: schemaOf(fields),
    read: (found) => readingOf(answer.parse(found), fields),
  });
}

function readingOf(found: Readonly<Record<string, unknown>>, fields: ExtractFields): Advice['reading'] {
  const reading: Record<string, string | number> = {};
  for (const [field, values] of fields) {
    const value = Object.hasOwn(found, field) ? found[field] : null;
    if (typeof value === 'string' && values.has(value)) reading[field] = value;
  }
  const { minutes } = found;
  if (typeof minutes === 'number' && Number.isInteger(minutes) && minutes >= 1 && minutes <= MAX_MINUTES)
    reading.minutes = minutes;
  return reading;
}

function schemaOf(fields: ExtractFields): Record<string, unknown> {
  const properties: Record<string, unknown> = Object.fromEntries(
    [...fields].map(([field, values]) => [field, { type: ['string', 'null'], enum: [...values.keys(), null] }]),
  );
  properties.minutes = { type: ['integer', 'null'] };
  return { type: 'object', properties, required: Object.keys(properties), additionalProperties: false };
}
