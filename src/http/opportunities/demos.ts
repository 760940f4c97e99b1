import { z } from 'zod';
import type { OpportunityDesk } from '../../contracts/opportunities.ts';
import { organisationOf } from '../auth/organisation.ts';
import { auditActorOf } from '../auth/principal.ts';
import type { HttpDeps } from '../deps.ts';
import { idField } from '../routing/fields.ts';
import { type Route, route } from '../routing/route.ts';
import { present } from './presenter.ts';
import { opportunityBody } from './schema.ts';

const version = z.number().int().min(0).describe('`demoVersion` of the opportunity as it was read');
const planBody = z.strictObject({
  version,
  audience: idField.describe('Code of the policy'),
  attendees: z.number().int().min(1).max(10_000),
  minutes: z.number().int().min(1).max(1_440),
});
const confirmBody = z.strictObject({
  version,
  met: z.array(idField).max(100).describe('Codes of the attendance rules that are met'),
});

/** Demos of an opportunity (EXS-56, EXS-58, EXS-59). */
export function demoRoutes(deps: HttpDeps, opportunities: OpportunityDesk): Route[] {
  const params = z.strictObject({ id: idField });
  const access = 'opportunities.plan';
  const response = opportunityBody;
  return [
    route(
      {
        ...{ method: 'put', path: '/api/opportunities/:id/demo', access, params, body: planBody, response },
        summary: 'Asks for a demo, or changes it: it is to be confirmed again and sales is told',
      },
      async ({ params: { id }, body: { version: seen, ...draft }, principal }) => {
        const organisation = organisationOf(deps, principal);
        const about = { organisation, id, version: seen };
        return present(deps, organisation, await opportunities.planDemo(about, draft, auditActorOf(principal)));
      },
    ),
    route(
      {
        ...{ method: 'post', path: '/api/opportunities/:id/demo/confirm', access, params, body: confirmBody, response },
        summary: 'Confirms a demo; refused while an attendance rule is missing',
      },
      async ({ params: { id }, body: { version: seen, met }, principal }) => {
        const organisation = organisationOf(deps, principal);
        const about = { organisation, id, version: seen };
        return present(deps, organisation, await opportunities.confirmDemo(about, met, auditActorOf(principal)));
      },
    ),
  ];
}
