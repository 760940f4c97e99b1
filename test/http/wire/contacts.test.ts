import { describe, expect, it } from '@jest/globals';
import type { z } from 'zod';
import type * as contacts from '../../../src/http/contacts/schema.ts';
import type {
  ContactCardView,
  ContactEpisode,
  ContactLine,
  ContactMerge,
  ContactSuggestion,
  MergePreview,
  Page,
} from '../../../web/shared/wire.ts';
import type { Same } from './same.ts';

// The compiler is the test: a shape that drifts makes one of these lines an error of `npx tsc`.
const same: {
  list: Same<z.output<typeof contacts.searchBody>, Page<ContactLine>>;
  card: Same<z.output<typeof contacts.cardBody>, ContactCardView>;
  history: Same<z.output<typeof contacts.historyBody>, Page<ContactEpisode>>;
  suggestions: Same<z.output<typeof contacts.suggestionsBody>, { items: ContactSuggestion[] }>;
  preview: Same<z.output<typeof contacts.previewBody>, MergePreview>;
  merge: Same<z.output<typeof contacts.mergeView>, ContactMerge>;
} = { list: true, card: true, history: true, suggestions: true, preview: true, merge: true };

describe('the JSON of contacts that the console reads', () => {
  it('is the JSON that the API writes (checked by the compiler)', () => {
    expect(Object.values(same).every(Boolean)).toBe(true);
  });
});
