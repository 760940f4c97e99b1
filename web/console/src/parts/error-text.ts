import { ApiError } from '../../../shared/api-client.ts';
import { useTexts } from '../texts/texts.tsx';
import { useNotice } from './notice.ts';

/** Turns an error into words: ours for the code, else the gateway's. */
export function useErrorText(): (error: unknown) => string {
  const { t } = useTexts();
  return (error) => {
    if (!(error instanceof ApiError)) return t('error.INTERNAL');
    const { code, details, message } = error;
    // The nearest words: of the reason, of the code, and of the codes that only later pages meet.
    const keys = [
      ...(details.reason === undefined ? [] : [`refusal.${details.reason}`]),
      `error.${code}`,
      `laterError.${code}`,
    ];
    const found = keys.map((key) => t(key, details)).find((text, place) => text !== keys[place]);
    return found ?? message;
  };
}

/** Tells of a failed action in a corner of the screen. */
export function useErrorNotice(): (error: unknown) => void {
  const { t } = useTexts();
  const errorText = useErrorText();
  const notice = useNotice();
  return (error) => notice(errorText(error), { color: 'red', title: t('error.title') });
}
