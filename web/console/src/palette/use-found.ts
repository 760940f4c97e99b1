import { useQuery } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { useNavigate } from 'react-router';
import type { Conversation } from '../../../shared/wire/conversation.ts';
import type { Page } from '../../../shared/wire/page.ts';
import type { TicketRow } from '../../../shared/wire/ticket-search.ts';
import { api } from '../app/api.ts';
import { adminPages } from '../app/areas.ts';
import { useSections } from '../app/use-sections.ts';
import { useMay, useMayAny } from '../session/use-me.ts';
import { shortcuts } from '../shortcuts/registry.ts';
import { useTexts } from '../texts/texts.tsx';

/** One line of the palette. */
export interface Found {
  readonly key: string;
  readonly title: string;
  readonly hint?: string;
  readonly keys?: string;
  readonly run: () => void;
}

/** What fits the words: places and deeds at once, people and tickets once the gateway has answered. */
export function useFound(words: string, asked: string, help: () => void): { found: Found[]; isSearching: boolean } {
  const places = usePlaces(help);
  const { found, isSearching } = useStored(asked);
  const fitting = places.filter(({ title }) => plain(title).includes(plain(words)));
  return { found: words === '' ? places : [...fitting, ...found], isSearching: isSearching || words !== asked };
}

function usePlaces(help: () => void): Found[] {
  const { t } = useTexts();
  const navigate = useNavigate();
  const mayAny = useMayAny();
  const sections = useSections();
  const deeds = useSyncExternalStore(shortcuts.subscribe, shortcuts.list);
  const go = (path: string) => () => void navigate(path);
  const own = adminPages.filter(({ permissions }) => mayAny(permissions));
  return [
    ...deeds
      .filter(({ group }) => group === 'conversation')
      .map(({ keys, text, run }) => ({ key: `do ${keys}`, title: t(text), keys, run })),
    ...sections.map(({ path, text, key }) => {
      return { key: path, title: t(text), hint: t('keys.goTo'), run: go(path), ...(key && { keys: `g ${key}` }) };
    }),
    ...own.map(({ path, text }) => ({ key: path, title: t(text), hint: t('nav.admin'), run: go(path) })),
    { key: 'help', title: t('keys.help'), keys: '?', run: help },
  ];
}

/** Conversations by person or folio, and the ticket of a folio. */
function useStored(asked: string): { found: Found[]; isSearching: boolean } {
  const { t } = useTexts();
  const navigate = useNavigate();
  const mayConversations = useMay('conversations.read');
  const mayTickets = useMay('tickets.read');
  const conversations = useQuery({
    queryKey: ['palette', 'conversations', asked],
    queryFn: () => api.send<Page<Conversation>>('POST', '/api/inbox/search', { view: 'all', limit: 8, text: asked }),
    enabled: mayConversations && asked.length >= 2,
  });
  const ticket = useQuery({
    queryKey: ['palette', 'ticket', asked],
    queryFn: () => api.send<Page<TicketRow>>('POST', '/api/tickets/search', { text: asked, limit: 1 }),
    enabled: mayTickets && /^[a-z]+-?\d+/i.test(asked),
  });
  const found = [
    ...(ticket.data?.items ?? []).map(ticketLine),
    ...(conversations.data?.items ?? []).map((one) => ({
      key: one.id,
      title: one.contact.name ?? t('inbox.unknown'),
      hint: [t(`mode.${one.mode}`), one.tickets.at(-1), one.lastText.slice(0, 60)].filter(Boolean).join(' · '),
      run: () => void navigate(`/inbox/${encodeURIComponent(one.id)}`),
    })),
  ];
  return { found, isSearching: conversations.isFetching || ticket.isFetching };

  function ticketLine({ id, folio, subject }: TicketRow): Found {
    return { key: id, title: folio, hint: subject, run: () => void navigate(`/tickets/${encodeURIComponent(id)}`) };
  }
}

/** Without accents and capitals: "Córdoba" is found by "cordo". */
function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
