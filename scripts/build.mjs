// Builds dist/: the gateway and the command line with esbuild, the console with Vite. Skips what is up to date.
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { ensureInstalled, root } from './install.mjs';
import { leanPackages } from './lean-packages.mjs';
import { ensureWebchat } from './webchat.mjs';

const targets = {
  server: {
    sources: ['src', 'channels', 'flows', 'knowledge', 'scripts', 'package-lock.json'],
    run: buildServer,
  },
  console: { sources: ['web', 'src/contracts', 'package-lock.json'], run: buildConsole },
};

/** Builds the named targets ('server', 'console') whose sources changed since the last build. */
export async function ensureBuilt(names = Object.keys(targets)) {
  ensureInstalled();
  if (names.includes('console')) ensureWebchat();
  for (const name of names) {
    const { sources, run } = targets[name];
    const print = fingerprint(sources);
    const stamp = `${root}dist/.built-${name}`;
    if (existsSync(stamp) && readFileSync(stamp, 'utf8') === print) continue;
    process.stderr.write(`Building the ${name} …\n`);
    await run();
    writeFileSync(stamp, print);
  }
}

async function buildServer() {
  rmSync(`${root}dist/server`, { recursive: true, force: true });
  await Promise.all([buildCommandLine(), buildGateway(), ...Object.keys(apart).map(buildApart)]);
}

/** Packages come along: a few large files load in half the time of a thousand small ones. libsql is native. */
const bundled = {
  absWorkingDir: root,
  outdir: 'dist/server',
  bundle: true,
  platform: 'node',
  target: 'node20',
  // Baileys is loaded when a number is to be connected, and its binaries come along as packages.
  // PDFs need the measures of their fonts, which lie beside the package.
  external: ['libsql', '@whiskeysockets/baileys', 'pdfkit', 'write-excel-file'],
  plugins: [leanPackages],
  minifyWhitespace: true,
  lineLimit: 200,
  legalComments: 'external',
  sourcemap: true,
  logLevel: 'warning',
};

/** Commands load only what they need. */
async function buildCommandLine() {
  const { build } = await import('esbuild');
  const makeRequire = "import { createRequire as makeRequire } from 'node:module';";
  await build({
    ...bundled,
    entryPoints: {
      ventanilla: 'src/cli/ventanilla.ts',
      // Its own thread's program: documents of strangers are read apart.
      'read-document': 'src/storage/files/documents/worker.ts',
    },
    splitting: true,
    format: 'esm',
    banner: { js: `${makeRequire} const require = makeRequire(import.meta.url);` },
  });
}

/** Large and optional: a file of its own each, which a gateway that needs it loads beside its start. */
const apart = {
  langchain: 'knowledge/answer/langchain.ts',
  'redis-packages': 'src/storage/redis/redis-packages.ts',
  'bot-service-packages': 'channels/botframework/bot-service-packages.ts',
};

async function buildApart(name) {
  const { build } = await import('esbuild');
  await build({
    ...bundled,
    entryPoints: { [name]: apart[name] },
    outExtension: { '.js': '.cjs' },
    format: 'cjs',
    define: { 'import.meta.url': 'bundleUrl' },
    banner: { js: `"use strict"; const bundleUrl = require('node:url').pathToFileURL(__filename).href;` },
  });
}

/** By `require`: code that comes out of V8's cache has lost the way to `import()`. */
const loadedApart = {
  name: 'loaded-apart',
  setup({ onResolve, onLoad }) {
    const names = Object.keys(apart).join('|');
    onResolve({ filter: new RegExp(`^\\./(?:${names})\\.ts$`) }, ({ path }) => ({
      path: path.replace(/^\.\/|\.ts$/g, ''),
      namespace: 'apart',
    }));
    onResolve({ filter: new RegExp(`^\\./(?:${names})\\.cjs$`) }, ({ path }) => ({ path, external: true }));
    onLoad({ filter: /.*/, namespace: 'apart' }, ({ path }) => ({
      contents: `module.exports = require('./${path}.cjs');`,
    }));
    onResolve({ filter: /^@whiskeysockets\/baileys$/ }, ({ namespace }) =>
      namespace === 'apart-package'
        ? { external: true }
        : { path: '@whiskeysockets/baileys', namespace: 'apart-package' },
    );
    onLoad({ filter: /.*/, namespace: 'apart-package' }, ({ path }) => ({
      contents: `module.exports = require('${path}');`,
    }));
  },
};

/** One CommonJS file, because Node 20 keeps no compiled code of modules; `main.js` runs it with its code cache. */
async function buildGateway() {
  const { build } = await import('esbuild');
  const { metafile } = await build({
    ...bundled,
    plugins: [...bundled.plugins, loadedApart],
    entryPoints: { gateway: 'src/main.ts' },
    entryNames: '[name]-[hash]',
    outExtension: { '.js': '.cjs' },
    format: 'cjs',
    define: { 'import.meta.url': 'bundleUrl' },
    banner: { js: `"use strict"; const bundleUrl = require('node:url').pathToFileURL(__filename).href;` },
    metafile: true,
  });
  const file = Object.keys(metafile.outputs).find((path) => path.endsWith('.cjs'));
  copyFileSync(`${root}scripts/run-cached.mjs`, `${root}dist/server/run-cached.js`);
  const start = `runCached(new URL('./${basename(file)}', import.meta.url));`;
  writeFileSync(`${root}dist/server/main.js`, `import { runCached } from './run-cached.js';\n\n${start}\n`);
}

function buildConsole() {
  const vite = join(root, 'node_modules/vite/bin/vite.js');
  const result = spawnSync(process.execPath, [vite, 'build', '-c', 'web/vite.config.ts', '--logLevel', 'warn'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
  });
  if (result.status !== 0) throw new Error('The console did not build; the lines above say why.');
  compressFiles(join(root, 'dist/console/assets'));
}

/** A compressed copy beside each file: a console over a slow line loads in a third of the time. */
function compressFiles(folder) {
  for (const name of readdirSync(folder)) {
    if (!/\.(?:js|css|svg)$/.test(name)) continue;
    const bytes = readFileSync(join(folder, name));
    if (bytes.length >= 1_024) writeFileSync(join(folder, `${name}.gz`), gzipSync(bytes, { level: 9 }));
  }
}

/** Names, sizes and times of the sources: cheap, and it changes whenever one of them does. */
function fingerprint(sources) {
  const lines = [];
  const visit = (path) => {
    const about = statSync(path);
    if (!about.isDirectory()) lines.push(`${path} ${about.size} ${about.mtimeMs}`);
    else for (const name of readdirSync(path).sort()) visit(join(path, name));
  };
  for (const source of sources) if (existsSync(join(root, source))) visit(join(root, source));
  return lines.join('\n');
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await ensureBuilt();
