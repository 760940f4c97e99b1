import type { Clock } from '../../contracts/clock.ts';
import type { SealingBox } from '../../contracts/sealing.ts';
import { AppError } from '../../errors/app-error.ts';
import type { CredentialsDoc } from '../../storage/models/credentials.ts';
import type { CredentialsRepository } from '../../storage/repositories/credentials.ts';
import { recoveryDigest } from './recovery-codes.ts';
import { totpStep } from './totp.ts';

/** What second factors are checked with. */
export interface SecondFactorDeps {
  readonly credentials: CredentialsRepository;
  readonly box: SealingBox;
  readonly clock: Clock;
}

/** What a secret is sealed for: it opens for nobody else. */
export function totpPlace(agentId: string): string {
  return `totp|${agentId}`;
}

/**
 * Takes a code up: six digits of the app, each good once, or a recovery code. False for who has no second factor. Throws
 * SECOND_FACTOR_NEEDED, SECOND_FACTOR_WRONG.
 */
export async function proveSecondFactor(
  deps: SecondFactorDeps,
  known: CredentialsDoc | null,
  code: string | undefined,
): Promise<boolean> {
  if (known === null || known.totp === null) return false;
  if (code === undefined || code.trim() === '') throw new AppError('SECOND_FACTOR_NEEDED');
  if (!(await isRight(deps, known, known.totp, code.trim()))) throw new AppError('SECOND_FACTOR_WRONG');
  return true;
}

async function isRight(
  { credentials, box, clock }: SecondFactorDeps,
  { _id }: CredentialsDoc,
  sealed: string,
  code: string,
): Promise<boolean> {
  const digits = code.replace(/\s/g, '');
  if (!/^\d{6}$/.test(digits)) return credentials.takeRecovery(_id, recoveryDigest(box, _id, code));
  const step = totpStep(box.open(sealed, totpPlace(_id)), digits, clock.now());
  return step !== null && credentials.takeStep(_id, step);
}
