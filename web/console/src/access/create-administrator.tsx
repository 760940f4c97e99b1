import { Button, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { LinkView, Started } from '../../../shared/wire.ts';
import { api } from '../app/api.ts';
import { useTexts } from '../texts/texts.tsx';
import { NewPassword } from './new-password.tsx';
import { useArrival } from './use-arrival.ts';
import { WayIn } from './way-in.tsx';

/** The first administrator of a fresh installation; then the guided first hour. */
export function CreateAdministrator({ code, link }: { code: string; link: LinkView }) {
  const { t } = useTexts();
  const arrive = useArrival('/admin/first-steps');
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const create = useMutation({
    mutationFn: () => api.send<Started>('POST', '/api/setup/administrator', { code, name, email, password }),
    onSuccess: arrive,
  });
  return (
    <WayIn
      title={t('setup.adminTitle')}
      about={t('setup.adminAbout')}
      error={create.error}
      submit={() => create.mutate()}
    >
      <TextInput
        label={t('setup.name')}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        autoComplete="name"
        maxLength={120}
        required
        autoFocus
      />
      <TextInput
        label={t('setup.email')}
        type="email"
        value={email}
        onChange={(event) => setEmail(event.currentTarget.value)}
        autoComplete="username"
        maxLength={254}
        required
      />
      <NewPassword value={password} change={setPassword} length={link.passwordLength} label={t('signIn.password')} />
      <Button type="submit" loading={create.isPending}>
        {t('setup.create')}
      </Button>
    </WayIn>
  );
}
