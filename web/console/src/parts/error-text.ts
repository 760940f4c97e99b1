import { ApiError } from '../../../shared/api-client.ts';
import { useTexts } from '../texts/texts.tsx';
import { useNotice } from './notice.ts';
import { refusalText } from './refusal-text.ts';

/** Turns an error into words. */
export function useErrorText(): (error: unknown) => string {
  const { t } = useTexts();
  return (error) => (error instanceof ApiError ? refusalText(t, error) : t('error.INTERNAL'));
}

/** Tells of a failed action in a corner of the screen. */
export function useErrorNotice(): (error: unknown) => void {
  const { t } = useTexts();
  const errorText = useErrorText();
  const notice = useNotice();
  return (error) => notice(errorText(error), { color: 'red', title: t('error.title') });
}
