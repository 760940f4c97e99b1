import type { Translate } from '../texts/translate.ts';

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
