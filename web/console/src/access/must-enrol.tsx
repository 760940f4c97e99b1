import { Anchor, Paper, Stack, Text, Title } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { api } from '../app/api.ts';
import { LoadingState } from '../parts/states.tsx';
import { useTexts } from '../texts/texts.tsx';
import { EnrolTotp } from './enrol-totp.tsx';
import { useOwnAccess } from './use-access.ts';
import './access.css';

/** The policy asks this person for a second factor: nothing else opens until it is there. */
export function MustEnrol() {
  const { t } = useTexts();
  const client = useQueryClient();
  const access = useOwnAccess();
  const signOut = async () => {
    await api.send('DELETE', '/api/session');
    await client.resetQueries({ queryKey: ['me'] });
  };
  return (
    <main className="way-in">
      <Paper withBorder p="xl" className="way-in-card">
        <Stack>
          <Title order={1} size="h3">
            {t('account.mustTitle')}
          </Title>
          <Text c="dimmed" size="sm">
            {t('account.mustAbout')}
          </Text>
          {access.data ? (
            <EnrolTotp
              hasPassword={access.data.login !== null}
              hasTotp={access.data.totpSince !== null}
              done={() => void client.resetQueries({ queryKey: ['me'] })}
            />
          ) : (
            <LoadingState rows={2} />
          )}
          <Anchor component="button" size="sm" onClick={() => void signOut()}>
            {t('menu.signOut')}
          </Anchor>
        </Stack>
      </Paper>
    </main>
  );
}
