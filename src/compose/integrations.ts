import type { Clock } from '../contracts/clock.ts';
import type { Logger } from '../contracts/logger.ts';
import { permissionsOf } from '../desk/api-scopes.ts';
import { createApiTokens } from '../desk/api-tokens.ts';
import { ApiTokenRepository } from '../storage/repositories/api-tokens.ts';
import type { ServiceModels } from './stores.ts';

/** What the joints with outside systems are joined from. */
export interface IntegrationParts {
  readonly models: ServiceModels;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Joins what outside systems use. */
export function joinIntegrations({ models, clock, logger }: IntegrationParts) {
  const tokens = createApiTokens({ tokens: new ApiTokenRepository(models.apiTokens), clock, logger });
  return { apiTokens: { ...tokens, permissionsOf } };
}

/** What `joinIntegrations` gives. */
export type Integrations = ReturnType<typeof joinIntegrations>;
