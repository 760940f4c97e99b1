import { Center, Loader } from '@mantine/core';
import type { ReactNode } from 'react';
import { isSignedOut } from '../../../shared/api-client.ts';
import { page } from '../app/area.ts';
import { ErrorState } from '../parts/states.tsx';
import { useTexts } from '../texts/texts.tsx';

import { useMe } from './use-me.ts';

// Who is signed in needs neither of them: they are fetched when somebody is not.
const signIn = page(() => import('../access/sign-in-page.tsx'), 'SignInPage');
const mustEnrol = page(() => import('../access/must-enrol.tsx'), 'MustEnrol');

/** Shows the console to whoever is signed in, and the way in to everybody else. */
export function Gate({ children }: { children: ReactNode }) {
  const { t } = useTexts();
  const me = useMe();
  if (me.error && isSignedOut(me.error)) return signIn;
  if (me.data?.mustEnrol) return mustEnrol;
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
