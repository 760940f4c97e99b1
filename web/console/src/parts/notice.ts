import { notifications } from '@mantine/notifications';
import { useTexts } from '../texts/texts.tsx';

/** How it went, and what stands over the words. */
export interface NoticeLook {
  readonly color?: 'green' | 'orange' | 'red';
  readonly title?: string;
}

/** Tells in a corner of the screen that something was done; the button that closes it has a name. */
export function useNotice(): (message: string, look?: NoticeLook) => void {
  const { t } = useTexts();
  return (message, look) =>
    void notifications.show({ ...look, message, closeButtonProps: { 'aria-label': t('close') } });
}
