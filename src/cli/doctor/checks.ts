import { existsSync, readdirSync, statSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { loadPolicies, policyNamesOf } from '../../compose/load-policies.ts';
import { productRoot } from '../../compose/root.ts';
import type { Config } from '../../config/config.ts';
import { isAppError } from '../../errors/app-error.ts';
import { openStore } from '../../storage/connection.ts';
import { addressOf, isGateway } from '../running-gateway.ts';
import { checkBotDoor } from './bot-service-check.ts';
import { checkDkim, checkMail, checkMailboxes } from './mail-check.ts';
import { checkModel } from './model-check.ts';
import { checkRedis } from './redis-check.ts';

/** One thing that was looked at. `fix` is there when it is not well. */
export interface CheckResult {
  readonly name: string;
  readonly ok: boolean;
  readonly detail: string;
  readonly fix?: string;
}

/** Under this the store may not find room for its next write: 200 MB. */
const LEAST_FREE_BYTES = 200 * 1024 * 1024;

/** Everything that a gateway of this configuration needs, in the order in which it would miss it. It changes nothing. */
export async function runChecks(config: Config): Promise<CheckResult[]> {
  const isRunning = await isGateway(addressOf(config));
  return [
    checkNode(process.versions.node),
    checkPolicyProfiles(config),
    ...(isRunning ? await checkPoliciesInService(config) : []),
    checkDataFolder(config.dataDir),
    checkSecrets(config.dataDir),
    await checkStore(config, isRunning),
    await checkRedis(config),
    checkFile('console', 'dist/console/index.html'),
    checkFile('web chat', 'dist/vendor/webchat.js'),
    await checkModel(config),
    await checkMail(config),
    await checkDkim(config),
    await checkMailboxes(config),
    await checkBotDoor(config),
    await checkPort(config, isRunning),
    await checkDisk(config.dataDir),
  ];
}

/** Node 20.19 or newer. Pure. */
export function checkNode(version: string): CheckResult {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const ok = major > 20 || (major === 20 && minor >= 19);
  return result('node', ok, version, 'Install Node 20.19 or newer.');
}

/** Each one, and whether they can run together. */
function checkPolicyProfiles(config: Config): CheckResult {
  const names = policyNamesOf(config).join(' ');
  try {
    const organisations = loadPolicies(config).map(({ policy }) => policy.organisation.name);
    return result('policy', true, `${names} (${organisations.join(', ')})`);
  } catch (error) {
    const detail = isAppError(error) ? `${error.code} ${names}` : names;
    return result('policy', false, detail, `Run "ventanilla policy check ${names}" and correct what it names.`);
  }
}

/** Whether the running gateway took the files as they are now. */
async function checkPoliciesInService(config: Config): Promise<CheckResult[]> {
  const said = await readyChecks(addressOf(config));
  if (said === null || !('policy' in said)) return [];
  const ok = said.policy === true;
  const fix = 'Look at "file" of /api/policy (X-Organisation: CODE), or at the log: it names file, line and fix.';
  return [result('in service', ok, ok ? 'the policies are those of the files' : String(said.policy), fix)];
}

async function readyChecks(url: string): Promise<Record<string, unknown> | null> {
  try {
    const answer = await fetch(new URL('/readyz', url), { signal: AbortSignal.timeout(2_000) });
    const body: unknown = await answer.json();
    const checks = typeof body === 'object' && body !== null && 'checks' in body ? body.checks : null;
    return typeof checks === 'object' ? (checks as Record<string, unknown> | null) : null;
  } catch {
    return null;
  }
}

function checkDataFolder(folder: string): CheckResult {
  if (!existsSync(folder)) return result('data folder', true, `${folder} (the first start makes it)`);
  return checkModes('data folder', [{ path: folder, mode: 0o700 }]);
}

function checkSecrets(dataDir: string): CheckResult {
  const folder = join(dataDir, 'secrets');
  if (!existsSync(folder)) return result('secrets', true, 'none yet (the first start makes them)');
  const files = readdirSync(folder).map((name) => ({ path: join(folder, name), mode: 0o600 }));
  return checkModes('secrets', [{ path: folder, mode: 0o700 }, ...files]);
}

function checkModes(name: string, wanted: readonly { path: string; mode: number }[]): CheckResult {
  // Windows has no such modes; its folders belong to the user's profile.
  const loose =
    process.platform === 'win32' ? [] : wanted.filter(({ path, mode }) => (statSync(path).mode & 0o777 & ~mode) !== 0);
  const [first] = wanted;
  const fix = loose.map(({ path, mode }) => `chmod ${mode.toString(8)} ${path}`).join(' && ');
  return result(name, loose.length === 0, `${first?.path ?? ''}${loose.length > 0 ? ' is open to others' : ''}`, fix);
}

async function checkStore(config: Config, isRunning: boolean): Promise<CheckResult> {
  if (config.mongodbUri === null && !existsSync(join(config.dataDir, 'store.sqlite'))) {
    return result('store', true, 'none yet (the first start makes it)');
  }
  try {
    const store = await openStore(config.mongodbUri ? { uri: config.mongodbUri } : { dataDir: config.dataDir });
    await store.close();
    return result('store', true, `${store.kind}, opens`);
  } catch (error) {
    if (isAppError(error, 'STORE_LOCKED')) {
      const detail = isRunning ? 'in use by the running gateway' : 'in use by another process';
      const fix = `Find the process with "fuser ${join(config.dataDir, 'store.lock')}" and stop it, or set PORT to its port.`;
      return result('store', isRunning, detail, fix);
    }
    const said = isAppError(error) ? `${error.code}: ${error.message}` : (error as Error).name;
    return result(
      'store',
      false,
      said,
      'Restore the last backup into the data folder, or name another VENTANILLA_DATA.',
    );
  }
}

function checkFile(name: string, path: string): CheckResult {
  const isThere = existsSync(join(productRoot, path));
  return result(name, isThere, isThere ? path : `${path} is missing`, 'Run "npm run build".');
}

async function checkPort({ host, port }: Config, isRunning: boolean): Promise<CheckResult> {
  const address = addressOf({ host, port });
  if (isRunning) return result('port', true, `a gateway answers at ${address}`);
  const code = await tryPort(host, port);
  const fix =
    code === 'EADDRINUSE'
      ? `Stop what uses port ${port}, or set PORT.`
      : 'Set HOST and PORT to an address of this machine.';
  return result('port', code === null, code === null ? `${host}:${port} is free` : `${host}:${port}: ${code}`, fix);
}

function tryPort(host: string, port: number): Promise<string | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.name));
    server.listen(port, host, () => server.close(() => resolve(null)));
  });
}

async function checkDisk(dataDir: string): Promise<CheckResult> {
  const { bavail, bsize } = await statfs(existingParent(dataDir));
  const free = bavail * bsize;
  return result('disk', free >= LEAST_FREE_BYTES, `${Math.floor(free / 1024 ** 2)} MB free`, 'Free at least 200 MB.');
}

function existingParent(path: string): string {
  return existsSync(path) || dirname(path) === path ? path : existingParent(dirname(path));
}

function result(name: string, ok: boolean, detail: string, fix = ''): CheckResult {
  return ok ? { name, ok, detail } : { name, ok, detail, fix };
}
