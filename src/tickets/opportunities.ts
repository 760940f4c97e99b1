import type { Policy } from '../contracts/policy.ts';
import type { OpportunityDraft, OpportunityPort } from '../contracts/ticket.ts';
import { AppError } from '../errors/app-error.ts';
import type { OpportunityDoc } from '../storage/models/opportunities.ts';
import { OpportunityRepository } from '../storage/repositories/opportunities.ts';
import { opportunityFolio } from './folio.ts';

/** A recorded opportunity. Support's part ends with it (EXS-65): it has no states here. */
export interface OpportunityView extends OpportunityDraft {
  readonly folio: string;
  readonly conversationId: string;
  readonly contactId: string;
  /** EXS-63: the sales roles that got it. */
  readonly roles: readonly string[];
  readonly recordedAt: Date;
}

/** Opportunities as the port has them, and their list for the sales roles. */
export interface Opportunities extends OpportunityPort {
  /** Newest first; `limit` 1..200. With a role: only those that went to it. */
  list(organisation: string, limit: number, role?: string): Promise<OpportunityView[]>;
}

/** Records sales opportunities once per key and routes them to the policy's sales roles (EXS-62..EXS-65). */
export function createOpportunities(deps: {
  models: ConstructorParameters<typeof OpportunityRepository>[0];
  policyOf: (organisation: string) => Policy;
}): Opportunities {
  const repository = new OpportunityRepository(deps.models);
  return {
    async record(key, draft, about) {
      checkComplete(draft);
      const { organisation, salesRoles } = deps.policyOf(about.organisation);
      const stored = await repository.record(
        key,
        {
          org: about.organisation,
          category: draft.category,
          module: draft.module,
          description: draft.description,
          customer: { ...draft.customer },
          conversation: about.conversationId,
          contact: about.contactId,
          roles: [...salesRoles],
          recordedAt: about.at,
        },
        (number) => opportunityFolio(organisation.folioPrefix, number),
      );
      return { folio: stored.folio };
    },
    async list(organisation, limit, role) {
      const docs = await repository.newest(organisation, Math.min(Math.max(limit, 1), 200));
      return docs.filter((doc) => role === undefined || doc.roles.includes(role)).map(viewOpportunity);
    },
  };
}

/** EXS-64: without customer data or a description an opportunity cannot be sent. */
function checkComplete(draft: OpportunityDraft): void {
  const missing = [
    ...(draft.customer.name.trim() === '' ? ['customer.name'] : []),
    ...(draft.description.trim() === '' ? ['description'] : []),
  ];
  if (missing.length > 0) throw new AppError('OPPORTUNITY_INCOMPLETE', { missing: missing.join(', ') });
}

function viewOpportunity(doc: OpportunityDoc): OpportunityView {
  const { folio, category, module, description, customer, conversation, contact, roles, recordedAt } = doc;
  return {
    folio,
    category,
    module,
    description,
    customer,
    conversationId: conversation,
    contactId: contact,
    roles,
    recordedAt,
  };
}
