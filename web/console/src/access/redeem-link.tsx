import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { Started } from '../../../shared/wire.ts';
import { api } from '../app/api.ts';
import { useTexts } from '../texts/texts.tsx';
import { CodeField } from './code-field.tsx';
import { useArrival } from './use-arrival.ts';
import { WayIn } from './way-in.tsx';

/** A link that signs in: its button uses it up. */
export function RedeemLink({ token, name = null }: { token: string; name?: string | null }) {
  const { t } = useTexts();
  const arrive = useArrival();
  const [code, setCode] = useState('');
  const redeem = useMutation({
    mutationFn: () => api.send<Started>('POST', '/api/session/redeem', { token, ...(code ? { code } : {}) }),
    onSuccess: arrive,
  });
  const asksForCode = redeem.data?.needsCode === true || code !== '';
  const title = name === null ? t('signIn.title') : t('signIn.hello', { name });
  return (
    <WayIn title={title} about={t('signIn.body')} error={redeem.error} submit={() => redeem.mutate()}>
      {asksForCode && <CodeField value={code} change={setCode} />}
      <Button type="submit" loading={redeem.isPending} autoFocus={!asksForCode}>
        {t('signIn.go')}
      </Button>
    </WayIn>
  );
}
