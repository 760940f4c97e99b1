import { ActionIcon, Menu } from '@mantine/core';
import { IconKeyboard, IconLanguage, IconLogout, IconUserCircle, IconUserCog } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { Link } from 'react-router';
import { outgoing } from '../conversation/outgoing.ts';
import { useErrorNotice } from '../parts/error-text.ts';
import { forgetSession } from '../parts/session-keep.ts';
import { useMe } from '../session/use-me.ts';
import { shortcuts } from '../shortcuts/registry.ts';
import { useTexts } from '../texts/texts.tsx';
import { api } from './api.ts';
import { Appearance, SignalItems } from './preference-items.tsx';

/** Who one is, light or dark, the language, and the way out. */
export function AccountMenu() {
  const { t, language, setLanguage } = useTexts();
  const notify = useErrorNotice();
  const me = useMe().data;
  const help = () =>
    shortcuts
      .list()
      .find(({ keys }) => keys === '?')
      ?.run();
  const signOut = useMutation({
    mutationFn: () => api.send('DELETE', '/api/session'),
    onSuccess: () => {
      outgoing.forget();
      forgetSession();
      // A fresh page: nothing that was read stays in memory for whoever signs in next.
      window.location.assign('/console/sign-in');
    },
    onError: notify,
  });
  return (
    <Menu position="bottom-end" withinPortal width={250}>
      <Menu.Target>
        <ActionIcon variant="subtle" size="lg" aria-label={t('menu.open')}>
          <IconUserCircle size={22} stroke={1.7} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{me?.name}</Menu.Label>
        <Menu.Item component={Link} to="/account" leftSection={<IconUserCog size={16} />}>
          {t('menu.account')}
        </Menu.Item>
        <Appearance />
        <Menu.Divider />
        <Menu.Item
          leftSection={<IconLanguage size={16} />}
          onClick={() => setLanguage(language === 'es' ? 'en' : 'es')}
        >
          {t('menu.language')}
        </Menu.Item>
        <SignalItems />
        <Menu.Item leftSection={<IconKeyboard size={16} />} onClick={help} className="desk-only">
          {t('keys.title')}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={16} />} onClick={() => signOut.mutate()}>
          {t('menu.signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
