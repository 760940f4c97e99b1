// Runs one TypeScript program of the repository: node scripts/run-ts.mjs test/bench/main.ts [arguments]
import { mkdirSync, rmSync } from 'node:fs';
import { basename } from 'node:path';
import { ensureInstalled, root } from './install.mjs';

ensureInstalled();
const { build } = await import('esbuild');
const [source, ...rest] = process.argv.slice(2);
// Beside node_modules and one level down, so that packages and the project's root are found as from dist/server.
const outdir = `${root}dist/programs`;
mkdirSync(outdir, { recursive: true });
const outfile = `${outdir}/${basename(source, '.ts')}-${process.pid}.mjs`;
await build({
  absWorkingDir: root,
  entryPoints: [source],
  outfile,
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  packages: 'external',
  sourcemap: 'inline',
  logLevel: 'warning',
});
process.argv.splice(1, process.argv.length - 1, outfile, ...rest);
process.on('exit', () => rmSync(outfile, { force: true }));
await import(`file://${outfile}`);
