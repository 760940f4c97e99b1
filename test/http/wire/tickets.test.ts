import { describe, expect, it } from '@jest/globals';
import type { z } from 'zod';
import type { ticketWordsBody } from '../../../src/http/policy/ticket-words.ts';
import type * as search from '../../../src/http/tickets/search-schema.ts';
import type { Page, SavedTicketView, TicketRow, TicketViewCount, TicketWords } from '../../../web/shared/wire.ts';
import type { Same } from './same.ts';

// The compiler is the test.
const same: {
  rows: Same<z.output<typeof search.rowsBody>, Page<TicketRow>>;
  views: Same<z.output<typeof search.viewsBody>, { items: SavedTicketView[] }>;
  counts: Same<z.output<typeof search.viewCountsBody>, { items: TicketViewCount[] }>;
  words: Same<z.output<typeof ticketWordsBody>, TicketWords>;
} = { rows: true, views: true, counts: true, words: true };

describe('the JSON of the lists of tickets that the console reads', () => {
  it('is the JSON that the API writes (checked by the compiler)', () => {
    expect(Object.values(same).every(Boolean)).toBe(true);
  });
});
