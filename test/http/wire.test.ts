import { describe, expect, it } from '@jest/globals';
import type { z } from 'zod';
import type * as conversations from '../../src/http/conversations/schema.ts';
import type * as tickets from '../../src/http/tickets/schema.ts';
import type { Conversation, ConversationDetail, Message, Page, Ticket, TicketDetail } from '../../web/shared/wire.ts';
import type { Same } from './wire/same.ts';

// The compiler is the test: a shape that drifts makes one of these lines an error of `npx tsc`.
const same: {
  summary: Same<z.output<typeof conversations.summaryBody>, Conversation>;
  list: Same<z.output<typeof conversations.listBody>, Page<Conversation>>;
  item: Same<z.output<typeof conversations.itemBody>, Message>;
  detail: Same<z.output<typeof conversations.detailBody>, ConversationDetail>;
  ticket: Same<z.output<typeof tickets.ticketBody>, Ticket>;
  ticketDetail: Same<z.output<typeof tickets.detailBody>, TicketDetail>;
} = { summary: true, list: true, item: true, detail: true, ticket: true, ticketDetail: true };

describe('the JSON that the console reads', () => {
  it('is the JSON that the API writes (checked by the compiler)', () => {
    expect(Object.values(same).every(Boolean)).toBe(true);
  });
});
