import type { quality as spanish } from '../es/quality.ts';

/** Quality reviews and surveys, in English. */
export const quality: typeof spanish = {};
