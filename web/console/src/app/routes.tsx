import { lazy } from 'react';
import { createBrowserRouter, Navigate } from 'react-router';
import { InboxPage } from '../inbox/inbox-page.tsx';
import { Gate } from '../session/gate.tsx';
import { SignInPage } from '../session/sign-in-page.tsx';
import { Frame } from './frame.tsx';

const TicketsPage = lazy(async () => ({ default: (await import('../tickets/tickets-page.tsx')).TicketsPage }));
const TicketPage = lazy(async () => ({ default: (await import('../tickets/ticket-page.tsx')).TicketPage }));
const LettersPage = lazy(async () => ({ default: (await import('../letters/letters-page.tsx')).LettersPage }));
const KnowledgePage = lazy(async () => ({ default: (await import('../knowledge/knowledge-page.tsx')).KnowledgePage }));

/** Every page of the console. */
export const router = createBrowserRouter(
  [
    { path: '/sign-in', element: <SignInPage /> },
    {
      element: (
        <Gate>
          <Frame />
        </Gate>
      ),
      children: [
        { path: '/inbox', element: <InboxPage /> },
        { path: '/inbox/:id', element: <InboxPage /> },
        { path: '/tickets', element: <TicketsPage /> },
        { path: '/tickets/:id', element: <TicketPage /> },
        { path: '/letters', element: <LettersPage /> },
        { path: '/knowledge', element: <KnowledgePage /> },
        { path: '*', element: <Navigate to="/inbox" replace /> },
      ],
    },
  ],
  { basename: '/console' },
);
