import type { AuditPort } from '../contracts/audit.ts';
import type { OpportunityDesk } from '../contracts/opportunities.ts';
import { createNotices } from '../desk/notices.ts';
import { AgentRepository } from '../storage/repositories/agents.ts';
import { createOpportunities } from '../tickets/opportunities.ts';
import type { Base } from './gateway.ts';
import { personOf } from './ticket-notices.ts';

/** Joins sales opportunities to the people of the desk. */
export function joinOpportunities({
  models,
  policies,
  redactor,
  clock,
  live,
  audit,
}: Base & { readonly audit: AuditPort }): OpportunityDesk {
  const agents = new AgentRepository(models.agents);
  return createOpportunities({
    ...{ models, policyOf: policies.policyOf, redactor, clock, audit },
    people: async (organisation) => (await agents.list(organisation)).map(personOf),
    notifications: createNotices({ models, clock, live }),
  });
}
