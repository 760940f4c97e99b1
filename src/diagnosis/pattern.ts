/** One step of a compiled pattern and what follows it. `null` as a follower: the pattern has matched. */
export type Step =
  | {
      readonly kind: 'word';
      readonly exact: ReadonlySet<string>;
      /** Word beginnings by the code of their first letter. */
      readonly prefixes: ReadonlyMap<number, readonly string[]>;
      readonly next: Follower;
    }
  | { readonly kind: 'gap'; readonly max: number; readonly next: Follower }
  | { readonly kind: 'number'; readonly min: number; readonly next: Follower }
  | { readonly kind: 'start'; readonly next: Follower }
  | { readonly kind: 'end'; readonly next: Follower }
  | { readonly kind: 'either'; readonly branches: readonly Follower[] };

/** The rest of a pattern. */
export type Follower = Step | null;

type Piece = string | Group;
interface Group {
  readonly branches: readonly (readonly Piece[])[];
  readonly optional: boolean;
}

const PIECE = /[()|]|[^\s()|]+/g;
const DEFAULT_GAP = 3;
const DEFAULT_NUMBER = 2;

/**
 * Reads the little language of cue patterns (docs/diagnosis.md): `word`, `begin*`, `(a|b c)`, `(a|b)?`, `word?`, `<list>`,
 * `~` up to three words between (`~6` up to six), `N` a number, `N20` a number of at least 20, `^` and `$` clause ends.
 * Throws an Error naming the pattern when it cannot be read.
 */
export function parsePattern(source: string, lists: Readonly<Record<string, readonly string[]>>): Step {
  const pieces = inlineLists(source, lists).match(PIECE) ?? [];
  const reader = { pieces, at: 0, source };
  const group = readGroup(reader);
  if (reader.at < pieces.length) throw new Error(`Unbalanced parenthesis in the pattern "${source}".`);
  const step = compileGroup(group, null);
  if (step === null) throw new Error(`The pattern "${source}" is empty.`);
  return step;
}

interface Reader {
  readonly pieces: readonly string[];
  at: number;
  readonly source: string;
}

function inlineLists(source: string, lists: Readonly<Record<string, readonly string[]>>, depth = 0): string {
  if (depth > 5) throw new Error(`The lists of the pattern "${source}" name one another in a circle.`);
  const inlined = source.replace(/<([a-z_]+)>/g, (_, name: string) => {
    const items = lists[name];
    if (!items) throw new Error(`The pattern "${source}" names the unknown list <${name}>.`);
    return `(${items.join('|')})`;
  });
  return inlined === source ? source : inlineLists(inlined, lists, depth + 1);
}

/** Reads alternatives up to the closing parenthesis or the end. */
function readGroup(reader: Reader): Group {
  const branches: Piece[][] = [[]];
  while (reader.at < reader.pieces.length && reader.pieces[reader.at] !== ')') {
    const piece = reader.pieces[reader.at++] ?? '';
    if (piece === '|') branches.push([]);
    else branches.at(-1)?.push(piece === '(' ? closeGroup(reader) : piece);
  }
  return { branches, optional: false };
}

function closeGroup(reader: Reader): Group {
  const group = readGroup(reader);
  if (reader.pieces[reader.at] !== ')') throw new Error(`Unbalanced parenthesis in the pattern "${reader.source}".`);
  reader.at += 1;
  if (reader.pieces[reader.at] !== '?') return group;
  reader.at += 1;
  return { ...group, optional: true };
}

/** Compiles from the end to the beginning: alternatives share what follows them, so a pattern stays as small as it is written. */
function compileGroup(group: Group, next: Follower): Follower {
  const single = group.branches.flatMap((branch) => (branch.length === 1 && isPlainWord(branch[0]) ? [branch[0]] : []));
  const others = group.branches.filter((branch) => !(branch.length === 1 && isPlainWord(branch[0])));
  const branches = others.map((branch) =>
    branch.reduceRight<Follower>((follower, piece) => compilePiece(piece, follower), next),
  );
  if (single.length > 0) branches.unshift(wordStep(single, next));
  if (group.optional) branches.push(next);
  return branches.length === 1 ? (branches[0] ?? null) : { kind: 'either', branches };
}

function compilePiece(piece: Piece, next: Follower): Follower {
  if (typeof piece !== 'string') return compileGroup(piece, next);
  if (piece === '^') return { kind: 'start', next };
  if (piece === '$') return { kind: 'end', next };
  if (piece.startsWith('~')) return { kind: 'gap', max: piece.length > 1 ? Number(piece.slice(1)) : DEFAULT_GAP, next };
  if (/^N\d*$/.test(piece))
    return { kind: 'number', min: piece.length > 1 ? Number(piece.slice(1)) : DEFAULT_NUMBER, next };
  if (!isOptionalWord(piece)) return wordStep([piece], next);
  return { kind: 'either', branches: [wordStep([piece.slice(0, -1)], next), next] };
}

function isOptionalWord(piece: string): boolean {
  return piece.length > 1 && piece.endsWith('?');
}

function isPlainWord(piece: Piece | undefined): piece is string {
  return typeof piece === 'string' && !isOptionalWord(piece) && !/^(?:[\^$]|~\d*|N\d*)$/.test(piece);
}

function wordStep(words: readonly string[], next: Follower): Step {
  const prefixes = new Map<number, string[]>();
  for (const word of words) {
    if (!word.endsWith('*')) continue;
    const letter = word.charCodeAt(0);
    prefixes.set(letter, [...(prefixes.get(letter) ?? []), word.slice(0, -1)]);
  }
  return { kind: 'word', exact: new Set(words.filter((word) => !word.endsWith('*'))), prefixes, next };
}
