import type { z } from 'zod';
import type { botServiceSettings } from './bot-service-settings.ts';

type Settings = typeof botServiceSettings;
type Get = <N extends keyof Settings>(name: N) => z.output<Settings[N]['schema']> | null;

/** How the Bot Service door is open. */
export interface BotServiceConfig {
  /** Small letters. The account of the door's conversations. */
  readonly appId: string;
  readonly password: string;
  readonly tenant: string;
  /** As Bot Service calls them. */
  readonly channels: readonly string[];
  readonly groups: boolean;
  readonly fileBytes: number;
  readonly serviceHosts: readonly string[];
  readonly fileHosts: readonly string[];
  readonly loginUrl: string;
  readonly openIdUrl: string;
  readonly issuer: string;
}

/** Reads the variables of the Bot Service door; null = shut. Says every problem. */
export function botServiceOf(get: Get, problems: string[]): BotServiceConfig | null {
  const appId = get('VENTANILLA_BOT_APP_ID');
  const password = get('VENTANILLA_BOT_PASSWORD');
  const rest = {
    tenant: get('VENTANILLA_BOT_TENANT') ?? '',
    channels: Object.freeze(get('VENTANILLA_BOT_CHANNELS') ?? []),
    groups: get('VENTANILLA_BOT_GROUPS') ?? false,
    fileBytes: (get('VENTANILLA_BOT_FILE_MB') ?? 0) * 1024 * 1024,
    serviceHosts: Object.freeze(get('VENTANILLA_BOT_SERVICE_HOSTS') ?? []),
    fileHosts: Object.freeze(get('VENTANILLA_BOT_FILE_HOSTS') ?? []),
    loginUrl: get('VENTANILLA_BOT_LOGIN_URL') ?? '',
    openIdUrl: get('VENTANILLA_BOT_OPENID_URL') ?? '',
    issuer: get('VENTANILLA_BOT_ISSUER') ?? '',
  };
  if (appId !== null && password !== null) return Object.freeze({ appId, password, ...rest });
  // Without an app id the library would let everybody in; with one of the two somebody believes that the door is open.
  if (appId !== null) problems.push('VENTANILLA_BOT_APP_ID is set: set VENTANILLA_BOT_PASSWORD too');
  if (password !== null) problems.push('VENTANILLA_BOT_PASSWORD is set: set VENTANILLA_BOT_APP_ID too');
  return null;
}
