import type { OpenSpans } from './local-hours.ts';

/** The open spans of one UTC month, ready for binary search. Instants in ms. */
export interface MonthPlan {
  readonly start: number;
  readonly end: number;
  readonly opens: Float64Array;
  readonly closes: Float64Array;
  /** `before[i]` = open ms of the month before span i; one more entry than spans, the last is the month's total. */
  readonly before: Float64Array;
}

/** The plan of the UTC month that holds an instant. */
export type PlanAt = (at: number) => MonthPlan;

// Ten years: more than any clock of a policy spans, and under a megabyte.
const KEPT_MONTHS = 120;

/** Builds month plans on first use and keeps the ones used last. */
export function createMonthPlans(openSpans: OpenSpans): PlanAt {
  const plans = new Map<number, MonthPlan>();
  return (at) => {
    const date = new Date(at);
    const key = date.getUTCFullYear() * 12 + date.getUTCMonth();
    const kept = plans.get(key);
    if (kept !== undefined) return kept;
    const year = date.getUTCFullYear();
    const plan = buildPlan(openSpans, Date.UTC(year, date.getUTCMonth(), 1), Date.UTC(year, date.getUTCMonth() + 1, 1));
    const oldest = plans.keys().next();
    if (plans.size >= KEPT_MONTHS && !oldest.done) plans.delete(oldest.value);
    plans.set(key, plan);
    return plan;
  };
}

function buildPlan(openSpans: OpenSpans, from: number, to: number): MonthPlan {
  const spans = openSpans(from, to);
  const before = new Float64Array(spans.length + 1);
  for (const [index, span] of spans.entries()) before[index + 1] = (before[index] ?? 0) + span.to - span.from;
  return {
    start: from,
    end: to,
    opens: Float64Array.from(spans, (span) => span.from),
    closes: Float64Array.from(spans, (span) => span.to),
    before,
  };
}

/** Index of the first entry above `value`; the length when there is none. `sorted` ascends. */
export function firstAbove(sorted: Float64Array, value: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? Infinity) > value) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Open ms of the plan's month up to `at`. */
export function openBefore(plan: MonthPlan, at: number): number {
  const index = firstAbove(plan.closes, at);
  const open = plan.opens[index] ?? Infinity;
  return (plan.before[index] ?? 0) + Math.max(0, at - open);
}

/** The instant of the plan's month at which `open` ms (above 0, at most the total) have passed since its start. */
export function instantAfter(plan: MonthPlan, open: number): number {
  // The span whose end reaches the amount; `before` is searched one entry on, so that its last ms still belongs to it.
  let [low, high] = [0, plan.opens.length - 1];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((plan.before[middle + 1] ?? Infinity) >= open) high = middle;
    else low = middle + 1;
  }
  return (plan.opens[low] ?? plan.end) + open - (plan.before[low] ?? 0);
}

/** The latest instant of the plan's month before which `open` ms (0 or more, below the total) have passed. */
export function latestWith(plan: MonthPlan, open: number): number {
  const index = firstAbove(plan.before, open) - 1;
  return (plan.opens[index] ?? plan.start) + open - (plan.before[index] ?? 0);
}
