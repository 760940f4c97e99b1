import type { Area } from '../app/area.ts';

/** Pages of this area; see docs/console.md. */
export const reportsArea: Area = {};
