import type { z } from 'zod';
import type { RoutineRun, RoutineViewer } from '../../contracts/routines.ts';
import { organisationOf } from '../auth/organisation.ts';
import { mayDo, type Principal } from '../auth/principal.ts';
import type { HttpDeps } from '../deps.ts';
import { type Route, route } from '../routing/route.ts';
import * as schema from './schema.ts';

const base = '/api/routines';

/** Recurring checklists: one's own, and for leads those of everybody (EXS-31..EXS-33, EXS-48..EXS-55). */
export function routineRoutes(deps: HttpDeps): Route[] {
  const { routines } = deps;
  if (!routines) return [];
  const viewer = (principal: Principal, all = true): RoutineViewer => ({
    ...{ organisation: organisationOf(deps, principal), id: principal.id },
    all: all && mayDo(deps.desk, principal, 'routines.manage'),
  });
  const common = { access: 'routines.own', response: schema.runBody } as const;
  return [
    route(
      {
        ...{ method: 'get', path: base, access: 'routines.own', query: schema.listQuery, response: schema.runsBody },
        summary: 'Checklists: what is to be done, or what was signed',
      },
      async ({ query, principal }) => {
        const filter = { history: query.history === 'true', limit: query.limit };
        return { items: (await routines.list(viewer(principal, query.all === 'true'), filter)).map(presentRun) };
      },
    ),
    route(
      { ...common, method: 'get', path: `${base}/:id`, summary: 'A checklist with its lists', params: schema.idParams },
      async ({ params, principal }) => presentRun(await routines.get(viewer(principal), params.id)),
    ),
    route(
      {
        ...{ ...common, method: 'post', path: `${base}/:id/items`, params: schema.idParams, body: schema.tickBody },
        summary: 'Tick an item off, or take the tick back',
      },
      async ({ params, body, principal }) => presentRun(await routines.tick(viewer(principal), params.id, body)),
    ),
    route(
      {
        ...{ ...common, method: 'post', path: `${base}/:id/sign`, params: schema.idParams, body: schema.signBody },
        summary: 'Sign a checklist off',
      },
      async ({ params, body, principal }) => presentRun(await routines.sign(viewer(principal), params.id, body.note)),
    ),
  ];
}

function presentRun({ organisation: _organisation, from, dueAt, signedAt, items, roles, ...rest }: RoutineRun) {
  const run: z.input<typeof schema.runBody> = {
    ...rest,
    ...{ from: from.toISOString(), dueAt: dueAt.toISOString(), signedAt: signedAt?.toISOString() ?? null },
    roles: [...roles],
    items: items.map(({ at, lines, evidence, ...item }) => ({
      ...{ ...item, at: at?.toISOString() ?? null, evidence: [...evidence] },
      lines: lines?.map((line) => ({ ...line })) ?? null,
    })),
  };
  return run;
}
