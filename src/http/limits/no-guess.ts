import { isAppError } from '../../errors/app-error.ts';

/** Whether a refusal says that what was tried was right so far: the new password is too weak, the code is still to come. */
export function isNoGuess(error: unknown): boolean {
  return isAppError(error, 'PASSWORD_WEAK') || isAppError(error, 'SECOND_FACTOR_NEEDED');
}
