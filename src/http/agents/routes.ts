import { z } from 'zod';
import type { AgentView } from '../../contracts/desk.ts';
import type { HttpDeps } from '../deps.ts';
import { instantField } from '../routing/fields.ts';
import { type Route, route } from '../routing/route.ts';

/** Presence as a person may choose it; `offline` comes from signing out. */
const presenceChoice = z.enum(['online', 'meal', 'away']);

const agentBody = z.object({
  id: z.string(),
  name: z.string(),
  roles: z.array(z.enum(['agent', 'lead', 'admin'])),
  organisation: z.string(),
  presence: z.enum(['online', 'meal', 'away', 'offline']),
  presenceSince: instantField.nullable(),
});

/** Who works here, and one's own presence (EXS-04). */
export function agentRoutes({ desk }: HttpDeps): Route[] {
  return [
    route(
      {
        method: 'get',
        path: '/api/agents',
        access: 'agents.read',
        summary: 'Agents with their presence',
        response: z.object({ items: z.array(agentBody) }),
      },
      async ({ principal }) => {
        const agents = await desk.listAgents(principal.organisation ?? undefined);
        return { items: agents.map(presentAgent) };
      },
    ),
    route(
      {
        method: 'put',
        path: '/api/me/presence',
        access: 'presence.own',
        summary: 'Set your own presence',
        body: z.strictObject({ presence: presenceChoice }),
        response: agentBody,
      },
      async ({ body, principal }) => presentAgent(await desk.setPresence(principal.id, body.presence, 'person')),
    ),
  ];
}

function presentAgent(agent: AgentView): z.input<typeof agentBody> {
  const { id, name, roles, organisation, presence } = agent;
  return {
    id,
    name,
    roles: [...roles],
    organisation,
    presence,
    presenceSince: agent.presenceSince?.toISOString() ?? null,
  };
}
