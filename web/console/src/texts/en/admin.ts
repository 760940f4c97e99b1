import type { admin as spanish } from '../es/admin.ts';

/** Administration, in English. */
export const admin: typeof spanish = {
  admin: { title: 'Administration', nothing: 'There is nothing to manage with your role.' },
};
