import type { AuditActor } from './audit.ts';
import type { OpportunityDraft, OpportunityPort } from './ticket.ts';

/** What an opportunity may be (EXS-62). */
export const opportunityCategories = ['modulo_adicional', 'desarrollo_especial', 'mejora_funcional'] as const;

/** A recorded opportunity. Support's part ends with it (EXS-65): it has no states here. */
export interface RecordedOpportunity extends OpportunityDraft {
  readonly id: string;
  readonly folio: string;
  readonly conversationId: string;
  readonly contactId: string;
  /** EXS-63: the sales roles that got it. */
  readonly roles: readonly string[];
  readonly recordedAt: Date;
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
}
