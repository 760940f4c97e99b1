/**
 * What a token for a program may be allowed to do. Each stands for a few permissions (`src/desk/api-scopes.ts`); what no
 * scope of a token grants is refused.
 */
export const apiScopes = [
  'tickets.read',
  'tickets.write',
  'tickets.transfer',
  'knowledge.read',
  'knowledge.write',
  'agents.read',
  'policy.read',
] as const;
/** One of the scopes. */
export type ApiScope = (typeof apiScopes)[number];

/** A token as lists show it: never the token itself, nobody has it but its owner. */
export interface ApiTokenView {
  readonly id: string;
  readonly organisation: string;
  /** Which program has it, in words of the administrator. */
  readonly name: string;
  readonly scopes: readonly ApiScope[];
  readonly createdAt: Date;
  /** Id of who made it. */
  readonly createdBy: string;
  /** Null: it does not end by itself. */
  readonly expiresAt: Date | null;
  /** To the minute. */
  readonly lastUsedAt: Date | null;
  readonly revokedAt: Date | null;
}

/** Makes, lists and ends tokens; who may do so is the caller's business, and so is the audit trail. */
export interface ApiTokenAdmin {
  /** `token` is shown this once: only its digest is kept. */
  create(draft: {
    readonly id: string;
    readonly organisation: string;
    readonly name: string;
    readonly scopes: readonly ApiScope[];
    readonly expiresAt: Date | null;
    readonly createdBy: string;
  }): Promise<{ readonly token: string; readonly view: ApiTokenView }>;
  /** Newest first; without an organisation, all. */
  list(organisation?: string): Promise<ApiTokenView[]>;
  /** Throws API_TOKEN_NOT_FOUND. */
  get(id: string): Promise<ApiTokenView>;
  /** Ends a token at once and for good. Throws API_TOKEN_NOT_FOUND. */
  revoke(id: string): Promise<ApiTokenView>;
}

/** Tells a token that is valid now from everything else. */
export interface ApiTokenDoor {
  /** Null: unknown, revoked or over. */
  verify(token: string): Promise<ApiTokenView | null>;
}
