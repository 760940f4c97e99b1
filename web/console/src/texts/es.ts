import { esFirst } from './es-first.ts';
import { esLater } from './es-later.ts';

/** Spanish texts of the console, a file per area: the catalogue that the others translate. */
export const es = { ...esFirst, ...esLater };

/** The shape that every language fills; its leaves are texts. */
export type Catalogue = typeof es;
