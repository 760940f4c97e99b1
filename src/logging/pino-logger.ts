import { types } from 'node:util';
import { type DestinationStream, pino } from 'pino';
import type { Logger } from '../contracts/logger.ts';
import { isAppError } from '../errors/app-error.ts';

/** Keys that hold what people wrote, who they are, or a secret. Whoever logs them by mistake writes `[removed]`. */
const forbidden = [
  'text',
  'body',
  'message',
  'content',
  'token',
  'authorization',
  'cookie',
  'password',
  'secret',
  'email',
  'phone',
  'name',
  'address',
  'description',
  'subject',
  'payload',
];

/** Where the lines go and how severe they must be. */
export interface LoggerOptions {
  readonly level: string;
  /** Standard output unless given. */
  readonly destination?: DestinationStream;
}

/** pino behind the Logger contract. Forbidden keys are cut to three levels deep: the second belt of P4, not the first. */
export function createLogger({ level, destination }: LoggerOptions): Logger {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    redact: {
      paths: forbidden.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]),
      censor: '[removed]',
    },
    serializers: { err: presentError },
    messageKey: 'msg',
  };
  return wrap(destination ? pino(options, destination) : pino(options));
}

function wrap(line: pino.Logger): Logger {
  return {
    debug: (fields, message) => line.debug(fields, message),
    info: (fields, message) => line.info(fields, message),
    warn: (fields, message) => line.warn(fields, message),
    error: (fields, message) => line.error(fields, message),
    child: (fields) => wrap(line.child(fields)),
  };
}

/**
 * An error's message may quote what somebody wrote (a parser's, a database's), so only our own messages are logged; of the
 * others the class, the code and the places in the code remain.
 */
function presentError(error: unknown): object {
  if (!types.isNativeError(error)) return { type: typeof error };
  const cause = error.cause === undefined ? {} : { cause: presentError(error.cause) };
  const code = 'code' in error && typeof error.code === 'string' ? { code: error.code } : {};
  const said = isAppError(error) ? { said: error.message } : {};
  return { type: error.name, ...code, ...said, stack: places(error), ...cause };
}

function places(error: Error): string[] {
  return (error.stack ?? '')
    .split('\n')
    .filter((line) => line.startsWith('    at '))
    .slice(0, 12)
    .map((line) => line.trim());
}
