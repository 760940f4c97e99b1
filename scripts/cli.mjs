// npm run -s ventanilla -- …: the command line from a clone. Standard output belongs to the command alone.
import module from 'node:module';
import { ensureBuilt } from './build.mjs';
import { root } from './install.mjs';

await ensureBuilt(['server']);
// From Node 22 on: compiled code is kept between runs.
module.enableCompileCache?.(`${root}dist/.compile-cache`);
await import(new URL('dist/server/ventanilla.js', `file://${root}`).href);
