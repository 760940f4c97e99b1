/** Recurring routines, in Spanish. */
export const routines = {};
