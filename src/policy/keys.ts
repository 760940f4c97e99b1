import type { z } from 'zod';
import { policyJsonSchema } from './json-schema.ts';

/**
 * Every key of a policy as a dotted path; `[]` stands for the items of a list, `*` for a name of one's own.
 * In the schema's order. The documentation is compared with it, both ways.
 */
export function policyKeys(): string[] {
  return [...new Set(keysOf(policyJsonSchema(), ''))];
}

type JsonSchema = z.core.JSONSchema.BaseSchema;

function keysOf(schema: JsonSchema, path: string): string[] {
  const keys: string[] = [];
  for (const [name, inner] of Object.entries(schema.properties ?? {})) {
    const key = path === '' ? name : `${path}.${name}`;
    keys.push(key, ...below(inner, key));
  }
  return keys;
}

function below(schema: unknown, path: string): string[] {
  if (!isSchema(schema)) return [];
  const named = isSchema(schema.additionalProperties) ? schema.additionalProperties : undefined;
  return [
    ...keysOf(schema, path),
    ...below(schema.items, `${path}[]`),
    ...[...(schema.anyOf ?? []), ...(schema.oneOf ?? [])].flatMap((option) => below(option, path)),
    ...(named === undefined ? [] : below(named, `${path}.*`)),
  ];
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null;
}
