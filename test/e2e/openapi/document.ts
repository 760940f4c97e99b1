import { z } from 'zod';

/** The part of JSON Schema that our documents use. */
export interface JsonSchema {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly minItems?: number;
  readonly minLength?: number;
  readonly minimum?: number;
  readonly format?: string;
  readonly pattern?: string;
  readonly default?: unknown;
  readonly $ref?: string;
}

/** An operation of the document. */
export interface Operation {
  readonly method: string;
  readonly path: string;
  readonly access: string;
  readonly parameters: readonly { name: string; in: string; required: boolean; schema: JsonSchema }[];
  /** Schema of a JSON body; null: it takes none. */
  readonly body: JsonSchema | null;
  /** Media type of another body. */
  readonly otherBody: string | null;
  /** By status or `default`; the schema is null where there is no JSON body. */
  readonly responses: Readonly<Record<string, { readonly media: string | null; readonly schema: JsonSchema | null }>>;
}

interface RawOperation {
  readonly 'x-access': string;
  readonly parameters: Operation['parameters'];
  readonly requestBody?: { readonly content: Readonly<Record<string, { schema: JsonSchema }>> };
  readonly responses: Readonly<Record<string, { content?: Readonly<Record<string, { schema: JsonSchema }>> }>>;
}

/** A document as the running server gives it. */
export interface OpenApi {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, RawOperation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, JsonSchema>> };
}

/** Every operation of a document. */
export function operationsOf(document: OpenApi): Operation[] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, raw]) => ({
      ...{ method, path, access: raw['x-access'], parameters: raw.parameters },
      body: raw.requestBody?.content['application/json']?.schema ?? null,
      otherBody: Object.keys(raw.requestBody?.content ?? {}).find((media) => media !== 'application/json') ?? null,
      responses: Object.fromEntries(
        Object.entries(raw.responses).map(([status, { content = {} }]) => {
          const [media, about] = Object.entries(content)[0] ?? [null, null];
          return [status, { media, schema: media === 'application/json' ? resolve(about?.schema, document) : null }];
        }),
      ),
    })),
  );
}

function resolve(schema: JsonSchema | undefined, { components }: OpenApi): JsonSchema | null {
  const name = schema?.$ref?.split('/').at(-1);
  return (name === undefined ? schema : components.schemas[name]) ?? null;
}

/** What is wrong with a value by a schema of the document; null: nothing. */
export function problemOf(schema: JsonSchema, value: unknown): string | null {
  const result = z.fromJSONSchema(schema as Parameters<typeof z.fromJSONSchema>[0]).safeParse(value);
  return result.success ? null : z.prettifyError(result.error);
}

/** A value that fits a schema, as small as possible. What a schema cannot say is given by name. */
export function sampleOf(schema: JsonSchema, known: Readonly<Record<string, unknown>>, name = ''): unknown {
  if (name in known) return known[name];
  if (schema.const !== undefined) return schema.const;
  if (schema.enum !== undefined) return schema.enum[0];
  if (schema.anyOf !== undefined) return sampleOf(schema.anyOf[0] ?? {}, known, name);
  switch (schema.type) {
    case 'object': {
      const needed = schema.required ?? [];
      return Object.fromEntries(needed.map((key) => [key, sampleOf(schema.properties?.[key] ?? {}, known, key)]));
    }
    case 'array':
      return Array.from({ length: schema.minItems ?? 0 }, () => sampleOf(schema.items ?? {}, known, name));
    case 'integer':
    case 'number':
      return Math.max(1, schema.minimum ?? 1);
    case 'boolean':
      return true;
    case 'null':
      return null;
    default:
      return schema.format === 'date-time' ? '2027-03-01T12:00:00.000Z' : 'muestra-de-texto';
  }
}
