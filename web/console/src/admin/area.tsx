import type { Area } from '../app/area.ts';

/** "Administración": its pages, in the order of their list. Other areas may add theirs (`adminPages`). */
export const adminArea: Area = {
  adminPages: [],
};
