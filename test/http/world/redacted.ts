import type { Redacted } from '../../../src/contracts/redacted.ts';

/** Test text as the domain would hold it after the redactor. */
export const redacted = (text: string): Redacted => text as Redacted;
