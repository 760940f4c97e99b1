import type * as Packages from './bot-service-packages.ts';

/** The packages of Bot Service, as they are loaded. */
export type Library = typeof Packages;

let loaded: Promise<Library> | undefined;

/** Loads them the first time: a gateway without the door never reads them. */
export function loadLibrary(): Promise<Library> {
  loaded ??= import('./bot-service-packages.ts');
  return loaded;
}
