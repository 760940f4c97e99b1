import { Alert, Anchor, Button, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../app/api.ts';
import { useTexts } from '../texts/texts.tsx';
import { WayIn } from './way-in.tsx';

/** A forgotten password: a link by mail where mail is configured, else whom to ask. Says nothing of who exists. */
export function ForgotForm({ login: known, mails, back }: { login: string; mails: boolean; back: () => void }) {
  const { t } = useTexts();
  const [login, setLogin] = useState(known);
  const ask = useMutation({ mutationFn: () => api.send('POST', '/api/session/forgot', { login }) });
  const about = t(mails ? 'signIn.forgotAbout' : 'signIn.forgotAsk');
  return (
    <WayIn title={t('signIn.forgot')} about={about} error={ask.error} submit={() => mails && ask.mutate()}>
      {mails && !ask.isSuccess && (
        <>
          <TextInput
            label={t('signIn.login')}
            value={login}
            onChange={(event) => setLogin(event.currentTarget.value)}
            autoComplete="username"
            autoCapitalize="none"
            required
            autoFocus
          />
          <Button type="submit" loading={ask.isPending}>
            {t('signIn.sendLink')}
          </Button>
        </>
      )}
      {ask.isSuccess && (
        <Alert color="green" role="status">
          {t('signIn.forgotDone')}
        </Alert>
      )}
      <Anchor component="button" type="button" size="sm" onClick={back}>
        {t('back')}
      </Anchor>
    </WayIn>
  );
}
