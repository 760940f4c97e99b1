import { notifications } from '@mantine/notifications';
import { useTexts } from '../texts/texts.tsx';

/** Tells in a corner of the screen that something was done. */
export function useNotice(): (message: string) => void {
  const { t } = useTexts();
  return (message) => void notifications.show({ message, closeButtonProps: { 'aria-label': t('close') } });
}
