import { IconTicket } from '@tabler/icons-react';
import { type Area, page } from '../app/area.ts';

/** Tickets: list and detail. */
export const ticketsArea: Area = {
  routes: [
    { path: '/tickets', element: page(() => import('./tickets-page.tsx'), 'TicketsPage') },
    { path: '/tickets/new', element: page(() => import('./new-ticket-page.tsx'), 'NewTicketPage') },
    { path: '/tickets/log', element: page(() => import('./log-conversation-page.tsx'), 'LogConversationPage') },
    { path: '/tickets/:id', element: page(() => import('./ticket-page.tsx'), 'TicketPage') },
  ],
  sections: [
    { path: '/tickets', text: 'nav.tickets', icon: IconTicket, permissions: ['tickets.read'], group: 'desk', key: 't' },
  ],
};
