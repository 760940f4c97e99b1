import type { Config } from '../../config/config.ts';
import { systemClock } from '../../contracts/clock.ts';
import type { DeskRole } from '../../contracts/desk.ts';
import { createLogger } from '../../logging/pino-logger.ts';
import type { Gateway } from '../gateway.ts';
import { loadPolicies } from '../load-policies.ts';
import { serve } from '../serve.ts';
import { castOf, demoFolderOf, hasMonth, makeMonth, storyChannels } from './month.ts';

/** A month of a desk of five: enough for every chart, made in a minute or two. */
const story = { days: 31, perDay: 22, seed: 20_261 } as const;
/** Roles whose way in is printed, the most telling first. */
const shown: readonly DeskRole[] = ['agent', 'lead', 'admin'];
const BAR_WIDTH = 32;

/**
 * Runs the gateway on a month of made-up data, in a folder of its own beside the real one. The first start lives the month, later
 * starts go on with it. Throws what `makeMonth` throws.
 */
export async function serveDemo(config: Config): Promise<void> {
  const [first] = loadPolicies(config);
  if (first === undefined) return;
  const cast = castOf(config, first.policy.organisation.code);
  if (!hasMonth(config.dataDir)) await tellStory(config);
  const own = storyChannels(cast, false);
  own.delete('webchat');
  if (config.emailAccounts.length > 0 || config.emailListen !== null) own.delete('email');
  if (config.whatsapp !== null) own.delete('whatsapp');
  await serve({ ...config, dataDir: demoFolderOf(config.dataDir) }, { channels: [...own.values()], linesOf: waysIn });
}

async function tellStory(config: Config): Promise<void> {
  const { stderr } = process;
  stderr.write('Living a month of made-up conversations, tickets and entries (once, a minute or two) …\n');
  const onProgress = (share: number) => {
    const full = Math.round(share * BAR_WIDTH);
    const bar = `${'█'.repeat(full)}${'░'.repeat(BAR_WIDTH - full)} ${Math.round(share * 100)} %`;
    if (stderr.isTTY) stderr.write(`\r${bar}`);
    else if (Math.round(share * 100) % 25 === 0) stderr.write(`${bar}\n`);
  };
  const logger = createLogger({ level: 'error' });
  await makeMonth({ config, logger, until: systemClock.now(), ...story, onProgress });
  stderr.write('\n');
}

/** One way in for each role: everybody sees another console. */
async function waysIn({ desk, policy }: Gateway, url: string): Promise<string[]> {
  const agents = await desk.listAgents(policy.organisation.code);
  const lines = [];
  for (const role of shown) {
    const found = agents.find(({ roles }) => roles[0] === role);
    if (!found) continue;
    const { token } = await desk.createSignInLink(found.id);
    lines.push(`  ${role.padEnd(10)} ${url}/console/sign-in#${token}   (${found.name}, made up; valid once)`);
  }
  return lines;
}
