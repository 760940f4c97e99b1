import { Alert, Button, Group, PasswordInput, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { AccessStanding } from '../../../shared/wire.ts';
import { api } from '../app/api.ts';
import { useErrorText } from '../parts/error-text.ts';
import { useNotice } from '../parts/notice.ts';
import { Instant } from '../parts/time.tsx';
import { useTexts } from '../texts/texts.tsx';

/** One's own password: since when, and the way to change it. */
export function PasswordCard({ standing }: { standing: AccessStanding }) {
  const { t } = useTexts();
  const [isOpen, setOpen] = useState(false);
  if (standing.passwordSince === null) return <Text size="sm">{t('account.noPassword')}</Text>;
  if (isOpen) return <ChangeForm close={() => setOpen(false)} />;
  return (
    <Group justify="space-between">
      <Text size="sm">
        {t('account.signsInWith', { login: standing.login })} · {t('account.since')}{' '}
        <Instant at={standing.passwordSince} />
      </Text>
      <Button size="xs" variant="default" onClick={() => setOpen(true)}>
        {t('account.changePassword')}
      </Button>
    </Group>
  );
}

function ChangeForm({ close }: { close: () => void }) {
  const { t } = useTexts();
  const errorText = useErrorText();
  const notice = useNotice();
  const client = useQueryClient();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const change = useMutation({
    mutationFn: () => api.send('PUT', '/api/me/password', { current, next }),
    onSuccess: async () => {
      notice(t('account.passwordChanged'), { color: 'green' });
      close();
      await client.invalidateQueries({ queryKey: ['ownAccess'] });
      await client.invalidateQueries({ queryKey: ['ownSessions'] });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate();
  };
  const show = { 'aria-label': t('signIn.show') };
  return (
    <Stack component="form" onSubmit={submit} gap="sm" maw={420}>
      {change.error && (
        <Alert color="red" role="alert">
          {errorText(change.error)}
        </Alert>
      )}
      <PasswordInput
        label={t('account.currentPassword')}
        value={current}
        onChange={(event) => setCurrent(event.currentTarget.value)}
        autoComplete="current-password"
        visibilityToggleButtonProps={show}
        required
        autoFocus
      />
      <PasswordInput
        label={t('signIn.newPassword')}
        description={t('account.endsOthers')}
        value={next}
        onChange={(event) => setNext(event.currentTarget.value)}
        autoComplete="new-password"
        visibilityToggleButtonProps={show}
        required
      />
      <Group>
        <Button type="submit" loading={change.isPending}>
          {t('account.changePassword')}
        </Button>
        <Button variant="default" onClick={close}>
          {t('cancel')}
        </Button>
      </Group>
    </Stack>
  );
}
