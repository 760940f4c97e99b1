import { type ErrorCode, errorCatalogue } from './catalogue.ts';

/** Values for a message's `{names}`: numbers, codes, paths. Never a person's text or a secret. */
export type ErrorDetails = Readonly<Record<string, string | number>>;

/** An error of the catalogue. `cause` keeps the technical error for the log; it is never shown. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly status: number;
  readonly retryable: boolean;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, details: ErrorDetails = {}, options?: { cause?: unknown }) {
    const entry = errorCatalogue[code];
    super(fill(entry.message, details), options);
    this.name = 'AppError';
    this.code = code;
    this.status = entry.status;
    this.retryable = entry.retryable;
    this.details = details;
  }
}

/** Whether an unknown thrown value is an error of the catalogue, of this code if one is given. */
export function isAppError(error: unknown, code?: ErrorCode): error is AppError {
  return error instanceof AppError && (code === undefined || error.code === code);
}

/** A reason is one word of ours; anything longer may be somebody's text. */
const reasonWord = /^[A-Za-z]{1,40}$/;

/**
 * What an error's message names, its numbers, and the word for its reason, for who words it in another language: texts only where
 * the message says them too.
 */
export function namedIn({ code, details }: AppError): { details?: ErrorDetails } {
  const { message } = errorCatalogue[code];
  const isTold = ([key, value]: [string, unknown]) =>
    message.includes(`{${key}}`) || typeof value === 'number' || (key === 'reason' && reasonWord.test(String(value)));
  const named = Object.entries(details).filter(isTold);
  return named.length > 0 ? { details: Object.fromEntries(named) } : {};
}

function fill(message: string, details: ErrorDetails): string {
  return message.replace(/\{(\w+)\}/g, (hole, name: string) => String(details[name] ?? hole));
}
