import { readFileSync } from 'node:fs';
import type { SearchableEntry } from '../../src/contracts/search.ts';

/** A sample entry as it stands in the file. */
export interface Sample extends Omit<SearchableEntry, 'body'> {
  readonly summary: string;
  readonly module: string;
  readonly url: string;
  readonly examples: readonly string[];
}

/** Where the samples are. */
export const samplesFile = new URL('../../knowledge/samples/exsim.json', import.meta.url);

/** The Exsim sample entries. */
export function readSamples(): Sample[] {
  return JSON.parse(readFileSync(samplesFile, 'utf8')) as Sample[];
}

/** The same, as the search reads them. */
export function sampleEntries(): SearchableEntry[] {
  return readSamples().map((sample) => ({ ...sample, body: sample.summary }));
}
