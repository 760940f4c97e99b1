import type { TicketView } from '../../src/contracts/ticket.ts';

/** What a ticket view has when nothing more is known of the ticket. */
export const blankTicket = {
  ...{ complexity: null, facts: {}, priority: null, priorityByHand: false, area: 'soporte', subarea: null },
  ...{
    company: null,
    contract: null,
    fields: {},
    attachments: [],
    relations: [],
    tags: [],
    watchers: [],
    protocol: null,
    marks: [],
  },
  ...{ escalation: null, solutionType: null, closingCode: null, agreedAt: null, evaluation: null, clocks: [] },
  ...{ autoCloseAt: null, autoCloseWarnAt: null, nextAt: null, version: 1 },
} satisfies Partial<TicketView>;
