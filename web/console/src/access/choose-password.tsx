import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { LinkView, Started } from '../../../shared/wire.ts';
import { api } from '../app/api.ts';
import { useTexts } from '../texts/texts.tsx';
import { CodeField } from './code-field.tsx';
import { NewPassword } from './new-password.tsx';
import { useArrival } from './use-arrival.ts';
import { WayIn } from './way-in.tsx';

/** An invitation, or a link for a forgotten password: choose one, and be in. */
export function ChoosePassword({ token, link }: { token: string; link: LinkView }) {
  const { t } = useTexts();
  const arrive = useArrival();
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const signIn = useMutation({
    mutationFn: (login: string) =>
      api.send<Started>('POST', '/api/session', { login, password, ...(code ? { code } : {}) }),
    onSuccess: arrive,
  });
  const choose = useMutation({
    mutationFn: () => api.send<{ login: string }>('POST', '/api/session/password', { token, password }),
    onSuccess: ({ login }) => signIn.mutate(login),
  });
  const login = choose.data?.login;
  if (login !== undefined) {
    return (
      <WayIn title={t('signIn.codeTitle')} error={signIn.error} submit={() => signIn.mutate(login)}>
        {(signIn.data?.needsCode || code !== '') && <CodeField value={code} change={setCode} />}
        <Button type="submit" loading={signIn.isPending}>
          {t('signIn.go')}
        </Button>
      </WayIn>
    );
  }
  return (
    <WayIn
      title={t('signIn.hello', { name: link.name ?? '' })}
      about={t(link.kind === 'invite' ? 'signIn.inviteAbout' : 'signIn.resetAbout', { login: link.login })}
      error={choose.error}
      submit={() => choose.mutate()}
    >
      <input type="hidden" autoComplete="username" value={link.login ?? ''} readOnly />
      <NewPassword value={password} change={setPassword} length={link.passwordLength} isFirst />
      <Button type="submit" loading={choose.isPending}>
        {t('signIn.choose')}
      </Button>
    </WayIn>
  );
}
