/** One measured stretch of work. */
export interface Measured {
  readonly turnsPerSecond: number;
  /** User and system time of the whole process, its threads included, µs per turn. */
  readonly cpuMicros: number;
  /** Resident memory at the end, MB. */
  readonly rssMb: number;
}

/** Runs work of `turns` turns and measures it. */
export async function measure(turns: number, work: () => Promise<void>): Promise<Measured> {
  const cpu = process.cpuUsage();
  const from = performance.now();
  await work();
  const seconds = (performance.now() - from) / 1_000;
  const { user, system } = process.cpuUsage(cpu);
  return { turnsPerSecond: turns / seconds, cpuMicros: (user + system) / turns, rssMb: rssMb() };
}

/** Resident memory now, MB, after a collection when `--expose-gc` allows one. */
export function rssMb(): number {
  (globalThis as { gc?: () => void }).gc?.();
  return process.memoryUsage().rss / 1_048_576;
}

/** Living objects now, MB, after a collection when `--expose-gc` allows one. */
export function heapMb(): number {
  (globalThis as { gc?: () => void }).gc?.();
  return process.memoryUsage().heapUsed / 1_048_576;
}

/** The middle of some figures. */
export function median(figures: readonly number[]): number {
  const sorted = [...figures].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** The figure that a share of the others lies under, e.g. 0.99. */
export function percentile(figures: readonly number[], share: number): number {
  const sorted = [...figures].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
