import type { routines as spanish } from '../es/routines.ts';

/** Recurring routines, in English. */
export const routines: typeof spanish = {};
