import { createGateway, type Gateway } from '../compose/gateway.ts';
import type { Config } from '../config/config.ts';
import { loadSecrets } from '../config/secrets.ts';
import { systemClock } from '../contracts/clock.ts';
import { createLogger } from '../logging/pino-logger.ts';
import type { CliIo } from './io.ts';

/** Joins a gateway in this process; nothing listens. Its log goes to standard error, and only when LOG_LEVEL asks for it. */
export function openGateway(io: CliIo, config: Config): Promise<Gateway> {
  const level = io.env.LOG_LEVEL ? config.logLevel : 'silent';
  const logger = createLogger({ level, destination: { write: (line) => void io.stderr.write(line) } });
  return createGateway({ config, secrets: loadSecrets(config.dataDir), logger, clock: systemClock });
}

/** Runs something on the data while no gateway has them. Throws STORE_LOCKED. */
export async function withGateway<T>(io: CliIo, config: Config, run: (gateway: Gateway) => Promise<T>): Promise<T> {
  const gateway = await openGateway(io, config);
  try {
    return await run(gateway);
  } finally {
    await gateway.stop();
  }
}
