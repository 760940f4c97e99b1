import { createRequire } from 'node:module';

type Mingo = typeof import('mingo');

const load = createRequire(import.meta.url);
let loaded: Mingo | undefined;

/** mingo with all its operators, loaded when it is first needed: most processes start and answer without it. */
export function mingo(): Mingo {
  loaded ??= load('mingo') as Mingo;
  return loaded;
}
