import { notificationsStore } from '@mantine/notifications';
import { lazy, Suspense, useEffect, useState } from 'react';

const Notifications = lazy(async () => ({ default: (await import('./toast-list.tsx')).ToastList }));

/** Notices at the corner of the screen; what draws them is fetched with the first one. */
export function Toasts() {
  const [isNeeded, need] = useState(false);
  useEffect(() => notificationsStore.subscribe(() => need(true)), []);
  return <Suspense>{isNeeded && <Notifications />}</Suspense>;
}
