import { describe, expect, it } from '@jest/globals';
import type { z } from 'zod';
import type { ticketWordsBody } from '../../../src/http/policy/ticket-words.ts';
import type * as deeds from '../../../src/http/tickets/deed-schema.ts';
import type { kindLookBody } from '../../../src/http/tickets/kind-routes.ts';
import type * as look from '../../../src/http/tickets/look-schema.ts';
import type { similarBody } from '../../../src/http/tickets/schema.ts';
import type * as search from '../../../src/http/tickets/search-schema.ts';
import type {
  BulkResult,
  ForeseenTicket,
  Page,
  SavedTicketView,
  SeenTicket,
  SimilarTicket,
  TicketBulkAction,
  TicketKindStanding,
  TicketLadder,
  TicketRow,
  TicketViewCount,
  TicketWords,
} from '../../../web/shared/wire.ts';
import type { Same } from './same.ts';

// The compiler is the test.
const same: {
  rows: Same<z.output<typeof search.rowsBody>, Page<TicketRow>>;
  views: Same<z.output<typeof search.viewsBody>, { items: SavedTicketView[] }>;
  counts: Same<z.output<typeof search.viewCountsBody>, { items: TicketViewCount[] }>;
  kind: Same<z.output<typeof kindLookBody>, { kind: TicketKindStanding | null }>;
  words: Same<z.output<typeof ticketWordsBody>, TicketWords>;
  foreseen: Same<z.output<typeof look.foreseenBody>, ForeseenTicket>;
  seen: Same<z.output<typeof look.seenBody>, SeenTicket>;
  ladders: Same<z.output<typeof look.laddersBody>, { items: TicketLadder[] }>;
  similar: Same<z.output<typeof similarBody>, { items: SimilarTicket[] }>;
  bulk: Same<z.output<typeof deeds.bulkBody>['action'], TicketBulkAction>;
  result: Same<z.output<typeof deeds.bulkResult>, BulkResult>;
} = {
  ...{ rows: true, views: true, counts: true, kind: true, words: true },
  ...{ foreseen: true, seen: true, ladders: true, similar: true, bulk: true, result: true },
};

describe('the JSON of the lists of tickets that the console reads', () => {
  it('is the JSON that the API writes (checked by the compiler)', () => {
    expect(Object.values(same).every(Boolean)).toBe(true);
  });
});
