/** Search in what was said, in Spanish. */
export const logs = {};
