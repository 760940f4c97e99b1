import type { Config } from '../config/config.ts';
import { loadSecrets } from '../config/secrets.ts';
import { systemClock } from '../contracts/clock.ts';
import { createLogger } from '../logging/pino-logger.ts';
import { endInOrder } from './ending.ts';
import { createGateway, type Gateway } from './gateway.ts';
import { startServer } from './server.ts';

/** Runs the gateway until a signal ends it: opens the data, listens, prints the addresses. */
export async function serve(config: Config): Promise<void> {
  const logger = createLogger({ level: config.logLevel });
  const secrets = loadSecrets(config.dataDir);
  const gateway = await createGateway({ config, secrets, logger, clock: systemClock });
  const server = await startServer(gateway, { config, secrets }).catch(async (error: unknown) => {
    await gateway.stop();
    throw error;
  });
  endInOrder(process, logger, async () => {
    await server.close();
    await gateway.stop();
  });
  await printAddresses(gateway, server.url);
}

/** Standard output belongs to people here; the log goes to standard output too, as lines of JSON, when it has something to say. */
async function printAddresses({ desk, policy }: Gateway, url: string): Promise<void> {
  const lines = [`Ventanilla · ${policy.organisation.name}`, `  Chat       ${url}/`];
  const administrator = await desk.ensureAdministrator(policy.organisation.code);
  if (administrator) {
    const { token } = await desk.createSignInLink(administrator.id);
    lines.push(`  Console    ${url}/console/sign-in#${token}   (valid once, for one hour)`);
  } else {
    lines.push(`  Console    ${url}/console   (new sign-in link: npm run -s ventanilla -- doctor --sign-in)`);
  }
  lines.push(`  API        ${url}/openapi.json`, '  Stop with Ctrl+C');
  process.stdout.write(`\n${lines.join('\n')}\n\n`);
}
