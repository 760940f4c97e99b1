import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The product's folder: where package.json, policies/ and dist/ lie. Found upwards, because a bundle lies elsewhere than its source. */
export const productRoot = findRoot(dirname(fileURLToPath(import.meta.url)));

function findRoot(folder: string): string {
  if (existsSync(join(folder, 'package.json')) && existsSync(join(folder, 'policies'))) return folder;
  const parent = dirname(folder);
  if (parent === folder) throw new Error('The folder policies/ was not found; run Ventanilla from its own folder.');
  return findRoot(parent);
}
