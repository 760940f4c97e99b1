// npm run -s ventanilla -- …: the command line from a clone. Standard output belongs to the command alone.
import { ensureBuilt } from './build.mjs';
import { root } from './install.mjs';

await ensureBuilt(['server']);
await import(new URL('dist/server/ventanilla.js', `file://${root}`).href);
