import { ApiError } from '../../../shared/api-client.ts';
import { useTexts } from '../texts/texts.tsx';
import type { Translate } from '../texts/translate.ts';
import { useNotice } from './notice.ts';

/** What the gateway says of something that was not done. */
export interface Refusal {
  readonly code: string;
  /** In English: it stands where nobody has better words. */
  readonly message: string;
  readonly details?: Readonly<Record<string, string | number>>;
}

/** Puts a refusal into words, the nearest first: of its reason, of its code, of codes that later pages meet, of the gateway's rest. */
export function refusalText(t: Translate, { code, message, details = {} }: Refusal): string {
  const keys = [
    ...(details.reason === undefined ? [] : [`refusal.${details.reason}`]),
    ...[`error.${code}`, `laterError.${code}`, `gatewayError.${code}`],
  ];
  const found = keys.map((key) => t(key, details)).find((text, place) => text !== keys[place]);
  return found ?? message;
}

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
