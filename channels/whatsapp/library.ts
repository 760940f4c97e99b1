import type * as Baileys from '@whiskeysockets/baileys';
import { quietLibsignal } from './quiet.ts';
import { verifySignature } from './verify.ts';

/** The unofficial client, as it is loaded. */
export type Library = typeof Baileys;

let loaded: Promise<Library> | undefined;

/**
 * Loads the client the first time that a number is to be connected, and hardens it: a gateway without WhatsApp never reads
 * it. Its `Curve.verify` accepts every signature, so it is replaced with one that verifies.
 */
export function loadLibrary(): Promise<Library> {
  loaded ??= import('@whiskeysockets/baileys').then((library) => {
    quietLibsignal();
    library.Curve.verify = verifySignature;
    return library;
  });
  return loaded;
}
