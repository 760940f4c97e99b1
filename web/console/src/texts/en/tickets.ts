import type { tickets as spanish } from '../es/tickets.ts';

/** Tickets, in English. */
export const tickets: typeof spanish = {
  tickets: {
    title: 'Tickets',
    empty: 'No tickets with this filter.',
    anyState: 'All states',
    state: 'State',
    folio: 'Folio',
    subject: 'Subject',
    due: 'Due',
    opened: 'Opened',
    area: 'Area',
    assignee: 'Assignee',
    nobody: 'Nobody',
    late: 'Late',
    moves: 'Move to',
    note: 'Note (optional)',
    noMoves: 'From this state there are no moves for your role.',
    history: 'History',
    conversation: 'See the conversation',
    why: 'Why it was opened',
    reason: {
      estimate: 'The DRS expected more work than the limit',
      elapsed: 'The work clock passed the limit',
      request: 'The person asked for it',
      manual: 'The agent opened it',
    },
    event: { opened: 'Opened', moved: 'Changed state', assigned: 'Assigned', noted: 'Note' },
  },
};
