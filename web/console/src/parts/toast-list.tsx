import { Notifications } from '@mantine/notifications';

import '../attention/attention.css';

/** Draws the notices. */
export function ToastList() {
  return <Notifications position="top-right" />;
}
