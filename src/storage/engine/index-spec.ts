import { AppError } from '../../errors/app-error.ts';
import type { Doc } from './values.ts';

/** One field of an index. */
export interface IndexField {
  readonly path: string;
  readonly descending: boolean;
}

/** A declared index. `key` and the options are as MongoDB lists them. */
export interface IndexSpec {
  readonly name: string;
  readonly key: Readonly<Record<string, 1 | -1>>;
  readonly fields: readonly IndexField[];
  readonly unique: boolean;
  readonly sparse: boolean;
  readonly partialFilterExpression: Doc | null;
}

/** What is kept of an index in the catalogue, and what `listIndexes` tells. */
export interface IndexDescription {
  readonly v: 2;
  readonly key: Readonly<Record<string, 1 | -1>>;
  readonly name: string;
  readonly unique?: true;
  readonly sparse?: true;
  readonly partialFilterExpression?: Doc;
}

const IGNORED = new Set(['name', 'background', 'v', 'ns', 'unique', 'sparse', 'partialFilterExpression', 'session']);

function directionOf(path: string, direction: unknown): 1 | -1 {
  if (direction === 1 || direction === -1) {
    return direction;
  }
  throw new AppError('STORE_UNSUPPORTED', { operator: `the index type of ${path}` });
}

/** Reads what `createIndex` was given: an object, a map, pairs, or a field name. */
export function parseIndex(keys: unknown, options: Doc = {}): IndexSpec {
  for (const [option, value] of Object.entries(options)) {
    if (!IGNORED.has(option) && value !== undefined && value !== null && value !== false) {
      throw new AppError('STORE_UNSUPPORTED', { operator: `the index option ${option}` });
    }
  }
  const pairs = typeof keys === 'string' ? [[keys, 1] as const] : pairsOf(keys);
  const key: Record<string, 1 | -1> = {};
  for (const [path, direction] of pairs) {
    key[path] = directionOf(path, direction);
  }
  const fields = Object.entries(key).map(([path, direction]) => ({ path, descending: direction === -1 }));
  const partial = options.partialFilterExpression;
  return {
    name: typeof options.name === 'string' ? options.name : defaultName(key),
    key,
    fields,
    unique: options.unique === true,
    sparse: options.sparse === true,
    partialFilterExpression: typeof partial === 'object' && partial !== null ? (partial as Doc) : null,
  };
}

function pairsOf(keys: unknown): [string, unknown][] {
  if (keys instanceof Map) {
    return [...(keys as Map<string, unknown>)];
  }
  if (Array.isArray(keys)) {
    return keys.flatMap((item: unknown) => (Array.isArray(item) ? [item as [string, unknown]] : pairsOf(item)));
  }
  if (typeof keys === 'string') {
    return [[keys, 1]];
  }
  return Object.entries(keys as Doc);
}

function defaultName(key: IndexSpec['key']): string {
  return Object.entries(key)
    .map(([path, direction]) => `${path}_${direction}`)
    .join('_');
}

/** The index as `listIndexes` tells it. */
export function describeIndex(spec: IndexSpec): IndexDescription {
  return {
    v: 2,
    key: spec.key,
    name: spec.name,
    ...(spec.unique ? { unique: true as const } : {}),
    ...(spec.sparse ? { sparse: true as const } : {}),
    ...(spec.partialFilterExpression ? { partialFilterExpression: spec.partialFilterExpression } : {}),
  };
}
