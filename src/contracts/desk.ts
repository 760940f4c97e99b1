/** What a person at the desk may be. One agent can have several. */
export type DeskRole = 'agent' | 'lead' | 'admin';

/**
 * Everything that a role may be allowed to do over HTTP. Which role may do what is written once, in `src/desk`;
 * what is not allowed there is refused (default deny).
 */
export const permissions = [
  'conversations.read',
  'conversations.act',
  'opportunities.read',
  'opportunities.plan',
  'cannedReplies.share',
  'tickets.read',
  'tickets.move',
  'tickets.assign',
  'ticketViews.share',
  'deadLetters.read',
  'deadLetters.replay',
  'agents.read',
  'agents.signIn',
  'agents.manage',
  'presence.own',
  'vault.read',
  'vault.reveal',
  'vault.rotate',
  'policy.read',
  'knowledge.read',
  'knowledge.write',
  'knowledge.publish',
  'courses.write',
  'audit.read',
  'quota.read',
  'quota.manage',
  'notices.own',
  'privacy.manage',
  'tickets.transfer',
  'integrations.write',
  'integrations.manage',
  'requesters.read',
  'requesters.manage',
  'channels.manage',
  'contacts.read',
  'contacts.merge',
  'reports.own',
  'reports.read',
  'reports.manage',
  'chats.search',
  'quality.read',
  'quality.review',
  'surveys.read',
  'surveys.verify',
  'routines.own',
  'routines.manage',
  'availability.read',
  'availability.write',
] as const;
/** One of the permissions. */
export type Permission = (typeof permissions)[number];

/** `meal` = the 30 minutes of EXS-04; `offline` = never signed in, or signed out. */
export type Presence = 'online' | 'meal' | 'away' | 'offline';

/** An agent as sessions know them. */
export interface DeskAgent {
  readonly id: string;
  readonly name: string;
  readonly roles: readonly DeskRole[];
  readonly organisation: string;
}

/** The people of the desk, as a turn asks about them. */
export interface DeskPeople {
  /** Somebody by id, or null. */
  person(id: string): Promise<DeskAgent | null>;
}

/** An agent in a list. */
export interface AgentView extends DeskAgent {
  readonly presence: Presence;
  /** Since when (UTC). */
  readonly presenceSince: Date | null;
}

/** A console session that is valid now. `id` is safe to log; the token never is. */
export interface DeskSession {
  readonly id: string;
  readonly agent: DeskAgent;
  readonly expiresAt: Date;
  /** The policy asks this person for a second factor and none was shown: until they enrol, they may do nothing else. */
  readonly mustEnrol?: boolean;
}

/** Sessions, agents and permissions: what the HTTP room asks of the desk. */
export interface DeskAccess {
  /** A link token valid once. Throws AGENT_NOT_FOUND. */
  createSignInLink(agentId: string): Promise<{ readonly token: string; readonly expiresAt: Date }>;
  /**
   * Uses the link up and opens a session. Throws SIGN_IN_LINK_INVALID, and for people with a second factor
   * SECOND_FACTOR_NEEDED, SECOND_FACTOR_WRONG, which leave the link as it was. Two at once: one wins.
   */
  redeemSignInLink(
    token: string,
    about?: { readonly code?: string; readonly device?: string },
  ): Promise<{ readonly token: string; readonly session: DeskSession }>;
  /** The session of a token, or null when it is unknown, revoked or over. */
  verifySession(token: string): Promise<DeskSession | null>;
  /** Ends a session; unknown ids are no error. */
  revokeSession(sessionId: string): Promise<void>;
  /**
   * `connection`: a console opened or was lost; it never overrides what a person chose (`meal`, `away`), and only the
   * `away` of a lost connection becomes `online` again by itself. Throws AGENT_NOT_FOUND.
   */
  setPresence(agentId: string, presence: Presence, cause: 'person' | 'connection'): Promise<AgentView>;
  listAgents(organisation?: string): Promise<AgentView[]>;
  can(role: DeskRole, permission: Permission): boolean;
}
