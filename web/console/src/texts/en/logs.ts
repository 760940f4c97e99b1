import type { logs as spanish } from '../es/logs.ts';

/** Search in what was said, in English. */
export const logs: typeof spanish = {};
