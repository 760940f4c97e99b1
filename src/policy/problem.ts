/** Where in a policy a value stands: keys and positions from the root. */
export type PolicyPath = readonly (string | number)[];

/** One thing wrong with a policy, in words that say the fix. */
export interface PolicyProblem {
  /** File as the caller named it. */
  readonly file: string;
  /** 1 is the first line. */
  readonly line: number;
  /** Dotted path, e.g. `tickets.states[2].next[0].to`; `(file)` when the file as a whole is meant. */
  readonly path: string;
  /** What is wrong; how to fix it. */
  readonly message: string;
}

/** A problem before its place in the file is known. `onKey` points at the key itself, not its value. */
export interface PolicyFinding {
  readonly path: PolicyPath;
  readonly message: string;
  readonly onKey?: boolean;
}

/** `file:line path: what is wrong; how to fix`, one problem. */
export function formatProblem(problem: PolicyProblem): string {
  return `${problem.file}:${problem.line} ${problem.path}: ${problem.message}`;
}

/** `['a', 0, 'b']` → `a[0].b`. */
export function formatPath(path: PolicyPath): string {
  const text = path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${part}`)).join('');
  return text.replace(/^\./, '') || '(file)';
}
