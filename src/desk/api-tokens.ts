import type { ApiTokenAdmin, ApiTokenDoor, ApiTokenView } from '../contracts/api-tokens.ts';
import type { Clock } from '../contracts/clock.ts';
import type { Logger } from '../contracts/logger.ts';
import { AppError } from '../errors/app-error.ts';
import type { ApiTokenDoc } from '../storage/models/api-tokens.ts';
import type { ApiTokenRepository } from '../storage/repositories/api-tokens.ts';
import { digestToken, makeToken } from './tokens.ts';

/** Begins every token, so that people and scanners know one when they see it. */
export const API_TOKEN_PREFIX = 'vnt_';

/** Uses are noted no oftener, ms: a busy program must not write with every request. */
const NOTE_EVERY_MS = 60_000;

/** Tokens of programs: made, found by their digest, ended. */
export interface ApiTokens extends ApiTokenAdmin, ApiTokenDoor {}

/** Makes the token service. */
export function createApiTokens(deps: {
  readonly tokens: ApiTokenRepository;
  readonly clock: Clock;
  readonly logger: Logger;
}): ApiTokens {
  const { tokens, clock, logger } = deps;
  const found = (doc: ApiTokenDoc | null): ApiTokenView => {
    if (doc === null) throw new AppError('API_TOKEN_NOT_FOUND');
    return viewToken(doc);
  };
  return {
    async create({ id, organisation, name, scopes, expiresAt, createdBy }) {
      const token = `${API_TOKEN_PREFIX}${makeToken()}`;
      const doc: ApiTokenDoc = {
        _id: id,
        org: organisation,
        name,
        digest: digestToken(token),
        scopes: [...new Set(scopes)],
        createdAt: clock.now(),
        createdBy,
        expiresAt,
        lastUsedAt: null,
        revokedAt: null,
      };
      await tokens.add(doc);
      return { token, view: viewToken(doc) };
    },
    list: async (organisation) => (await tokens.list(organisation)).map(viewToken),
    get: async (id) => found(await tokens.find(id)),
    revoke: async (id) => found(await tokens.revoke(id, clock.now())),
    async verify(token) {
      const doc = token.startsWith(API_TOKEN_PREFIX) ? await tokens.byDigest(digestToken(token)) : null;
      const now = clock.now();
      if (doc === null || doc.revokedAt !== null || (doc.expiresAt !== null && doc.expiresAt <= now)) return null;
      if (now.getTime() - (doc.lastUsedAt?.getTime() ?? 0) >= NOTE_EVERY_MS) {
        // Nobody waits for it, and a use that is not noted is no reason to refuse.
        tokens
          .used(doc._id, now)
          .catch((err: unknown) => logger.warn({ err, token: doc._id }, 'use of a token not noted'));
      }
      return viewToken(doc);
    },
  };
}

function viewToken(doc: ApiTokenDoc): ApiTokenView {
  const { _id, org, name, scopes, createdAt, createdBy, expiresAt, lastUsedAt, revokedAt } = doc;
  return {
    id: _id,
    organisation: org,
    name,
    scopes: [...scopes],
    createdAt,
    createdBy,
    expiresAt,
    lastUsedAt,
    revokedAt,
  };
}
