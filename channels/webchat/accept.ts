import type { EnvelopeInput, Receipt } from '../../src/contracts/envelope.ts';
import { MAX_TEXT_LENGTH } from '../../src/contracts/envelope.ts';
import { AppError } from '../../src/errors/app-error.ts';
import { type ErrorCode, errorCatalogue } from '../../src/errors/catalogue.ts';
import type { WebchatContext } from './context.ts';

/** Hands one envelope in and waits until it is durable (P1). Throws the coded error of a rejection. */
export async function acceptOne(
  context: WebchatContext,
  envelope: EnvelopeInput,
): Promise<Exclude<Receipt, { status: 'rejected' }>> {
  const [receipt] = await context.intake().accept([envelope]);
  if (receipt === undefined) throw new Error('intake gave no receipt');
  if (receipt.status !== 'rejected') return receipt;
  const code = isErrorCode(receipt.code) ? receipt.code : 'MESSAGE_INVALID';
  throw new AppError(code, {
    channel: 'webchat',
    limit: MAX_TEXT_LENGTH,
    path: 'message',
    problem: 'it was refused',
    seconds: 10,
  });
}

function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(errorCatalogue, code);
}
