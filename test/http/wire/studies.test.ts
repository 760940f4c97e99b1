import { describe, expect, it } from '@jest/globals';
import type { z } from 'zod';
import type * as schema from '../../../src/http/surveys/study-schema.ts';
import type { Study, StudyCase, StudyResult } from '../../../web/shared/wire/study.ts';
import type { Same } from './same.ts';

// The compiler is the test.
const same: {
  studies: Same<z.output<typeof schema.studiesBody>, { items: Study[] }>;
  cases: Same<z.output<typeof schema.casesBody>, { items: StudyCase[] }>;
  results: Same<z.output<typeof schema.resultsBody>, { items: StudyResult[] }>;
} = { studies: true, cases: true, results: true };

describe('the JSON of studies that the console reads', () => {
  it('is the JSON that the API writes (checked by the compiler)', () => {
    expect(Object.values(same).every(Boolean)).toBe(true);
  });
});
