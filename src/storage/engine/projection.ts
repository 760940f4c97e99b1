import { unsupported } from './engine-errors.ts';
import { mingo } from './mingo.ts';
import { type Doc, isPlainObject } from './values.ts';

/** Cuts a document down to what was asked for. */
export type Projector = (doc: Doc) => Doc;

interface Tree {
  readonly [field: string]: Tree | true;
}

function treeOf(paths: readonly string[]): Tree {
  const tree: Record<string, Tree | true> = {};
  for (const path of paths) {
    const parts = path.split('.');
    const leaf = parts.pop() as string;
    let node = tree;
    for (const part of parts) {
      const next = node[part];
      const child: Record<string, Tree | true> = typeof next === 'object' ? { ...next } : {};
      node[part] = child;
      node = child;
    }
    node[leaf] = true;
  }
  return tree;
}

function include(value: unknown, tree: Tree): unknown {
  if (Array.isArray(value)) {
    return value.filter((item) => typeof item === 'object' && item !== null).map((item) => include(item, tree));
  }
  if (!isPlainObject(value)) {
    return undefined;
  }
  const out: Doc = {};
  for (const field in value) {
    const node = tree[field];
    const kept = node === true ? value[field] : node ? include(value[field], node) : undefined;
    if (kept !== undefined) {
      out[field] = kept;
    }
  }
  return out;
}

function exclude(value: unknown, tree: Tree): unknown {
  if (Array.isArray(value)) {
    return value.map((item: unknown) => exclude(item, tree));
  }
  if (!isPlainObject(value)) {
    return value;
  }
  const out: Doc = {};
  for (const field in value) {
    const node = tree[field];
    if (node !== true) {
      out[field] = node ? exclude(value[field], node) : value[field];
    }
  }
  return out;
}

function isOn(value: unknown): boolean {
  return value === true || (typeof value === 'number' && value !== 0);
}

/** Compiles a projection of fields to keep or to leave out; null when everything is kept. */
export function compileProjection(projection: unknown): Projector | null {
  if (!isPlainObject(projection) || Object.keys(projection).length === 0) {
    return null;
  }
  const fields = Object.entries(projection);
  for (const [path, value] of fields) {
    if (typeof value !== 'number' && typeof value !== 'boolean') {
      return mingoProjection(projection, path, value);
    }
  }
  const others = fields.filter(([path]) => path !== '_id');
  const keeps = others.length > 0 ? isOn(others[0]?.[1]) : isOn(projection._id);
  if (others.some(([, value]) => isOn(value) !== keeps)) {
    throw unsupported('a projection that both keeps and leaves out fields');
  }
  const isIdKept = projection._id === undefined || isOn(projection._id);
  const paths = others.map(([path]) => path);
  if (keeps) {
    const tree = treeOf(isIdKept ? ['_id', ...paths] : paths);
    return (doc) => include(doc, tree) as Doc;
  }
  const tree = treeOf(isIdKept ? paths : ['_id', ...paths]);
  return (doc) => exclude(doc, tree) as Doc;
}

/** `$slice` and `$elemMatch` are mingo's; other expressions are refused. */
function mingoProjection(projection: Doc, path: string, value: unknown): Projector {
  const operator = isPlainObject(value) ? Object.keys(value)[0] : undefined;
  if (operator !== '$slice' && operator !== '$elemMatch') {
    throw unsupported(`the projection of ${path}`);
  }
  const query = new (mingo().Query)({}, { scriptEnabled: false });
  return (doc) => query.find<Doc>([doc], projection).next() as Doc;
}
