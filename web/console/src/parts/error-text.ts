import { notifications } from '@mantine/notifications';
import { ApiError } from '../../../shared/api-client.ts';
import { useTexts } from '../texts/texts.tsx';

/** Turns an error into words: ours for the code, else the gateway's. */
export function useErrorText(): (error: unknown) => string {
  const { t } = useTexts();
  return (error) => {
    if (!(error instanceof ApiError)) return t('error.INTERNAL');
    return t(`error.${error.code}`, { defaultValue: error.message, ...error.details });
  };
}

/** Tells of a failed action in a corner of the screen. */
export function useErrorNotice(): (error: unknown) => void {
  const { t } = useTexts();
  const errorText = useErrorText();
  return (error) =>
    void notifications.show({
      ...{ color: 'red', title: t('error.title'), message: errorText(error) },
      closeButtonProps: { 'aria-label': t('close') },
    });
}
