// Fetches Bot Framework Web Chat's ready bundle. Its package names 24 dependencies (540 MB) that the bundle already
// holds, so the package is taken alone: one tarball, its hash pinned like the lock file's.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './install.mjs';

const spec = 'botframework-webchat@4.18.1';
const integrity = 'sha512-7jpEUJ7olT62Xm+8eh7BhhIcXVfU2xD4pZDaeBt8K4XcNy6K/83UGIxE9BFkXmHMZ4hDEVOzs5cre07GWuaXzg==';
const target = `${root}dist/vendor`;
const files = ['webchat.js', 'webchat.js.LICENSE.txt'];

/** Puts webchat.js and its licence under dist/vendor, once per version. */
export function ensureWebchat() {
  const stamp = `${target}/.webchat`;
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === integrity) return;
  process.stderr.write('Fetching the web chat client …\n');
  const folder = mkdtempSync(join(tmpdir(), 'ventanilla-webchat-'));
  try {
    run('npm', ['pack', spec, '--silent', '--pack-destination', folder], folder);
    const tarball = readdirSync(folder).find((name) => name.endsWith('.tgz'));
    const found = `sha512-${createHash('sha512')
      .update(readFileSync(join(folder, tarball)))
      .digest('base64')}`;
    if (found !== integrity) throw new Error(`${spec} has another hash than the pinned one; it is not used.`);
    run('tar', ['-xzf', tarball, ...files.map((name) => `package/dist/${name}`)], folder);
    mkdirSync(target, { recursive: true });
    for (const name of files) cpSync(join(folder, 'package/dist', name), join(target, name));
    writeFileSync(stamp, integrity);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function run(command, args, cwd) {
  const { status } = spawnSync(command, args, {
    cwd,
    stdio: ['ignore', 'ignore', 2],
    shell: process.platform === 'win32',
  });
  if (status !== 0) throw new Error(`${command} ${args[0]} failed; the lines above say why.`);
}
