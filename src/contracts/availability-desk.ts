import type { AuditActor } from './audit.ts';
import type { Redacted } from './redacted.ts';

/** `planned`: told in advance (MAS-110) · `urgent`: an immediate shutdown, told at once (MAS-111). */
export const maintenanceKinds = ['planned', 'urgent'] as const;
/** One of them. */
export type MaintenanceKind = (typeof maintenanceKinds)[number];

/** `draft`: nobody was told · `announced`: customers were told · `cancelled`: will not be · `restored`: over, and customers were told. */
export const maintenanceStates = ['draft', 'announced', 'cancelled', 'restored'] as const;
/** One of them. */
export type MaintenanceState = (typeof maintenanceStates)[number];

/** What the last mail says. */
export type MaintenanceNews = 'announced' | 'changed' | 'cancelled' | 'restored';

/** `left`: there is no way to send it: the person left the list, or no mail server is configured. */
export type MaintenanceDeliveryState = 'waiting' | 'sent' | 'failed' | 'left';

/** Somebody who is told. */
export interface MaintenanceDelivery {
  /** `requester:<id>`, or `company:<id>`: its director. */
  readonly to: string;
  /** Null: is not there any more. */
  readonly name: string | null;
  readonly state: MaintenanceDeliveryState;
  readonly at: Date | null;
  /** Code of the error that it last met. */
  readonly code: string | null;
}

/** A notice as somebody writes it; texts are raw and are redacted before anything else. Empty `companies`: all of them. */
export interface MaintenanceDraft {
  readonly kind: MaintenanceKind;
  readonly title: string;
  readonly text: string;
  readonly services: readonly string[];
  readonly from: Date;
  /** End of the window, or the estimated restoration (MAS-111). */
  readonly to: Date;
  readonly companies: readonly string[];
}

/** A notice of maintenance. */
export interface MaintenanceNotice {
  readonly id: string;
  readonly kind: MaintenanceKind;
  readonly state: MaintenanceState;
  readonly title: Redacted;
  readonly text: Redacted;
  readonly services: readonly string[];
  readonly from: Date;
  readonly to: Date;
  /** Customers that it concerns; empty: all. */
  readonly companies: readonly { readonly id: string; readonly name: string }[];
  readonly createdAt: Date;
  readonly createdBy: string;
  readonly announcedAt: Date | null;
  readonly news: MaintenanceNews | null;
  /** It was changed after customers were told, and they were not told of that yet. */
  readonly isUntold: boolean;
  readonly deliveries: readonly MaintenanceDelivery[];
  readonly version: number;
}

/** What sending would do, to be confirmed first. */
export interface MaintenanceForesight {
  /** People who get it. */
  readonly recipients: number;
  /** Customers of whom nobody has an address. */
  readonly unreachable: readonly string[];
  /** MAS-110: the last local day on which a planned window may be told in time, YYYY-MM-DD; null: an urgent one. */
  readonly tellBy: string | null;
  /** That day is over. */
  readonly isLate: boolean;
}

/** A current notice, as the web channel and the bot show it (MAS-112). */
export interface MaintenanceWord {
  readonly id: string;
  readonly kind: MaintenanceKind;
  readonly title: Redacted;
  readonly text: Redacted;
  readonly services: readonly string[];
  readonly from: Date;
  readonly to: Date;
}

/** What is current, read without waiting. */
export interface MaintenanceBoard {
  /** Announced, not over, and for this customer; null: only what concerns all. Urgent ones stay until somebody says that it is over. */
  current(company: string | null, at: Date): readonly MaintenanceWord[];
}

/** Notices of maintenance of one organisation (MAS-110..112). Deeds stand in the audit trail before they are done. */
export interface MaintenanceDesk {
  /** Newest first. */
  list(page: { after?: string; limit: number }): Promise<{ items: readonly MaintenanceNotice[]; next: string | null }>;
  /** Customers and services to choose from. */
  offers(): Promise<{
    readonly companies: readonly { readonly id: string; readonly name: string }[];
    readonly services: readonly string[];
  }>;
  /** Throws MAINTENANCE_NOT_FOUND. */
  get(id: string): Promise<MaintenanceNotice>;
  /** A new one, or with `id` what it says now. Throws MAINTENANCE_REFUSED, MAINTENANCE_NOT_FOUND. `key`: the same twice is one. */
  write(draft: MaintenanceDraft, about: { id?: string; key: string; by: AuditActor }): Promise<MaintenanceNotice>;
  foresee(id: string): Promise<MaintenanceForesight>;
  /**
   * Mails it to everybody concerned. `version`: as the operator saw it; `late`: they confirmed that it is too late for the policy.
   * Throws MAINTENANCE_LATE, MAINTENANCE_REFUSED, MAINTENANCE_NOT_FOUND.
   */
  announce(id: string, about: { version: number; late: boolean; by: AuditActor }): Promise<MaintenanceNotice>;
  /** Ends it, and tells everybody who was told. Throws MAINTENANCE_REFUSED. */
  finish(
    id: string,
    about: { news: 'cancelled' | 'restored'; version: number; by: AuditActor },
  ): Promise<MaintenanceNotice>;
  /** Tries again what failed. */
  resend(id: string, by: AuditActor): Promise<MaintenanceNotice>;
}

/** An event that interrupted availability, as somebody writes it down; texts are raw. */
export interface OutageDraft {
  readonly service: string;
  readonly environment: string | null;
  /** Which of the policy's reports it is. */
  readonly report: string | null;
  readonly startedAt: Date;
  readonly endedAt: Date | null;
  readonly cause: string;
  readonly action: string;
  readonly folio: string | null;
}

/** A line of the log (MAS-83). */
export interface Outage {
  readonly id: string;
  readonly service: string;
  readonly environment: string | null;
  readonly report: string | null;
  readonly startedAt: Date;
  readonly endedAt: Date | null;
  readonly cause: Redacted | null;
  readonly action: Redacted | null;
  readonly ticketId: string | null;
  readonly folio: string | null;
  /** `ticket`: began with a ticket that was flagged; people complete it. */
  readonly source: 'desk' | 'ticket';
  readonly version: number;
}

/** Figures of a service in a period. Overlapping events count once. */
export interface OutageFigure {
  readonly service: string;
  readonly events: number;
  readonly downMs: number;
  readonly longestMs: number;
  /** Share of the period that it was available, percent with two decimals. */
  readonly availability: number;
}

/** The log of events that interrupt availability (MAS-83). */
export interface OutageLog {
  /** Those that touch the period, newest first. */
  list(period: { from: Date; to: Date }): Promise<readonly Outage[]>;
  figures(period: { from: Date; to: Date }): Promise<readonly OutageFigure[]>;
  offers(): {
    readonly services: readonly string[];
    readonly environments: readonly { readonly value: string; readonly label: string }[];
    readonly reports: readonly { readonly value: string; readonly label: string }[];
  };
  /** Throws OUTAGE_REFUSED. `key`: the same twice is one. */
  record(draft: OutageDraft, about: { key: string; by: AuditActor }): Promise<Outage>;
  /** Throws OUTAGE_NOT_FOUND, OUTAGE_REFUSED. */
  change(id: string, draft: OutageDraft, about: { version: number; by: AuditActor }): Promise<Outage>;
}
