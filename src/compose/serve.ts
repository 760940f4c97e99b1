import type { Config } from '../config/config.ts';
import { loadSecrets } from '../config/secrets.ts';
import type { ChannelAdapter } from '../contracts/channel.ts';
import { systemClock } from '../contracts/clock.ts';
import { createLogger } from '../logging/pino-logger.ts';
import { joinBotService } from './bot-service.ts';
import { joinEmail } from './email.ts';
import { endInOrder } from './ending.ts';
import { createGateway, type Gateway } from './gateway.ts';
import { startServer } from './server.ts';

/** What a start has besides: channels of its own, and what it says under the addresses. */
export interface ServeExtras {
  /** Only of those that nothing else serves. */
  readonly channels?: readonly ChannelAdapter[];
  readonly linesOf?: (gateway: Gateway, url: string) => Promise<readonly string[]>;
}

/** Runs the gateway until a signal ends it: opens the data, listens, prints the addresses. */
export async function serve(config: Config, { channels = [], linesOf }: ServeExtras = {}): Promise<void> {
  const logger = createLogger({ level: config.logLevel });
  const secrets = loadSecrets(config.dataDir);
  const gateway = await createGateway({ config, secrets, logger, clock: systemClock });
  const email = await joinEmail(gateway, config, secrets);
  const door = await joinBotService(gateway, config, secrets);
  const server = await startServer(gateway, {
    ...{ config, secrets, mounts: door?.mounts ?? [] },
    channels: [...(email ? [email] : []), ...(door?.adapters ?? []), ...channels],
  }).catch(async (error: unknown) => {
    await gateway.stop();
    throw error;
  });
  endInOrder(process, logger, async () => {
    await server.close();
    await gateway.stop();
  });
  await printAddresses(gateway, server.url, (await linesOf?.(gateway, server.url)) ?? []);
}

/** Standard output belongs to people here; the log goes to standard output too, as lines of JSON, when it has something to say. */
async function printAddresses({ access, policies }: Gateway, url: string, more: readonly string[]): Promise<void> {
  const lines: string[] = [];
  for (const code of policies.codes) {
    const isDefault = code === policies.codes[0];
    lines.push(`Ventanilla · ${policies.policyOf(code).organisation.name}`);
    lines.push(`  Chat       ${url}/${isDefault ? '' : `chat/${code}`}`);
    lines.push(`  Tickets    ${url}/mis-tickets${isDefault ? '' : `?org=${code}`}`);
    lines.push(`  Console    ${url}/console${await wayIn(access, code, policies.codes.length > 1)}`);
    if (policies.codes.length > 1) lines.push('');
  }
  lines.push(`  API        ${url}/openapi.json`, ...more, '  Stop with Ctrl+C');
  process.stdout.write(`\n${lines.join('\n')}\n\n`);
}

/** The way in for the first administrator, which nobody else on the network can know; when there are people already, how to get another link. */
async function wayIn(access: Gateway['access'], organisation: string, isOneOfMany: boolean): Promise<string> {
  const code = await access.setupCode(organisation);
  if (code !== null) return `/sign-in#${code}   (creates the administrator; the code works once, for 24 hours)`;
  const which = isOneOfMany ? ` --policy ${organisation}` : '';
  return `   (no password? npm run -s ventanilla -- doctor --sign-in${which})`;
}
