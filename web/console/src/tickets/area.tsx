import { IconTicket } from '@tabler/icons-react';
import { type Area, page } from '../app/area.ts';

/** Tickets: list and detail. */
export const ticketsArea: Area = {
  routes: [
    { path: '/tickets', element: page(() => import('./tickets-page.tsx'), 'TicketsPage') },
    { path: '/tickets/:id', element: page(() => import('./ticket-page.tsx'), 'TicketPage') },
  ],
  sections: [
    { path: '/tickets', text: 'nav.tickets', icon: IconTicket, permissions: ['tickets.read'], group: 'desk', key: 't' },
  ],
};
