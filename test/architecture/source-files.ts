import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's root folder. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

/** A source file and what it imports: paths from the root for our own files, package names for others. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
  readonly imports: readonly { readonly target: string; readonly typeOnly: boolean }[];
}

const SOURCE = /\.tsx?$/;

/** All source files below these folders of the root. */
export function sourceFiles(folders: readonly string[]): SourceFile[] {
  return folders.flatMap((folder) => walk(join(root, folder)).map(readSource));
}

function walk(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return walk(path);
    return SOURCE.test(entry.name) ? [path] : [];
  });
}

function readSource(file: string): SourceFile {
  const path = relative(root, file).split('\\').join('/');
  const text = readFileSync(file, 'utf8');
  return { path, text, imports: importsOf(path, text) };
}

function importsOf(path: string, text: string): SourceFile['imports'] {
  const found: { target: string; typeOnly: boolean }[] = [];
  const statement = /^\s*(?:import|export)\s+(type\s+)?(?:[^'";]*?\sfrom\s+)?['"]([^'"]+)['"]/gm;
  for (const match of text.matchAll(statement))
    found.push({ target: match[2] ?? '', typeOnly: match[1] !== undefined });
  for (const match of text.matchAll(/\bimport\(\s*['"]([^'"]+)['"]/g))
    found.push({ target: match[1] ?? '', typeOnly: false });
  return found.map(({ target, typeOnly }) => ({
    target: target.startsWith('.') ? posix.normalize(posix.join(dirname(path), target)) : target,
    typeOnly,
  }));
}
