import { isAppError } from '../../src/errors/app-error.ts';
import type { BotIdentity } from './options.ts';
import { createBotToken } from './token.ts';

const TIMEOUT_MS = 10_000;

/** Whether the login service gives us a token and the signer's keys can be had. Null: both; else what is wrong. */
export async function checkBotService(identity: BotIdentity): Promise<string | null> {
  try {
    await createBotToken(identity).get();
  } catch (error) {
    return isAppError(error, 'BOT_SIGN_IN_REFUSED')
      ? `the login service refuses the application (${error.details.status})`
      : `${new URL(identity.loginUrl).host} does not answer`;
  }
  const keys = await fetch(identity.openIdUrl, { signal: AbortSignal.timeout(TIMEOUT_MS) }).then(
    (response) => response.ok,
    () => false,
  );
  return keys ? null : `the signer's configuration at ${new URL(identity.openIdUrl).host} cannot be read`;
}
