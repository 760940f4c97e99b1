import type { reports as spanish } from '../es/reports.ts';

/** Reports and indicators, in English. */
export const reports: typeof spanish = {};
