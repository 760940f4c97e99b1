import { Alert, Button, Group, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { TotpBegun } from '../../../shared/wire.ts';
import { api } from '../app/api.ts';
import { CopyButton } from '../parts/copy-button.tsx';
import { useErrorText } from '../parts/error-text.ts';
import { useTexts } from '../texts/texts.tsx';
import { CodeField } from './code-field.tsx';
import { RecoveryCodes } from './recovery-codes.tsx';

/**
 * Sets a second factor up: password, a code of the one that holds already, picture for the app, a code of it, recovery codes.
 * `done`: they were seen.
 */
export function EnrolTotp({
  hasPassword,
  hasTotp,
  done,
  cancel,
}: {
  hasPassword: boolean;
  hasTotp: boolean;
  done: () => void;
  cancel?: () => void;
}) {
  const { t } = useTexts();
  const errorText = useErrorText();
  const [password, setPassword] = useState('');
  const [oldCode, setOldCode] = useState('');
  const [code, setCode] = useState('');
  const shown = { ...(hasPassword && { password }), ...(hasTotp && { code: oldCode }) };
  const begin = useMutation({ mutationFn: () => api.send<TotpBegun>('POST', '/api/me/totp', shown) });
  const confirm = useMutation({
    mutationFn: () => api.send<{ recoveryCodes: string[] }>('PUT', '/api/me/totp', { code }),
  });
  if (confirm.data) return <RecoveryCodes codes={confirm.data.recoveryCodes} done={done} />;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (begin.data) confirm.mutate();
    else begin.mutate();
  };
  const error = begin.data ? confirm.error : begin.error;
  return (
    <Stack component="form" onSubmit={submit} gap="md" maw={460}>
      {Boolean(error) && (
        <Alert color="red" role="alert">
          {errorText(error)}
        </Alert>
      )}
      {begin.data ? (
        <ScanStep begun={begin.data} code={code} change={setCode} />
      ) : (
        <>
          {hasPassword && (
            <PasswordInput
              label={t('account.currentPassword')}
              value={password}
              onChange={(event) => setPassword(event.currentTarget.value)}
              autoComplete="current-password"
              visibilityToggleButtonProps={{ 'aria-label': t('signIn.show') }}
              required
              autoFocus
            />
          )}
          {hasTotp && <CodeField value={oldCode} change={setOldCode} isFirst={!hasPassword} />}
        </>
      )}
      <Group>
        <Button type="submit" loading={begin.isPending || confirm.isPending}>
          {t(begin.data ? 'account.confirmTotp' : 'setup.continue')}
        </Button>
        {cancel && (
          <Button variant="default" onClick={cancel}>
            {t('cancel')}
          </Button>
        )}
      </Group>
    </Stack>
  );
}

function ScanStep({ begun, code, change }: { begun: TotpBegun; code: string; change: (code: string) => void }) {
  const { t } = useTexts();
  return (
    <>
      <Text size="sm">{t('account.scan')}</Text>
      <svg className="qr" viewBox={`0 0 ${begun.size} ${begun.size}`} role="img" aria-label={t('account.qr')}>
        <path d={begun.qr} />
      </svg>
      <Text size="sm" c="dimmed">
        {t('account.typeSecret')}
      </Text>
      <Group gap={4} wrap="nowrap">
        <span className="secret">{begun.secret.replace(/(.{4})(?=.)/g, '$1 ')}</span>
        <CopyButton value={begun.secret} />
      </Group>
      <TextInput
        label={t('signIn.code')}
        description={t('signIn.codeHint')}
        value={code}
        onChange={(event) => change(event.currentTarget.value)}
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={10}
        required
        autoFocus
      />
    </>
  );
}
