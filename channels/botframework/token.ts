import { z } from 'zod';
import { AppError } from '../../src/errors/app-error.ts';
import type { BotIdentity } from './options.ts';

/** What the connectors of Bot Service are for, as the login service calls it. */
const SCOPE = 'https://api.botframework.com/.default';
const TIMEOUT_MS = 10_000;
/** A token is not used to its last moment, ms. */
const EARLY_MS = 5 * 60_000;

const answerSchema = z.looseObject({ access_token: z.string().min(1), expires_in: z.coerce.number().positive() });

/** Our own token for the connectors. */
export interface BotToken {
  /** A token that holds for a while. Throws BOT_SIGN_IN_REFUSED, or DELIVERY_FAILED when nobody answers. */
  get(): Promise<string>;
  /** Forgets it: a connector did not take it. */
  drop(): void;
}

/** Asks the login service by the application's secret, once for all who wait. */
export function createBotToken(identity: BotIdentity, now: () => number = Date.now): BotToken {
  let held: { token: string; until: number } | null = null;
  let asking: Promise<string> | null = null;
  const ask = async (): Promise<string> => {
    const { access_token: token, expires_in: seconds } = await askToken(identity);
    held = { token, until: now() + seconds * 1_000 - Math.min(EARLY_MS, seconds * 500) };
    return token;
  };
  return {
    get() {
      if (held !== null && held.until > now()) return Promise.resolve(held.token);
      asking ??= ask().finally(() => {
        asking = null;
      });
      return asking;
    },
    drop() {
      held = null;
    },
  };
}

async function askToken({ loginUrl, tenant, appId, password }: BotIdentity): Promise<z.output<typeof answerSchema>> {
  const body = new URLSearchParams({
    ...{ grant_type: 'client_credentials', client_id: appId, client_secret: password, scope: SCOPE },
  });
  const response = await fetch(`${loginUrl}/${tenant}/oauth2/v2.0/token`, {
    ...{ method: 'POST', body, redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MS) },
  }).catch((cause: unknown) => {
    throw new AppError('DELIVERY_FAILED', { channel: 'botframework' }, { cause });
  });
  const answer: unknown = await response.json().catch(() => null);
  const read = answerSchema.safeParse(answer);
  if (response.ok && read.success) return read.data;
  // A wrong secret stays wrong; a service in trouble does not.
  if (response.status >= 400 && response.status < 500 && response.status !== 429) {
    throw new AppError('BOT_SIGN_IN_REFUSED', { status: response.status });
  }
  throw new AppError('DELIVERY_FAILED', { channel: 'botframework' });
}
