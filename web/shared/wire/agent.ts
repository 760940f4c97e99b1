/** Presence of an agent. */
export type Presence = 'online' | 'meal' | 'away' | 'offline';

/** An agent. */
export interface Agent {
  id: string;
  name: string;
  roles: ('agent' | 'lead' | 'admin')[];
  organisation: string;
  presence: Presence;
  presenceSince: string | null;
}

/** Who is signed in. */
export interface Me {
  id: string;
  name: string;
  kind: 'agent' | 'operator' | 'token';
  roles: ('agent' | 'lead' | 'admin')[];
  organisation: string | null;
  permissions: string[];
  csrfToken: string | null;
  expiresAt: string | null;
  /** A second factor has to be set up before anything else. */
  mustEnrol: boolean;
}
