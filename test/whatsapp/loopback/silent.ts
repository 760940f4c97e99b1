import type { DEFAULT_CONNECTION_CONFIG } from '@whiskeysockets/baileys';

type Logger = (typeof DEFAULT_CONNECTION_CONFIG)['logger'];

/** A log that says nothing; the library asks for one everywhere. */
export function silentLogger(): Logger {
  const nothing = () => undefined;
  const logger: Logger = {
    level: 'silent',
    child: () => logger,
    ...{ trace: nothing, debug: nothing, info: nothing, warn: nothing, error: nothing },
  };
  return logger;
}
