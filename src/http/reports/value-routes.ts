import type { z } from 'zod';
import type { EnteredValue } from '../../contracts/figure-values.ts';
import { serviceFor } from '../auth/organisation.ts';
import { actorOf } from '../auth/principal.ts';
import type { HttpDeps } from '../deps.ts';
import { type Route, route } from '../routing/route.ts';
import * as schema from './schema.ts';

const path = '/api/reports/figures/:name/values';
const MOST = 100;

/** Figures that people measure: what was entered, by whom and when. */
export function valueRoutes(deps: HttpDeps): Route[] {
  return [
    route(
      {
        ...{ method: 'get', path, access: 'reports.read', params: schema.nameParams, response: schema.valuesBody },
        summary: 'What was entered for a figure, newest period first',
      },
      async ({ params, principal }) => {
        const values = await serviceFor(deps, principal, 'figureValues').list(params.name, MOST);
        return { items: values.map(presentValue) };
      },
    ),
    route(
      {
        ...{ method: 'post', path, access: 'reports.manage', params: schema.nameParams },
        ...{ body: schema.enteredBody, response: schema.valueBody },
        summary: 'Enter a figure that no log tells; a second value for the same period corrects the first',
      },
      async ({ params, body, principal }) =>
        presentValue(await serviceFor(deps, principal, 'figureValues').enter(params.name, body, actorOf(principal))),
    ),
  ];
}

function presentValue({ at, earlier, ...rest }: EnteredValue): z.input<typeof schema.valueBody> {
  return {
    ...{ ...rest, at: at.toISOString() },
    earlier: earlier.map((before) => ({ ...before, at: before.at.toISOString() })),
  };
}
