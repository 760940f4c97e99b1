import { Alert, Anchor, Button, Group, PasswordInput, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { SignInOptions, Started } from '../../../shared/wire.ts';
import { api } from '../app/api.ts';
import { useTexts } from '../texts/texts.tsx';
import { CodeField } from './code-field.tsx';
import { ForgotForm } from './forgot-form.tsx';
import { useArrival } from './use-arrival.ts';
import { WayIn } from './way-in.tsx';

/** Login and password; the second factor in a step of its own. `takeCode`: what a fresh installation's code is handed to. */
export function PasswordForm({ takeCode }: { takeCode: (code: string) => void }) {
  const { t } = useTexts();
  const arrive = useArrival();
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [isForgotten, setForgotten] = useState(false);
  const options = useQuery({
    queryKey: ['signInOptions'],
    queryFn: ({ signal }) => api.get<SignInOptions>('/api/session/options', signal),
    retry: false,
  }).data;
  const signIn = useMutation({
    mutationFn: () => api.send<Started>('POST', '/api/session', { login, password, ...(code ? { code } : {}) }),
    onSuccess: arrive,
  });
  const asksForCode = signIn.data?.needsCode === true || code !== '';
  if (options?.fresh) return <FreshForm takeCode={takeCode} />;
  if (isForgotten)
    return <ForgotForm login={login} mails={options?.forgotten === 'mail'} back={() => setForgotten(false)} />;
  if (asksForCode) {
    const restart = () => {
      setCode('');
      signIn.reset();
    };
    return (
      <WayIn title={t('signIn.codeTitle')} error={signIn.error} submit={() => signIn.mutate()}>
        <CodeField value={code} change={setCode} />
        <Button type="submit" loading={signIn.isPending}>
          {t('signIn.go')}
        </Button>
        <Anchor component="button" type="button" size="sm" onClick={restart}>
          {t('signIn.other')}
        </Anchor>
      </WayIn>
    );
  }
  return (
    <WayIn title={t('signIn.title')} error={signIn.error} submit={() => signIn.mutate()}>
      <TextInput
        label={t('signIn.login')}
        value={login}
        onChange={(event) => setLogin(event.currentTarget.value)}
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        required
        autoFocus
      />
      <PasswordInput
        label={t('signIn.password')}
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
        autoComplete="current-password"
        visibilityToggleButtonProps={{ 'aria-label': t('signIn.show') }}
        required
      />
      <Button type="submit" loading={signIn.isPending}>
        {t('signIn.go')}
      </Button>
      <Group justify="space-between">
        <Anchor component="button" type="button" size="sm" onClick={() => setForgotten(true)}>
          {t('signIn.forgot')}
        </Anchor>
      </Group>
      <Text size="xs" c="dimmed">
        {t('signIn.missing')}
      </Text>
    </WayIn>
  );
}

/** Nobody is here yet: the code of the terminal, typed by hand. */
function FreshForm({ takeCode }: { takeCode: (code: string) => void }) {
  const { t } = useTexts();
  const [code, setCode] = useState('');
  return (
    <WayIn
      title={t('setup.freshTitle')}
      about={t('setup.freshAbout')}
      submit={() => code.trim() && takeCode(code.trim())}
    >
      <TextInput
        label={t('setup.code')}
        placeholder="ABCD-EFGH-JKMN"
        value={code}
        onChange={(event) => setCode(event.currentTarget.value)}
        autoComplete="off"
        spellCheck={false}
        required
        autoFocus
      />
      <Alert color="gray" p="xs">
        {t('setup.freshHint')}
      </Alert>
      <Button type="submit">{t('setup.continue')}</Button>
    </WayIn>
  );
}
