/** State of an entry. */
export type EntryState = 'draft' | 'published' | 'archived';

/** How the link of an entry is. */
export interface LinkHealth {
  state: 'unchecked' | 'ok' | 'broken' | 'unreachable';
  failures: number;
  status: number | null;
  problem: string | null;
  checkedAt: string | null;
  since: string | null;
}

/** What somebody writes of an entry. */
export interface EntryContent {
  title: string;
  summary: string;
  body: string;
  tags: string[];
  module: string | null;
  audience: 'support' | 'sales';
  type: 'solucion' | 'video_folleto' | 'caso_de_uso' | 'material_de_venta' | 'recomendacion';
  salesKind: 'descripcion_de_modulo' | 'beneficio_comercial' | 'caso_de_exito' | 'landing_o_video' | null;
  url: string | null;
  examples: string[];
  language: 'es' | 'en';
  reviewOn: string | null;
}

/** A knowledge entry with all it says. */
export interface Entry extends EntryContent {
  id: string;
  state: EntryState;
  version: number;
  author: string;
  createdAt: string;
  updatedAt: string;
  link: LinkHealth;
}

/** An entry that says nearly the same. */
export interface SimilarEntry {
  id: string;
  title: string;
  state: EntryState;
  why: 'title' | 'link' | 'text';
  likeness: number;
}

/** What a look at a link found. */
export interface LinkProbe {
  isAllowed: boolean;
  state: LinkHealth['state'];
  status: number | null;
  problem: string | null;
}

/** What the bot would answer, and why. */
export interface ExplainedAnswer {
  band: 'send' | 'ask' | 'none';
  links: { entryId: string; title: string; url: string }[];
  confidence: number;
  candidates: { entryId: string; title: string; share: number; words: string[]; example: string | null }[];
}

/** A version of an entry and the deed that made it. */
export interface EntryVersion {
  version: number;
  at: string;
  deed: string;
  agentId: string;
  how: string;
  state: EntryState;
  content: EntryContent;
}

/** A field that differs between two versions. */
export interface FieldDiff {
  field: string;
  before: string | null;
  after: string | null;
  patch: string | null;
}

/** Questions that were badly served and ask the same. */
export interface DemandCluster {
  id: string;
  question: string;
  state: 'open' | 'drafted' | 'dismissed';
  draftId: string | null;
  people: number;
  asked: number;
  agentMinutes: number;
  troubles: { none: number; notSolved: number; handedOver: number; wrongEntry: number };
  firstAt: string;
  lastAt: string;
  examples: string[];
}

/** Why something counts towards the quota or does not. */
export type QuotaReason =
  | 'counted'
  | 'publishedBefore'
  | 'duplicate'
  | 'sameContent'
  | 'undone'
  | 'rejected'
  | 'notAPerson'
  | 'wayNotCounted'
  | 'notAPublication';

/** One agent's month. */
export interface QuotaAgent {
  agentId: string;
  name: string;
  workingDays: number;
  presentDays: number;
  month: {
    target: number;
    counted: number;
    corrected: number;
    total: number;
    shortfall: number;
    met: boolean;
    behindPace: number;
  };
  days: { date: string; status: 'met' | 'missed' | 'open' | 'free' | 'absent' | 'outside'; total: number }[];
  missedDays: number;
  improved: number;
  reused: { entries: number; conversations: number };
  verdicts: { seq: number; entryId: string; title: string; at: string; reason: QuotaReason }[];
}

/** Figures of a month. */
export interface QuotaMonth {
  month: string;
  perMonth: number;
  perWorkingDay: number;
  seq: number;
  asOf: string;
  agents: QuotaAgent[];
}

/** A question without a link. */
export interface Unanswered {
  id: string;
  question: string;
  times: number;
  lastAt: string;
}
