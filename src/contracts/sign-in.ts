import type { AuditActor } from './audit.ts';
import type { DeskSession } from './desk.ts';

/** A login however it was typed: whatever counts, looks up or remembers by a login does it by this. */
export function plainLogin(typed: string): string {
  return typed.trim().normalize('NFKC').toLowerCase();
}

/** What an opened session is known by: the token goes into a cookie and nowhere else. */
export interface OpenedSession {
  readonly token: string;
  readonly session: DeskSession;
}

/** What a person presents to sign in. */
export interface SignInAttempt {
  /** Their mail address, or the short id that the desk gave them. */
  readonly login: string;
  readonly password: string;
  /** Six digits of their device, or a recovery code. */
  readonly code?: string;
  /** Browser and system, in words that are safe to store. */
  readonly device: string;
}

/** What a link to the console is for. `setup`: makes the first administrator of an organisation. */
export type LinkKind = 'signIn' | 'invite' | 'reset' | 'setup';

/** What stands behind a link, for the page that it opens. */
export interface LinkView {
  readonly kind: LinkKind;
  readonly organisation: string;
  /** Null: nobody yet (`setup`). */
  readonly name: string | null;
  readonly login: string | null;
  /** Characters that a password needs here. */
  readonly passwordLength: number;
}

/** The first administrator as the page of a fresh installation describes them. */
export interface FirstAdministrator {
  readonly name: string;
  readonly email: string;
  readonly password: string;
  readonly device: string;
}

/** The way in, for people who are nobody yet. */
export interface SignInDoor {
  /**
   * Opens a session. The same answer after the same time whether the person exists or not.
   * Throws SIGN_IN_REFUSED, SECOND_FACTOR_NEEDED (the password was right), SECOND_FACTOR_WRONG.
   */
  signIn(attempt: SignInAttempt): Promise<OpenedSession>;
  /** Uses nothing up. Throws SIGN_IN_LINK_INVALID. */
  lookAtLink(token: string): Promise<LinkView>;
  /**
   * Uses an `invite` or `reset` link up and ends every session of its person; gives what they sign in with.
   * Throws SIGN_IN_LINK_INVALID, PASSWORD_WEAK.
   */
  setPassword(token: string, password: string): Promise<{ readonly login: string }>;
  /** Uses the code of a fresh installation up. Throws SIGN_IN_LINK_INVALID, PASSWORD_WEAK. */
  createAdministrator(code: string, administrator: FirstAdministrator): Promise<OpenedSession>;
  /** Mails a link to whoever has this login; says nothing of whether somebody has it. */
  forgot(login: string): void;
  /** Whether forgotten passwords are mailed. */
  readonly mails: boolean;
  /** Whether an organisation still waits for its administrator. */
  awaitsAdministrator(): Promise<boolean>;
}

/** How somebody's access stands; never a secret. */
export interface AccessStanding {
  readonly agentId: string;
  /** What they sign in with; null: they have no password yet. */
  readonly login: string | null;
  readonly passwordSince: Date | null;
  /** Null: no second factor. */
  readonly totpSince: Date | null;
  readonly totpRequired: boolean;
  readonly recoveryCodesLeft: number;
}

/** A session in a list. */
export interface SessionView {
  readonly id: string;
  readonly device: string;
  readonly openedAt: Date;
  readonly lastSeenAt: Date;
  readonly expiresAt: Date;
  /** Whether a second factor was shown. */
  readonly secondFactor: boolean;
}

/** Whose session asks. */
export interface OwnSession {
  readonly agentId: string;
  readonly sessionId: string;
}

/** What everybody may do with their own access. */
export interface OwnAccess {
  standing(agentId: string): Promise<AccessStanding>;
  /** Every other session ends. Throws SIGN_IN_REFUSED (the current one is wrong), PASSWORD_WEAK. */
  changePassword(own: OwnSession, current: string, next: string): Promise<void>;
  /**
   * A secret that counts once it is confirmed; the one before holds until then, and is replaced only by who shows a code of it.
   * Throws SIGN_IN_REFUSED (the password is wrong), SECOND_FACTOR_NEEDED, SECOND_FACTOR_WRONG.
   */
  beginTotp(
    own: OwnSession,
    shown: { readonly password: string | null; readonly code?: string | undefined },
  ): Promise<{ readonly secret: string; readonly uri: string }>;
  /** Every other session ends. Gives the recovery codes, once. Throws SECOND_FACTOR_WRONG. */
  confirmTotp(own: OwnSession, code: string): Promise<readonly string[]>;
  /** Throws SECOND_FACTOR_WRONG, SECOND_FACTOR_REQUIRED (the policy asks for it). */
  removeTotp(own: OwnSession, code: string): Promise<void>;
  /** New ones; the old ones stop working. Throws SECOND_FACTOR_WRONG. */
  renewRecoveryCodes(own: OwnSession, code: string): Promise<readonly string[]>;
}

/** A link that lets somebody choose a password. */
export interface PasswordLink {
  readonly token: string;
  readonly kind: 'invite' | 'reset';
  readonly expiresAt: Date;
  /** Whether it went out by mail as well. */
  readonly mailed: boolean;
}

/** What administrators do about others' access. Each deed stands in the audit trail before it is done. */
export interface AccessAdmin {
  /** Of everybody in the organisation. */
  standings(organisation: string): Promise<readonly (AccessStanding & { readonly sessions: number })[]>;
  /** `mail`: also send it to their address, where there is one and mail is configured. Throws AGENT_NOT_FOUND. */
  passwordLink(
    organisation: string,
    agentId: string,
    about: { readonly mail: boolean; readonly by: AuditActor },
  ): Promise<PasswordLink>;
  /** Takes the second factor away, and ends every session. Throws AGENT_NOT_FOUND. */
  resetTotp(organisation: string, agentId: string, by: AuditActor): Promise<void>;
}

/** Sessions, seen and ended. */
export interface SessionBook {
  sessions(organisation: string, agentId: string): Promise<readonly SessionView[]>;
  /** An id that is not this agent's is no error. */
  endSession(organisation: string, agentId: string, sessionId: string, by: AuditActor): Promise<void>;
  /** All of them but `except`; gives how many. */
  endSessions(
    organisation: string,
    agentId: string,
    about: { readonly by: AuditActor; readonly except?: string },
  ): Promise<number>;
  /** Whether a session still holds; asking is no use of it. */
  stands(sessionId: string): Promise<boolean>;
  /** Told of each session that ends before its time. Returns what ends the telling. */
  onSessionEnded(listener: (sessionId: string) => void): () => void;
}

/** Everything about signing in. */
export interface Access extends SignInDoor, OwnAccess, AccessAdmin, SessionBook {}
