import { Alert, AppShell, Group, Kbd, Text, UnstyledButton } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { Suspense } from 'react';
import { Link, Outlet } from 'react-router';
import { Attention } from '../attention/attention.tsx';
import { NoticeBell } from '../attention/notice-bell.tsx';
import { LiveProvider, useIsLive } from '../live/live.tsx';
import { LoadingState } from '../parts/states.tsx';
import { shortcuts } from '../shortcuts/registry.ts';
import { ShortcutHost } from '../shortcuts/shortcut-host.tsx';
import { useTexts } from '../texts/texts.tsx';
import { AccountMenu } from './account-menu.tsx';
import { PhoneMenu } from './phone-menu.tsx';
import { PresenceSwitch } from './presence-switch.tsx';
import { SideMenu } from './side-menu.tsx';

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
              <SearchButton />
              <PresenceSwitch />
              <NoticeBell />
              <AccountMenu />
            </Group>
          </Group>
        </AppShell.Header>
        <AppShell.Navbar p="xs" aria-label={t('nav.label')}>
          <SideMenu />
        </AppShell.Navbar>
        <AppShell.Main id="content" tabIndex={-1} className="frame-main">
          <ConnectionNotice />
          <Suspense fallback={<LoadingState />}>
            <Outlet />
          </Suspense>
        </AppShell.Main>
      </AppShell>
      <PhoneMenu />
      <Attention />
      <ShortcutHost />
    </LiveProvider>
  );
}

/** The palette for who has no Ctrl+K, and the hint that there is one. */
function SearchButton() {
  const { t } = useTexts();
  const open = () =>
    shortcuts
      .list()
      .find(({ keys }) => keys === 'mod+k')
      ?.run();
  return (
    <UnstyledButton className="search-button" onClick={open} title={t('keys.palette')}>
      <IconSearch size={17} aria-hidden />
      <span className="search-words">{t('keys.search')}</span>
      <Kbd size="xs" className="search-words" aria-hidden>
        Ctrl K
      </Kbd>
    </UnstyledButton>
  );
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
