import { Notifications } from '@mantine/notifications';

/** Draws the notices. */
export function ToastList() {
  return <Notifications position="top-right" />;
}
