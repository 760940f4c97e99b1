import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ApiError } from '../../../shared/api-client.ts';
import type { LinkView } from '../../../shared/wire.ts';
import { api } from '../app/api.ts';
import { LoadingState } from '../parts/states.tsx';
import { useTexts } from '../texts/texts.tsx';
import { ChoosePassword } from './choose-password.tsx';
import { CreateAdministrator } from './create-administrator.tsx';
import { PasswordForm } from './password-form.tsx';
import { RedeemLink } from './redeem-link.tsx';
import { WayIn } from './way-in.tsx';

/**
 * The way in: a password, or what a link is for. Opening a link uses nothing up: only its button does, so a preview by a mail
 * scanner leaves it whole. The token stands after `#` and never reaches a log.
 */
export function SignInPage() {
  const [token, setToken] = useState(() => decodeURIComponent(window.location.hash.slice(1)));
  const leave = () => {
    window.history.replaceState(null, '', window.location.pathname);
    setToken('');
  };
  return token === '' ? <PasswordForm takeCode={setToken} /> : <LinkForm key={token} token={token} leave={leave} />;
}

function LinkForm({ token, leave }: { token: string; leave: () => void }) {
  const { t } = useTexts();
  const link = useQuery({
    queryKey: ['link', token],
    queryFn: () => api.send<LinkView>('POST', '/api/session/link', { token }),
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (link.error) {
    // A gateway without passwords knows sign-in links alone.
    if (link.error instanceof ApiError && link.error.code === 'NOT_FOUND') return <RedeemLink token={token} />;
    return (
      <WayIn title={t('signIn.linkTitle')} error={link.error}>
        <Button onClick={leave}>{t('signIn.withPassword')}</Button>
      </WayIn>
    );
  }
  if (!link.data) {
    return (
      <WayIn title={t('signIn.linkTitle')}>
        <LoadingState rows={2} />
      </WayIn>
    );
  }
  const { kind } = link.data;
  if (kind === 'setup') return <CreateAdministrator code={token} link={link.data} />;
  if (kind === 'signIn') return <RedeemLink token={token} name={link.data.name} />;
  return <ChoosePassword token={token} link={link.data} />;
}
