import { readFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { AuditPort } from '../contracts/audit.ts';
import type { Clock } from '../contracts/clock.ts';
import type { Logger } from '../contracts/logger.ts';
import type { PolicyRefusal, PolicyStanding } from '../contracts/policies.ts';
import type { Policy } from '../contracts/policy.ts';
import { findRestartKeys, findStranded, type StoredUse } from '../policy/checks/change.ts';
import { readPolicyDocument } from '../policy/document.ts';
import { checkPolicy } from '../policy/load.ts';
import { formatProblem } from '../policy/problem.ts';
import { watchFolders } from './folder-watch.ts';
import { clashesOf, digestOf, type LoadedPolicy } from './load-policies.ts';
import type { PolicyBook } from './policy-book.ts';

/** What reloading works with. */
export interface ReloadParts {
  readonly loaded: readonly LoadedPolicy[];
  readonly policies: PolicyBook;
  /** What is stored of an organisation. */
  readonly storedUseOf: (organisation: string) => StoredUse;
  readonly audit: AuditPort;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Policies that are changed while the gateway runs. */
export interface PolicyReload {
  /** Watches the files. */
  start(): void;
  stop(): void;
  /** Looks at the files now. */
  look(): Promise<void>;
  standingOf(organisation: string): PolicyStanding | null;
}

/** One policy's file and how it stands. */
interface Watched extends LoadedPolicy {
  digest: string | null;
  since: Date;
  refused: PolicyRefusal | null;
}

/** What was refused for the sake of stored data is tried again this often: the data may have moved on. */
const AGAIN_MS = 60_000;

/**
 * Takes changed policy files into service. A file that is not valid, or whose rules would leave stored data without a place,
 * changes nothing: the old policy stays, and it is logged and shown what is wrong and how to fix it.
 */
export function createPolicyReload(parts: ReloadParts): PolicyReload {
  const { loaded, clock, logger } = parts;
  const files: Watched[] = loaded.map((one) => ({ ...one, since: clock.now(), refused: null }));
  let end: () => void = () => undefined;
  const look = async () => {
    for (const file of files) await lookAt(file, files, parts);
  };
  return {
    look,
    start() {
      end = watchFolders({ folders: files.map(({ file }) => dirname(file)), look, logger });
    },
    stop: () => end(),
    standingOf(organisation) {
      const file = files.find(({ policy }) => policy.organisation.code === organisation);
      return file ? { since: file.since, refused: file.refused } : null;
    },
  };
}

async function lookAt(file: Watched, all: readonly Watched[], parts: ReloadParts): Promise<void> {
  const digest = digestOf(file.file);
  if (digest === file.digest && !isToTryAgain(file, parts.clock.now())) return;
  file.digest = digest;
  const { policy, problems } = checkPolicy(file.file);
  if (policy === null) return refuse(file, 'invalid', problems, parts);
  const found = await objectionsTo(policy, file, all, parts);
  if (found !== null) return refuse(file, found.because, found.problems, parts);
  await take(file, policy, parts);
}

function isToTryAgain({ refused }: Watched, now: Date): boolean {
  return refused?.because === 'stranding' && now.getTime() - refused.at.getTime() >= AGAIN_MS;
}

type Objections = Omit<PolicyRefusal, 'at'> | null;

/** Why a valid policy cannot take the place of the one that runs. */
async function objectionsTo(
  after: Policy,
  { file, name, policy: before }: Watched,
  all: readonly Watched[],
  { storedUseOf }: ReloadParts,
): Promise<Objections> {
  const others = all.filter((one) => one.name !== name);
  const named = [...others, { name, policy: after }].map((one) => ({
    name: one.name,
    organisation: one.policy.organisation,
  }));
  const { lineOf } = readPolicyDocument(readFileSync(file, 'utf8'));
  const asProblem = (message: string, path: string) => ({ file, line: lineOf(path.split('.')), path, message });
  const restart = findRestartKeys(before, after).map(({ path, message }) => asProblem(message, path));
  if (restart.length > 0) return { because: 'restart', problems: restart };
  const clashes = clashesOf(named).map((message) => asProblem(message, 'organisation'));
  if (clashes.length > 0) return { because: 'invalid', problems: clashes };
  const stranded = await findStranded(before, after, storedUseOf(before.organisation.code));
  if (stranded.length === 0) return null;
  return { because: 'stranding', problems: stranded.map(({ path, message }) => asProblem(message, path)) };
}

function refuse(
  file: Watched,
  because: PolicyRefusal['because'],
  problems: PolicyRefusal['problems'],
  { clock, logger }: ReloadParts,
): void {
  // What is shown to people at the desk names no folder of this machine; the log does.
  const shown = problems.map((problem) => ({ ...problem, file: basename(problem.file) }));
  const wasTold = isDeepStrictEqual(file.refused?.problems, shown);
  file.refused = { at: clock.now(), because, problems: shown };
  if (wasTold) return;
  const { code } = file.policy.organisation;
  const facts = { organisation: code, code: 'POLICY_INVALID', because, problems: problems.map(formatProblem) };
  logger.error(facts, 'the changed policy is not taken; the old one stays');
}

/** An auditor asks which rules held when: the trail is written first. */
async function take(file: Watched, after: Policy, { policies, audit, clock, logger }: ReloadParts): Promise<void> {
  const before = file.policy;
  file.refused = null;
  const keys = (Object.keys(after) as (keyof Policy)[]).filter((key) => !isDeepStrictEqual(before[key], after[key]));
  if (keys.length === 0) return;
  const { code: organisation } = after.organisation;
  const at = clock.now();
  await audit.record({
    ...{ organisation, at, actor: { kind: 'system', id: 'policy' }, action: 'policy.change' },
    subject: { kind: 'policy', id: organisation },
    facts: { keys: keys.join(' '), digest: file.digest ?? '' },
  });
  Object.assign(file, { policy: after, since: at });
  policies.replace(after);
  logger.info({ organisation, keys }, 'a changed policy holds from now on');
}
