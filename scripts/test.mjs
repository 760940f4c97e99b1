// npm test: installs what is missing and runs every suite that needs no outside service, and those whose service is there.
import { spawnSync } from 'node:child_process';
import { ensureBuilt } from './build.mjs';
import { root } from './install.mjs';

// The crash and end-to-end suites run the built gateway, so it is built first.
await ensureBuilt();
const result = spawnSync(process.execPath, [`${root}node_modules/jest/bin/jest.js`, ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ''} --experimental-vm-modules --no-warnings` },
});
process.exit(result.status ?? 1);
