import type { LinkHealth } from '../../../src/contracts/knowledge-entries.ts';
import type { Verdict } from './verdict.ts';

/** How often links are looked at. */
export interface Rhythm {
  readonly now: Date;
  readonly everyHours: number;
  /** Troubles in a row after which a link counts as unreachable. */
  readonly tries: number;
}

/** What a link's health becomes, when to look again, and the deed for the log when it starts or stops working. */
export interface Outcome {
  readonly link: LinkHealth;
  readonly checkAt: Date;
  readonly deed: 'linkBroken' | 'linkMended' | null;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** After the first trouble; twice as long after each further one. */
const FIRST_RETRY_MS = 15 * MINUTE_MS;
const OFFLINE_MS = 15 * MINUTE_MS;
/** However long a host wants us to wait, within these. */
const BUSY_SECONDS = { least: 60, most: 24 * 3_600 };

/** Pure: what one more check makes of what was known of a link. */
export function outcomeOf(before: LinkHealth, verdict: Verdict, rhythm: Rhythm): Outcome {
  const at = (ms: number) => new Date(rhythm.now.getTime() + ms);
  if (verdict.kind === 'offline') return { link: before, checkAt: at(OFFLINE_MS), deed: null };
  if (verdict.kind === 'busy') {
    const seconds = Math.min(BUSY_SECONDS.most, Math.max(BUSY_SECONDS.least, verdict.seconds));
    return { link: before, checkAt: at(seconds * 1_000), deed: null };
  }
  const daily = at(rhythm.everyHours * HOUR_MS);
  const wasDown = before.state === 'broken' || before.state === 'unreachable';
  const seen = { status: verdict.status, checkedAt: rhythm.now };
  if (verdict.kind === 'ok') {
    const since = before.state === 'ok' ? before.since : rhythm.now;
    const link: LinkHealth = { ...seen, state: 'ok', failures: 0, problem: null, since };
    return { link, checkAt: daily, deed: wasDown ? 'linkMended' : null };
  }
  const failures = before.failures + 1;
  const found = { ...seen, failures, problem: verdict.problem };
  const isDown = verdict.kind === 'gone' || failures >= rhythm.tries;
  if (!isDown && !wasDown) {
    const retry = at(Math.min(rhythm.everyHours * HOUR_MS, FIRST_RETRY_MS * 2 ** (failures - 1)));
    return { link: { ...found, state: before.state, since: before.since }, checkAt: retry, deed: null };
  }
  const state = verdict.kind === 'gone' || before.state === 'broken' ? 'broken' : 'unreachable';
  const since = wasDown ? before.since : rhythm.now;
  return { link: { ...found, state, since }, checkAt: daily, deed: wasDown ? null : 'linkBroken' };
}
