import { Alert, AppShell, Badge, Group, NavLink, Text, UnstyledButton } from '@mantine/core';
import { IconBook2, IconInbox, IconMailExclamation, IconTicket } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Suspense } from 'react';
import { Link, Outlet, useLocation } from 'react-router';
import type { DeadLetter } from '../../../shared/wire.ts';
import { LiveProvider, useIsLive } from '../live/live.tsx';
import { LoadingState } from '../parts/states.tsx';
import { useMay } from '../session/use-me.ts';
import { useTexts } from '../texts/texts.tsx';
import { AccountMenu } from './account-menu.tsx';
import { api } from './api.ts';
import { PresenceSwitch } from './presence-switch.tsx';

const sections = [
  { path: '/inbox', text: 'inbox', icon: IconInbox, permission: 'conversations.read' },
  { path: '/tickets', text: 'tickets', icon: IconTicket, permission: 'tickets.read' },
  { path: '/letters', text: 'letters', icon: IconMailExclamation, permission: 'deadLetters.read' },
  { path: '/knowledge', text: 'knowledge', icon: IconBook2, permission: 'knowledge.read' },
] as const;

/** The frame around every page: sections at the side (at the foot on a phone), presence and account at the top. */
export function Frame() {
  const { t } = useTexts();
  return (
    <LiveProvider>
      <a className="skip-link" href="#content">
        {t('skip')}
      </a>
      <AppShell header={{ height: 52 }} navbar={{ width: 208, breakpoint: 'sm', collapsed: { mobile: true } }}>
        <AppShell.Header>
          <Group h="100%" px="md" justify="space-between" wrap="nowrap">
            <Text component={Link} to="/inbox" fw={700} className="brand">
              {t('brand')}
            </Text>
            <Group gap="xs" wrap="nowrap">
              <PresenceSwitch />
              <AccountMenu />
            </Group>
          </Group>
        </AppShell.Header>
        <AppShell.Navbar p="xs" aria-label={t('nav.label')}>
          <Sections />
        </AppShell.Navbar>
        <AppShell.Main id="content" tabIndex={-1} className="frame-main">
          <ConnectionNotice />
          <Suspense fallback={<LoadingState />}>
            <Outlet />
          </Suspense>
        </AppShell.Main>
      </AppShell>
      <nav className="phone-nav" aria-label={t('nav.label')}>
        <PhoneSections />
      </nav>
    </LiveProvider>
  );
}

function useSections() {
  const { pathname } = useLocation();
  const letters = useLetterCount();
  const may = {
    'conversations.read': useMay('conversations.read'),
    'tickets.read': useMay('tickets.read'),
    'deadLetters.read': useMay('deadLetters.read'),
    'knowledge.read': useMay('knowledge.read'),
  };
  return sections
    .filter(({ permission }) => may[permission])
    .map((section) => ({
      ...section,
      isHere: pathname.startsWith(section.path),
      count: section.path === '/letters' ? letters : 0,
    }));
}

/** Shared with the page of the letters; asked again by every live change. */
function useLetterCount(): number {
  const enabled = useMay('deadLetters.read');
  const letters = useQuery({
    queryKey: ['letters'],
    queryFn: ({ signal }) => api.get<{ items: DeadLetter[] }>('/api/dead-letters?limit=200', signal),
    refetchInterval: 30_000,
    enabled,
  });
  return letters.data?.items.length ?? 0;
}

function Sections() {
  const { t } = useTexts();
  return useSections().map(({ path, text, icon: Icon, isHere, count }) => (
    <NavLink
      key={path}
      component={Link}
      to={path}
      label={t(`nav.${text}`)}
      active={isHere}
      aria-current={isHere ? 'page' : undefined}
      leftSection={<Icon size={18} stroke={1.7} aria-hidden />}
      rightSection={
        count > 0 ? (
          <Badge color="red" size="sm">
            {count}
          </Badge>
        ) : null
      }
      className="nav-link"
    />
  ));
}

function PhoneSections() {
  const { t } = useTexts();
  return useSections().map(({ path, text, icon: Icon, isHere, count }) => (
    <UnstyledButton
      key={path}
      component={Link}
      to={path}
      aria-current={isHere ? 'page' : undefined}
      className="phone-nav-item"
    >
      <Icon size={22} stroke={1.7} aria-hidden />
      <span>{t(`nav.${text}`)}</span>
      {count > 0 && (
        <Badge color="red" size="xs" circle className="phone-nav-count">
          {count}
        </Badge>
      )}
    </UnstyledButton>
  ));
}

function ConnectionNotice() {
  const { t } = useTexts();
  if (useIsLive()) return null;
  return (
    <Alert color="yellow" role="status" radius={0} py={6}>
      {t('live.lost')}
    </Alert>
  );
}
