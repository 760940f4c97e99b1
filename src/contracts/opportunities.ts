import type { AuditActor } from './audit.ts';
import type { OpportunityDraft, OpportunityPort } from './ticket.ts';

/** What an opportunity may be (EXS-62). */
export const opportunityCategories = ['modulo_adicional', 'desarrollo_especial', 'mejora_funcional'] as const;

/** A demo as it is asked for (EXS-56): for whom, how many come, how many minutes. */
export interface DemoDraft {
  /** Code of the policy. */
  readonly audience: string;
  readonly attendees: number;
  readonly minutes: number;
}

/** What was planned; sales schedules it. */
export interface DemoPlan extends DemoDraft {
  readonly state: 'requested' | 'confirmed';
  readonly plannedAt: Date;
  readonly plannedBy: string;
  /** EXS-58: codes of the attendance rules that were confirmed. */
  readonly met: readonly string[];
  readonly confirmedAt: Date | null;
  readonly confirmedBy: string | null;
}

/** A recorded opportunity. Support's part ends with it (EXS-65): it has no states here. */
export interface RecordedOpportunity extends OpportunityDraft {
  readonly id: string;
  readonly folio: string;
  readonly conversationId: string;
  readonly contactId: string;
  /** EXS-63: the sales roles that got it. */
  readonly roles: readonly string[];
  readonly recordedAt: Date;
  /** Null: no demo was asked for. */
  readonly demo: DemoPlan | null;
  /** Grows with every change of the demo; 0: there was none. */
  readonly demoVersion: number;
}

/** What an agent writes down, as typed: it is redacted before it is kept (P4). */
export interface OpportunityGiven {
  /** The client's: the same again records nothing twice. */
  readonly key: string;
  readonly category: OpportunityDraft['category'];
  readonly module: string | null;
  readonly description: string;
  readonly customer: { readonly name: string; readonly organisation: string | null; readonly contact: string | null };
}

/** Where an opportunity was seen. */
export interface OpportunityAbout {
  readonly organisation: string;
  readonly conversationId: string;
  readonly contactId: string;
  /** The diagnosis suspected one there (EXS-61): who marks it confirms it. */
  readonly isSuspected: boolean;
}

/** Opportunities as the desk sees them (EXS-25, EXS-61..EXS-65). */
export interface OpportunityDesk extends OpportunityPort {
  /** Newest first. With a role: only those that went to it. */
  list(
    organisation: string,
    page: { role?: string; after?: number; limit: number },
  ): Promise<{ readonly items: readonly RecordedOpportunity[]; readonly next: number | null }>;
  ofConversation(organisation: string, conversationId: string): Promise<readonly RecordedOpportunity[]>;
  /**
   * Stands in the audit trail before it is done, once. Throws OPPORTUNITY_INCOMPLETE without the customer's name or a
   * description, OPPORTUNITY_UNROUTED where nobody sells.
   */
  mark(given: OpportunityGiven, about: OpportunityAbout, by: AuditActor): Promise<RecordedOpportunity>;
  /**
   * Asks for a demo, or says anew what it is: it is to be confirmed again, and sales is told (EXS-56). Throws
   * OPPORTUNITY_NOT_FOUND, DEMO_TOO_LONG over the policy's minutes (EXS-59), DEMO_REFUSED otherwise.
   */
  planDemo(about: DemoAbout, draft: DemoDraft, by: AuditActor): Promise<RecordedOpportunity>;
  /** Throws OPPORTUNITY_NOT_FOUND, DEMO_RULES_UNMET while an attendance rule is missing (EXS-58), DEMO_REFUSED. */
  confirmDemo(about: DemoAbout, met: readonly string[], by: AuditActor): Promise<RecordedOpportunity>;
}

/** Which demo, as somebody saw it. */
export interface DemoAbout {
  readonly organisation: string;
  /** The opportunity's id. */
  readonly id: string;
  readonly version: number;
}
