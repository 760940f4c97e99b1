import { isMap, isNode, isPair, LineCounter, type Node, type ParsedNode, parseDocument } from 'yaml';
import type { PolicyFinding, PolicyPath } from './problem.ts';

/** A YAML text, its plain value, and where each value stands. */
export interface PolicyDocument {
  readonly value: unknown;
  /** Faults of the YAML itself; when there are some, `value` is not to be trusted. */
  readonly faults: readonly (PolicyFinding & { readonly line: number })[];
  /** Line (from 1) of the value at a path; of its nearest parent when it is missing. */
  lineOf(path: PolicyPath, onKey?: boolean): number;
}

/** Reads YAML 1.2 and keeps the line numbers. Never throws. */
export function readPolicyDocument(text: string): PolicyDocument {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const faults = document.errors.map((error) => ({
    path: [],
    line: lines.linePos(error.pos[0]).line,
    message: `is not valid YAML (${error.message}); correct the line or its indentation`,
  }));
  const lineAt = (node: Node | null | undefined): number | undefined =>
    node?.range ? lines.linePos(node.range[0]).line : undefined;
  return {
    value: faults.length > 0 ? undefined : plainValue(document),
    faults,
    lineOf(path, onKey = false) {
      const root = document.contents;
      for (let length = path.length; length > 0; length -= 1) {
        const keyOnly = onKey && length === path.length;
        const line = lineAt(keyOnly ? keyNode(root, path) : valueNode(root, path.slice(0, length)));
        if (line !== undefined) return line;
      }
      return lineAt(root) ?? 1;
    },
  };
}

function plainValue(document: ReturnType<typeof parseDocument>): unknown {
  try {
    // The limit stops a small file with nested aliases from growing without end.
    return document.toJS({ maxAliasCount: 20 });
  } catch {
    return undefined;
  }
}

function valueNode(root: ParsedNode | null, path: PolicyPath): Node | undefined {
  let node: unknown = root;
  for (const part of path) {
    if (!isNode(node) || !('get' in node)) return undefined;
    node = (node as unknown as { get(key: unknown, keepScalar: true): unknown }).get(part, true);
  }
  return isNode(node) ? node : undefined;
}

function keyNode(root: ParsedNode | null, path: PolicyPath): Node | undefined {
  const parent = path.length === 1 ? root : valueNode(root, path.slice(0, -1));
  if (!isMap(parent)) return undefined;
  const pair = parent.items.find((item) => isPair(item) && String(item.key) === String(path.at(-1)));
  return pair && isNode(pair.key) ? pair.key : undefined;
}
