// Copied beside the gateway's bundle: runs it with V8's code cache, so that a start compiles nothing twice.
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { constants, Script } from 'node:vm';

/** By then the start and the first replies are over, and what they ran is compiled. Ms. */
const SAVE_AFTER_MS = 5_000;

/** Runs a CommonJS bundle whose name changes with its content: V8 itself compares only the length. */
export function runCached(url) {
  const file = fileURLToPath(url);
  const cacheFile = `${file}.${process.version}-${process.arch}.cache`;
  const cachedData = readIfThere(cacheFile);
  // The bundle is plain ASCII; read as Latin-1 it takes half the memory.
  const wrapped = `(function (exports, require, module, __filename, __dirname) {${readFileSync(file, 'latin1')}\n})`;
  const importModuleDynamically = constants?.USE_MAIN_CONTEXT_DEFAULT_LOADER;
  const script = new Script(wrapped, { filename: file, cachedData, importModuleDynamically });
  if (!cachedData || script.cachedDataRejected) saveOnce(script, cacheFile);
  const module = { exports: {} };
  script.runInThisContext()(module.exports, createRequire(url), module, file, dirname(file));
}

/** After the start, or at the orderly end of a process that lived shorter. */
function saveOnce(script, file) {
  const atEnd = (code) => {
    if (code === 0) save(script, file);
  };
  const later = () => {
    process.off('exit', atEnd);
    save(script, file);
  };
  process.once('exit', atEnd);
  setTimeout(later, SAVE_AFTER_MS).unref();
}

function readIfThere(file) {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}

/** Whole or not at all: another process may read it, and this one may be ended. */
function save(script, file) {
  const part = `${file}.${process.pid}`;
  try {
    writeFileSync(part, script.createCachedData());
    renameSync(part, file);
  } catch {
    // A folder that cannot be written to: the next start compiles again.
  }
}
