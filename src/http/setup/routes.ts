import { z } from 'zod';
import { type FirstStep, type FirstStepsStore, firstSteps } from '../../contracts/first-steps.ts';
import { organisationOf } from '../auth/organisation.ts';
import type { HttpDeps } from '../deps.ts';
import { type Route, route } from '../routing/route.ts';

/** The first hour as JSON. */
export const firstStepsBody = z.object({
  steps: z.array(
    z.object({
      step: z.enum(firstSteps),
      state: z.enum(['open', 'done', 'skipped']),
      available: z.boolean().describe('False: this installation is not set up for it'),
    }),
  ),
  closed: z.boolean().describe('The guide was put away; it can be opened again'),
});

/** The guided first hour of a fresh installation: what has happened, and what somebody said of it. */
export function firstStepsRoutes(deps: HttpDeps): Route[] {
  const { firstSteps: store } = deps;
  return store ? [readRoute(deps, store), changeRoute(deps, store)] : [];
}

function readRoute(deps: HttpDeps, store: FirstStepsStore): Route {
  return route(
    {
      method: 'get',
      path: '/api/setup',
      access: 'agents.manage',
      summary: 'The guided first hour: its steps and how far they are',
      response: firstStepsBody,
    },
    async ({ principal }) => viewOf(deps, store, organisationOf(deps, principal)),
  );
}

function changeRoute(deps: HttpDeps, store: FirstStepsStore): Route {
  return route(
    {
      method: 'put',
      path: '/api/setup',
      access: 'agents.manage',
      summary: 'Say that a step is done or skipped, or put the guide away',
      body: z.strictObject({
        step: z.enum(firstSteps).optional(),
        state: z.enum(['open', 'done', 'skipped']).default('done'),
        closed: z.boolean().optional(),
      }),
      response: firstStepsBody,
    },
    async ({ body: { step, state, closed }, principal }) => {
      const organisation = organisationOf(deps, principal);
      if (step !== undefined) await store.mark(organisation, step, state === 'open' ? null : state);
      if (closed !== undefined) await store.close(organisation, closed);
      return viewOf(deps, store, organisation);
    },
  );
}

async function viewOf(
  deps: HttpDeps,
  store: FirstStepsStore,
  organisation: string,
): Promise<z.input<typeof firstStepsBody>> {
  const { marks, closed } = await store.find(organisation);
  const seen = await seenOf(deps, organisation);
  const steps = firstSteps.map((step) => ({
    step,
    // What is seen to have happened needs no saying.
    state: seen[step] ? ('done' as const) : (marks[step] ?? ('open' as const)),
    available: step !== 'whatsapp' || deps.whatsapp?.organisation === organisation,
  }));
  return { steps, closed };
}

async function seenOf(deps: HttpDeps, organisation: string): Promise<Partial<Record<FirstStep, boolean>>> {
  const [people, conversations] = await Promise.all([
    deps.desk.listAgents(organisation),
    deps.conversations.list({ organisation, limit: 1 }),
  ]);
  return {
    administrator: people.some(({ roles }) => roles.includes('admin')),
    chat: conversations.items.length > 0,
    invite: people.length > 1,
    whatsapp: deps.whatsapp?.organisation === organisation && deps.whatsapp.status().state === 'open',
  };
}
