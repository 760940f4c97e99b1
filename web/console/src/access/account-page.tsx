import { Group, Paper, SegmentedControl, Text, Title, useMantineColorScheme } from '@mantine/core';
import type { ReactNode } from 'react';
import { PageHeader } from '../parts/page-header.tsx';
import { QueryStates } from '../parts/states.tsx';
import { useMe } from '../session/use-me.ts';
import type { Language } from '../texts/catalogue.ts';
import { useTexts } from '../texts/texts.tsx';
import { OwnSessions } from './own-sessions.tsx';
import { PasswordCard } from './password-card.tsx';
import { TotpCard } from './totp-card.tsx';
import { useOwnAccess } from './use-access.ts';
import './access.css';

/** "Mi cuenta": password, second factor, open sessions, language and look. */
export function AccountPage() {
  const { t } = useTexts();
  const me = useMe().data;
  const access = useOwnAccess();
  return (
    <div className="page">
      <PageHeader title={t('account.title')} about={me?.name} />
      <div className="cards">
        <QueryStates query={access}>
          {(standing) => (
            <>
              <AccountCard title={t('account.password')}>
                <PasswordCard standing={standing} />
              </AccountCard>
              <AccountCard title={t('account.totp')}>
                <TotpCard standing={standing} />
              </AccountCard>
            </>
          )}
        </QueryStates>
        <AccountCard title={t('account.sessions')}>
          <OwnSessions />
        </AccountCard>
        <AccountCard title={t('account.look')}>
          <Preferences />
        </AccountCard>
      </div>
    </div>
  );
}

function AccountCard({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Paper withBorder p="md" component="section" aria-label={title}>
      <Title order={2} size="h5" mb="sm">
        {title}
      </Title>
      {children}
    </Paper>
  );
}

function Preferences() {
  const { t, language, setLanguage } = useTexts();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Group gap="xl">
      <div>
        <Text size="sm" mb={4}>
          {t('account.language')}
        </Text>
        <SegmentedControl
          aria-label={t('account.language')}
          value={language}
          onChange={(next) => setLanguage(next as Language)}
          data={[
            { value: 'es', label: 'Español' },
            { value: 'en', label: 'English' },
          ]}
        />
      </div>
      <div>
        <Text size="sm" mb={4}>
          {t('account.scheme')}
        </Text>
        <SegmentedControl
          aria-label={t('account.scheme')}
          value={colorScheme}
          onChange={(next) => setColorScheme(next as 'auto' | 'light' | 'dark')}
          data={(['auto', 'light', 'dark'] as const).map((value) => ({ value, label: t(`account.schemes.${value}`) }))}
        />
      </div>
    </Group>
  );
}
