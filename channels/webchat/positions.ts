import { AppError } from '../../src/errors/app-error.ts';

// directlinejs builds its address by joining strings, so an unset watermark arrives as a word.
const UNSET = new Set(['', 'undefined', 'null']);

/** The position that a client says it has seen; 0 from the start. Throws INPUT_INVALID. */
export function watermarkOf(value: unknown): number {
  if (value === undefined || (typeof value === 'string' && UNSET.has(value))) return 0;
  if (typeof value === 'string' && /^\d{1,15}$/.test(value)) return Number(value);
  throw new AppError('INPUT_INVALID', { path: 'watermark', problem: 'not a position that this server gave' });
}
