import type { AuditActor } from './audit.ts';
import type { Policy } from './policy.ts';
import type { LocalDate } from './quota.ts';
import type { Redacted } from './redacted.ts';
import type { PeriodAsked } from './reports.ts';
import type { Sheet, SheetFile, SheetFormat } from './sheets.ts';

/** A report that the policy names. */
export type ReportRule = Policy['reports'][number];

/** `made`: complete, and waits to be accepted where the policy asks for it · `returned`: with remarks, to be made again. */
export const editionStates = ['made', 'accepted', 'returned'] as const;
/** One of the states. */
export type EditionState = (typeof editionStates)[number];

/** `left`: there is no way to send it (no address, or no mail server). */
export type EditionDeliveryState = 'waiting' | 'sent' | 'failed' | 'left';

/** One recipient of an edition (MAS-116). */
export interface EditionDelivery {
  /** `agent:<id>` or `company:<id>`. */
  readonly to: string;
  /** Name of the person or of the customer; null: is not there any more. */
  readonly name: string | null;
  readonly state: EditionDeliveryState;
  /** When it was sent, or given up; null while it waits. */
  readonly at: Date | null;
  /** Code of the error that it last met. */
  readonly code: string | null;
}

/** What was said when it was accepted or returned (ICE-47). */
export interface EditionRemark {
  readonly by: string;
  readonly at: Date;
  readonly verdict: 'accepted' | 'returned';
  readonly text: Redacted | null;
}

/** A report of one period, and where it is made for each customer, of one customer. Its figures do not change any more. */
export interface ReportEdition {
  readonly id: string;
  readonly organisation: string;
  readonly report: string;
  readonly label: string;
  /** `2026-11`, `2026-W48`; `2026-11-01/2026-11-15` where somebody asked for it. */
  readonly period: string;
  readonly firstDay: LocalDate;
  readonly lastDay: LocalDate;
  /** Name of the customer that it is about; null: of all. */
  readonly company: string | null;
  readonly madeAt: Date;
  /** `system`: by the calendar; else the id of who asked for it. */
  readonly madeBy: string;
  /** 1, then one more each time that it is made again. */
  readonly issue: number;
  readonly state: EditionState;
  readonly needsAccepting: boolean;
  readonly remarks: readonly EditionRemark[];
  readonly deliveries: readonly EditionDelivery[];
  /** Number of rows of each table, by its title. */
  readonly tables: readonly { readonly title: string; readonly rows: number }[];
}

/** A report of the policy as the console offers it. */
export interface ReportOffer {
  readonly name: string;
  readonly label: string;
  readonly every: ReportRule['every'];
  /** One edition for each customer. */
  readonly perCompany: boolean;
  readonly needsAccepting: boolean;
  /** Names of those who would get it now; empty: nobody. */
  readonly recipients: readonly string[];
}

/** Reports of one organisation as they are handed in; each deed stands in the audit trail before it is done (EXS-49, EXS-50, EXS-52, MAS-115, MAS-116, ALI-51, ICE-46..48, ICE-54). */
export interface ReportEditions {
  offers(): Promise<{ readonly reports: readonly ReportOffer[]; readonly companies: readonly string[] }>;
  /** Newest first. `report`: only of one. */
  list(page: {
    report?: string;
    after?: string;
    limit: number;
  }): Promise<{ items: readonly ReportEdition[]; next: string | null }>;
  /** Throws REPORT_EDITION_NOT_FOUND. */
  get(id: string): Promise<ReportEdition>;
  /** Its tables, with the subjects of tickets as they read now: an erasure reaches old reports too. */
  sheets(id: string): Promise<readonly Sheet[]>;
  file(id: string, format: SheetFormat): Promise<SheetFile>;
  /** On demand, or once more if it was made and not accepted. Throws REPORT_UNKNOWN, REPORT_EDITION_REFUSED, INPUT_INVALID. */
  make(asked: { report: string; period: PeriodAsked; company: string | null }, by: AuditActor): Promise<ReportEdition>;
  /** Makes it again after remarks (ICE-47). Throws REPORT_EDITION_REFUSED once it is accepted. */
  remake(id: string, by: AuditActor): Promise<ReportEdition>;
  /** Throws REPORT_EDITION_REFUSED; returning needs remarks. */
  decide(
    id: string,
    verdict: { readonly verdict: 'accepted' | 'returned'; readonly text: string },
    by: AuditActor,
  ): Promise<ReportEdition>;
  /** Mails it to its recipients and to nobody else; who has this issue already gets it no second time. Throws REPORT_EDITION_REFUSED. */
  send(id: string, by: AuditActor): Promise<ReportEdition>;
}
