/** The guided first hour. */
export interface FirstSteps {
  steps: {
    step: 'administrator' | 'chat' | 'invite' | 'whatsapp' | 'knowledge';
    state: 'open' | 'done' | 'skipped';
    /** False: this installation is not set up for it. */
    available: boolean;
  }[];
  closed: boolean;
}

/** The state of our number of WhatsApp. */
export interface WhatsappView {
  account: string;
  transport: 'linked' | 'cloud';
  state: 'unpaired' | 'pairing' | 'connecting' | 'open' | 'waiting' | 'standby' | 'stopped' | 'off';
  since: string;
  qr: string | null;
  /** The same as a picture. */
  qrImage: string | null;
  code: string | null;
  stop: 'loggedOut' | 'replaced' | 'banned' | 'tooOld' | 'mismatch' | 'broken' | null;
  lastCode: number | null;
  retryAt: string | null;
  /** Why it does not work and what to do; null while it works. */
  reason: { code: string; es: string; en: string } | null;
  alert: { kind: 'stopped' | 'stalled'; at: string } | null;
}

/** One deed of the audit trail. */
export interface AuditEntry {
  seq: number;
  at: string;
  actor: { kind: 'agent' | 'contact' | 'operator' | 'token' | 'system'; id: string };
  action: string;
  subject: { kind: string; id: string };
  reason: string | null;
  facts: Record<string, string | number | boolean>;
  hash: string;
}

/** Whether the trail is whole. */
export interface AuditReport {
  ok: boolean;
  organisation: string;
  records: number;
  problem: { kind: string; seq: number } | null;
  head: { seq: number; hash: string } | null;
  witnessedFrom: number | null;
}

/** A token of a program. */
export interface ApiToken {
  id: string;
  name: string;
  scopes: string[];
  createdAt: string;
  createdBy: string;
  expiresAt: string | null;
  lastUsedAt: string | null;
  revokedAt: string | null;
}

/** An endpoint of an outside system. */
export interface Webhook {
  id: string;
  name: string;
  system: string;
  url: string;
  events: string[];
  enabled: boolean;
  off: 'person' | 'gone' | null;
  waiting: number;
  dead: number;
  createdAt: string;
}

/** A delivery to an outside system. */
export interface WebhookDelivery {
  id: string;
  endpointId: string;
  ticketId: string;
  type: string;
  state: string;
  createdAt: string;
  nextAt: string | null;
  deliveredAt: string | null;
  tries: number;
  log: { at: string; status: number | null; problem: string | null; ms: number }[];
}

/** How the installation is. */
export interface SystemView {
  version: string;
  node: string;
  startedAt: string;
  store: { kind: string; bytes: number | null };
  /** Null: of the whole installation, which an administrator of one of several organisations does not see. */
  filesBytes: number | null;
  freeBytes: number | null;
  outbox: number;
  jobs: number | null;
  /** `isDue`: none was noted, or it is older than it may be. */
  backup: { at: string | null; bytes: number | null; isDue: boolean } | null;
  processes: 'one' | 'many';
  checks: Record<string, string | boolean>;
}

/** How a channel that the policy enables stands. */
export interface ChannelView {
  channel: string;
  /** `missing`: nothing listens to it. */
  way: 'served' | 'byHand' | 'missing';
  accounts: string[];
  /** Of the last message on it within seven days. */
  lastAt: string | null;
}

/** A job that waits. */
export interface SystemJob {
  key: string;
  type: string;
  runAt: string;
  /** Failed tries so far. */
  failures: number;
}

/** How one connection to a mail server went. */
export interface MailCheck {
  name: string;
  ok: boolean;
  problem: string | null;
}

/** The rules that run, and whether the file is what runs. */
export interface PolicyInForce {
  organisation: { code: string; name: string; botName: string; locale: string; timeZone: string };
  hours: { days: string[]; from: string; to: string }[];
  channels: Record<string, boolean>;
  areas: { code: string; name: string }[];
  posts: { code: string; label: string }[];
  states: { code: string; agentLabel: string }[];
  file: {
    since: string;
    refused: {
      at: string;
      because: 'invalid' | 'stranding' | 'restart';
      problems: { file: string; line: number; path: string; message: string }[];
    } | null;
  } | null;
}
