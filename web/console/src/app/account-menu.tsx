import { ActionIcon, Menu, useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { IconLanguage, IconLogout, IconMoon, IconSun, IconUserCircle, IconUserCog } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from 'react-router';
import { useErrorNotice } from '../parts/error-text.ts';
import { useMe } from '../session/use-me.ts';
import { useTexts } from '../texts/texts.tsx';
import { api } from './api.ts';

/** Who one is, light or dark, the language, and the way out. */
export function AccountMenu() {
  const { t, language, setLanguage } = useTexts();
  const notify = useErrorNotice();
  const client = useQueryClient();
  const { setColorScheme } = useMantineColorScheme();
  const scheme = useComputedColorScheme('light');
  const me = useMe().data;
  const other = scheme === 'dark' ? 'light' : 'dark';
  const signOut = useMutation({
    mutationFn: () => api.send('DELETE', '/api/session'),
    // Who is signed in is asked anew, by the page that waits for it; nothing else of this person stays.
    onSuccess: () => client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'me' }),
    onSettled: () => client.resetQueries({ queryKey: ['me'] }),
    onError: notify,
  });
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon variant="subtle" size="lg" aria-label={t('menu.open')}>
          <IconUserCircle size={22} stroke={1.7} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{me?.name}</Menu.Label>
        <Menu.Item component={Link} to="/account" leftSection={<IconUserCog size={16} />}>
          {t('account.title')}
        </Menu.Item>
        <Menu.Item
          leftSection={other === 'dark' ? <IconMoon size={16} /> : <IconSun size={16} />}
          onClick={() => setColorScheme(other)}
        >
          {t(`menu.${other}`)}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconLanguage size={16} />}
          onClick={() => setLanguage(language === 'es' ? 'en' : 'es')}
        >
          {t('menu.language')}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={16} />} onClick={() => signOut.mutate()}>
          {t('menu.signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
