import { z } from 'zod';
import { apiScopes } from '../../contracts/api-tokens.ts';
import { idField, instantField, typedText } from '../routing/fields.ts';

/** A name that an administrator gives: shown in lists and in the history of tickets. */
export const nameField = typedText(80).refine((text) => text.trim() !== '', 'is empty');

/** A new token. */
export const createTokenBody = z.strictObject({
  name: nameField,
  scopes: z.array(z.enum(apiScopes)).min(1).max(apiScopes.length),
  expiresInDays: z.number().int().min(1).max(3_650).nullable().default(365).describe('Null: it does not end by itself'),
});
/** A token in an address. */
export const tokenParams = z.strictObject({ id: idField });

/** A token in a list. */
export const tokenBody = z.object({
  id: z.string(),
  organisation: z.string(),
  name: z.string(),
  scopes: z.array(z.enum(apiScopes)),
  createdAt: instantField,
  createdBy: z.string(),
  expiresAt: instantField.nullable(),
  lastUsedAt: instantField.nullable().describe('To the minute'),
  revokedAt: instantField.nullable(),
});
/** A new token with the value that nobody will see again. */
export const createdTokenBody = z.object({
  token: z.string().describe('Shown this once; only a digest is kept'),
  view: tokenBody,
});
/** All tokens that one may see. */
export const listTokensBody = z.object({ items: z.array(tokenBody) });
