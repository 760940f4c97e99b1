import type { Logger } from '../contracts/logger.ts';

/** A process that does not end by itself after this long is ended; what is unfinished is found at the next start. */
const SHUTDOWN_MS = 20_000;

/** The part of `process` that tells of its end. */
export interface EndingProcess {
  on(event: 'SIGINT' | 'SIGTERM', listener: (signal: NodeJS.Signals) => void): unknown;
  on(event: 'uncaughtException', listener: (error: unknown, origin: string) => void): unknown;
  exit(code: number): void;
}

/**
 * Ends in order at SIGINT and SIGTERM (exit code 0), and after a defect that nobody caught (1): what is stored is safe,
 * what the process holds in memory is not certain any more. A second signal ends at once.
 */
export function endInOrder(runtime: EndingProcess, logger: Logger, end: () => Promise<void>): void {
  let isEnding = false;
  const finish = (code: number) => {
    isEnding = true;
    setTimeout(() => runtime.exit(1), SHUTDOWN_MS).unref();
    end().then(
      () => runtime.exit(code),
      (error: unknown) => {
        logger.error({ err: error }, 'the end was not orderly; the next start takes up what is left');
        runtime.exit(1);
      },
    );
  };
  const onSignal = (signal: NodeJS.Signals) => {
    if (isEnding) return runtime.exit(1);
    logger.info({ signal }, 'stopping');
    finish(0);
  };
  runtime.on('SIGINT', onSignal);
  runtime.on('SIGTERM', onSignal);
  // Rejections that nobody handles come here too; `origin` says which it was.
  runtime.on('uncaughtException', (err, origin) => {
    logger.error({ err, code: 'INTERNAL', origin }, 'a defect that nobody caught; the process ends');
    if (!isEnding) finish(1);
  });
}
