import type { Config } from '../config/config.ts';
import type { ChannelStanding } from '../contracts/channel-standing.ts';
import type { Clock } from '../contracts/clock.ts';
import type { PolicyBook } from './policy-book.ts';
import { type OrganisationFinder, siteOf } from './sites.ts';

/** What the standings are read from. */
export interface StandingParts {
  readonly config: Pick<Config, 'emailAccounts' | 'whatsapp'>;
  readonly policies: Pick<PolicyBook, 'codes' | 'policyOf'>;
  readonly ownerOf: OrganisationFinder;
  /** Whether an adapter of the channel was started. */
  readonly isServed: (channel: string) => boolean;
  readonly conversations: { lastOn(org: string, channel: string, from: Date): Promise<Date | null> };
  readonly clock: Clock;
}

/** Longer ago than this nobody looks, ms: on a channel that nobody uses, every conversation would be read. */
const LOOK_BACK_MS = 7 * 24 * 60 * 60_000;

/** The terminal is a command that whoever operates the gateway runs when they want to try something. */
const OPERATORS_OWN = 'terminal';

/** Every channel that an organisation's policy enables, and whether a message on it would be heard. */
export async function channelStandings(parts: StandingParts, organisation: string): Promise<ChannelStanding[]> {
  const { policies, conversations, clock, isServed } = parts;
  const from = new Date(clock.now().getTime() - LOOK_BACK_MS);
  const rules = Object.entries(policies.policyOf(organisation).channels).filter(
    ([channel, { enabled }]) => enabled && channel !== OPERATORS_OWN,
  );
  return Promise.all(
    rules.map(async ([channel, { handLogged }]) => {
      const accounts = accountsOf(parts, organisation)[channel];
      const isHeard = isServed(channel) && accounts?.length !== 0;
      const way = isHeard ? 'served' : handLogged ? 'byHand' : 'missing';
      const lastAt = await conversations.lastOn(organisation, channel, from);
      return { channel, way, accounts: accounts ?? [], lastAt } as const;
    }),
  );
}

/** Accounts by channel; a channel that is not listed has none to name. */
function accountsOf({ config, policies, ownerOf }: StandingParts, organisation: string): Record<string, string[]> {
  const own = (channel: string, accounts: string[]) =>
    accounts.filter((account) => ownerOf(channel, account) === organisation);
  return {
    webchat: [siteOf(policies, organisation)],
    email: own(
      'email',
      config.emailAccounts.map(({ name }) => name),
    ),
    whatsapp: own('whatsapp', config.whatsapp ? [config.whatsapp.number] : []),
  };
}
