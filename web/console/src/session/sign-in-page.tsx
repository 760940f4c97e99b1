import { Alert, Button, Center, Paper, Stack, Text, Title } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { api } from '../app/api.ts';
import { useErrorText } from '../parts/error-text.ts';
import { useTexts } from '../texts/texts.tsx';

/**
 * The page of a sign-in link. Opening it uses nothing up: only the button does, so a preview by a mail scanner leaves the
 * link whole. The token stands after `#` and never reaches a log.
 */
export function SignInPage() {
  const { t } = useTexts();
  const errorText = useErrorText();
  const navigate = useNavigate();
  const client = useQueryClient();
  const [token] = useState(() => window.location.hash.slice(1));
  const redeem = useMutation({
    mutationFn: () => api.send('POST', '/api/session/redeem', { token }),
    onSuccess: async () => {
      await client.resetQueries({ queryKey: ['me'] });
      await navigate('/inbox', { replace: true });
    },
  });
  return (
    <Center component="main" mih="100dvh" p="md">
      <Paper withBorder p="xl" w="100%" maw={420}>
        <Stack>
          <Title order={1} size="h3">
            {t('signIn.title')}
          </Title>
          <Text c="dimmed">{t(token ? 'signIn.body' : 'signIn.missing')}</Text>
          {redeem.error && (
            <Alert color="red" role="alert">
              {errorText(redeem.error)}
            </Alert>
          )}
          {token && (
            <Button onClick={() => redeem.mutate()} loading={redeem.isPending} autoFocus>
              {t('signIn.go')}
            </Button>
          )}
        </Stack>
      </Paper>
    </Center>
  );
}
