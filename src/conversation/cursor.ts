import { AppError } from '../errors/app-error.ts';

/** Where a page of the newest conversations ended. */
export function cursorOf({ lastAt, _id }: { readonly lastAt: Date; readonly _id: string }): string {
  return `${lastAt.getTime()}.${_id}`;
}

/** Reads a cursor back. Throws INPUT_INVALID. */
export function readCursor(cursor: string): { lastAt: Date; id: string } {
  const dot = cursor.indexOf('.');
  const lastAt = new Date(Number(cursor.slice(0, dot)));
  if (dot < 1 || Number.isNaN(lastAt.getTime())) throw strangeCursor();
  return { lastAt, id: cursor.slice(dot + 1) };
}

/** A cursor that no page gave. */
export function strangeCursor(): AppError {
  return new AppError('INPUT_INVALID', { path: 'after', problem: 'pass back the value of "next" as it came' });
}
