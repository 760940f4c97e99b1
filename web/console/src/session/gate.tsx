import { Center, Loader } from '@mantine/core';
import type { ReactNode } from 'react';
import { isSignedOut } from '../../../shared/api-client.ts';
import { MustEnrol } from '../access/must-enrol.tsx';
import { SignInPage } from '../access/sign-in-page.tsx';
import { ErrorState } from '../parts/states.tsx';
import { useTexts } from '../texts/texts.tsx';

import { useMe } from './use-me.ts';

/** Shows the console to whoever is signed in, and the way in to everybody else. */
export function Gate({ children }: { children: ReactNode }) {
  const { t } = useTexts();
  const me = useMe();
  if (me.error && isSignedOut(me.error)) return <SignInPage />;
  if (me.data?.mustEnrol) return <MustEnrol />;
  if (me.data) return children;
  return (
    <Center mih="100dvh">
      {me.error ? (
        <ErrorState error={me.error} retry={() => void me.refetch()} />
      ) : (
        <Loader aria-label={t('loading')} />
      )}
    </Center>
  );
}
