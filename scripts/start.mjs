// npm start: installs what is missing, builds what changed, and runs the gateway.
import { ensureBuilt } from './build.mjs';
import { root } from './install.mjs';

await ensureBuilt();
await import(new URL('dist/server/main.js', `file://${root}`).href);
