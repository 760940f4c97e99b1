/** What comes of a right password or link: a session, or the question for the second factor. */
export interface Started {
  agent: { id: string; name: string } | null;
  expiresAt: string | null;
  needsCode: boolean;
}

/** What the sign-in page may offer. */
export interface SignInOptions {
  forgotten: 'mail' | 'administrator';
  /** Nobody is here yet. */
  fresh: boolean;
}

/** What a link of the console is for. */
export interface LinkView {
  kind: 'signIn' | 'invite' | 'reset' | 'setup';
  organisation: string;
  name: string | null;
  login: string | null;
  passwordLength: number;
}

/** How somebody's access stands. */
export interface AccessStanding {
  agentId: string;
  login: string | null;
  passwordSince: string | null;
  totpSince: string | null;
  totpRequired: boolean;
  recoveryCodesLeft: number;
}

/** An open session. */
export interface OpenSession {
  id: string;
  device: string;
  openedAt: string;
  lastSeenAt: string;
  expiresAt: string;
  secondFactor: boolean;
}

/** A second factor that was begun. */
export interface TotpBegun {
  secret: string;
  uri: string;
  /** Path of an SVG, one unit a module. */
  qr: string;
  size: number;
}

/** A link by which somebody chooses a password. */
export interface PasswordLink {
  url: string;
  kind: 'invite' | 'reset';
  expiresAt: string;
  mailed: boolean;
}

/** Somebody of the desk as administrators keep them. */
export interface AgentProfile {
  id: string;
  organisation: string;
  name: string;
  email: string | null;
  roles: ('agent' | 'lead' | 'admin')[];
  areas: string[];
  posts: string[];
  skills: string[];
}
