import { z } from 'zod';
import type { QuotaMonth } from '../../contracts/quota.ts';
import { offers, serviceFor } from '../auth/organisation.ts';
import { mayDo, type Principal } from '../auth/principal.ts';
import type { HttpDeps } from '../deps.ts';
import { type Route, route } from '../routing/route.ts';
import { monthCsv, presentMonth, presentWeek } from './presenter.ts';
import { monthBody, monthQuery, weekBody, weekQuery } from './schema.ts';

const base = '/api/knowledge/quota';

/** Figures of the quotas (EXS-39, EXS-40, EXS-70) and the lead's weekly list (EXS-52). Agents see their own. */
export function quotaRoutes(deps: HttpDeps): Route[] {
  if (!offers(deps, 'quota')) return [];
  return [
    route(
      {
        method: 'get',
        path: base,
        access: 'quota.read',
        summary: 'Quota figures of a month; own ones for agents, all for leads',
        query: monthQuery,
        response: monthBody,
      },
      async ({ query, principal }) => presentMonth(await visibleMonth(deps, principal, query.month)),
    ),
    route(
      {
        method: 'get',
        path: `${base}.csv`,
        access: 'quota.read',
        summary: 'The same as CSV, one line for each agent',
        query: monthQuery,
        produces: 'text/csv',
        response: z.string().describe('text/csv'),
      },
      async ({ query, principal, response }) => {
        const figures = await visibleMonth(deps, principal, query.month);
        const csv = monthCsv(figures);
        response.setHeader('Content-Disposition', `attachment; filename="quota-${figures.month}.csv"`);
        response.type('text/csv; charset=utf-8').send(csv);
        return csv;
      },
    ),
    route(
      {
        method: 'get',
        path: `${base}/week`,
        access: 'quota.manage',
        summary: 'The entries of a week, per agent, for verification',
        query: weekQuery,
        response: weekBody,
      },
      async ({ query, principal }) => presentWeek(await serviceFor(deps, principal, 'quota').week(query.week)),
    ),
  ];
}

async function visibleMonth(deps: HttpDeps, principal: Principal, month: string | undefined): Promise<QuotaMonth> {
  const figures = await serviceFor(deps, principal, 'quota').month(month);
  if (mayDo(deps.desk, principal, 'quota.manage')) return figures;
  return { ...figures, agents: figures.agents.filter(({ agentId }) => agentId === principal.id) };
}
