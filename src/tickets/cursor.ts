import { AppError } from '../errors/app-error.ts';

/** The place in a list behind which the next page begins, as clients pass it on. */
export function writeCursor(order: string): string {
  return Buffer.from(order).toString('base64url');
}

/** The other way. Throws INPUT_INVALID for anything that no page gave out. */
export function readCursor(after: string): string {
  const order = Buffer.from(after, 'base64url').toString();
  if (!/^\d{4}-[\d:.TZ-]+\|[\w-]+$/.test(order)) {
    throw new AppError('INPUT_INVALID', { path: 'after', problem: 'pass on what "next" of the page before said' });
  }
  return order;
}
