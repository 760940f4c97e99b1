import type { PolicyFinding, PolicyPath } from '../problem.ts';

/** A name that points at nothing, with the names that exist. */
export function unknownName(path: PolicyPath, value: string, known: readonly string[]): PolicyFinding {
  return { path, message: `"${value}" does not exist; use one of ${known.join(', ')}` };
}

/** Items of a list whose key was there before. */
export function doubles(keys: readonly string[], pathOf: (index: number) => PolicyPath): PolicyFinding[] {
  const seen = new Set<string>();
  return keys.flatMap((key, index) => {
    if (seen.has(key)) return [{ path: pathOf(index), message: `"${key}" is there twice; keep one` }];
    seen.add(key);
    return [];
  });
}
