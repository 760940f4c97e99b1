/** Reports and indicators, in Spanish. */
export const reports = {};
