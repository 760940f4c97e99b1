import { z } from 'zod';
import type { AgentDesk, AgentProfile } from '../../contracts/agent-desk.ts';
import { organisationOf } from '../auth/organisation.ts';
import { auditActorOf } from '../auth/principal.ts';
import type { HttpDeps } from '../deps.ts';
import { idField } from '../routing/fields.ts';
import { type Route, route } from '../routing/route.ts';

const words = z.array(z.string().trim().min(1).max(80)).max(50);
const fields = {
  name: z.string().trim().min(1).max(120),
  email: z.email().max(254).nullable(),
  roles: z.array(z.enum(['agent', 'lead', 'admin'])).max(3),
  areas: words,
  posts: words,
  skills: words,
};

/** An agent's profile as JSON. */
export const agentProfileBody = z.object({ id: z.string(), organisation: z.string(), ...fields });
/** All of them. */
export const agentProfilesBody = z.object({ items: z.array(agentProfileBody) });

/** The people of the desk: who works for which area, fills which role, knows what. */
export function agentProfileRoutes(deps: HttpDeps): Route[] {
  const { agentDesk } = deps;
  return agentDesk ? [listRoute(deps, agentDesk), addRoute(deps, agentDesk), changeRoute(deps, agentDesk)] : [];
}

function listRoute(deps: HttpDeps, desk: AgentDesk): Route {
  return route(
    {
      method: 'get',
      path: '/api/agents/profiles',
      access: 'agents.manage',
      summary: 'Agents with their areas, posts and skills',
      response: agentProfilesBody,
    },
    async ({ principal }) => ({ items: (await desk.profiles(organisationOf(deps, principal))).map(presentProfile) }),
  );
}

function addRoute(deps: HttpDeps, desk: AgentDesk): Route {
  const { name, roles, ...others } = fields;
  const body = z.strictObject({ id: idField, name, roles, ...z.object(others).partial().shape });
  return route(
    {
      method: 'post',
      path: '/api/agents',
      access: 'agents.manage',
      summary: 'Add somebody to the desk; a sign-in link lets them in',
      body,
      response: agentProfileBody,
    },
    async ({ body: { id, ...draft }, principal }) =>
      presentProfile(await desk.add(organisationOf(deps, principal), id, given(draft), auditActorOf(principal))),
  );
}

function changeRoute(deps: HttpDeps, desk: AgentDesk): Route {
  return route(
    {
      method: 'put',
      path: '/api/agents/:id/profile',
      access: 'agents.manage',
      summary: 'Change an agent: what is not named stays',
      params: z.strictObject({ id: idField }),
      body: z.strictObject(z.object(fields).partial().shape),
      response: agentProfileBody,
    },
    async ({ params, body, principal }) =>
      presentProfile(
        await desk.change(organisationOf(deps, principal), params.id, given(body), auditActorOf(principal)),
      ),
  );
}

/** Without the names whose value is not there. */
function given<T extends object>(draft: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(draft).filter(([, value]) => value !== undefined)) as never;
}

/** A profile as the API gives it. */
export function presentProfile(profile: AgentProfile): z.input<typeof agentProfileBody> {
  const { id, organisation, name, email, roles, areas, posts, skills } = profile;
  return {
    id,
    organisation,
    name,
    email,
    roles: [...roles],
    areas: [...areas],
    posts: [...posts],
    skills: [...skills],
  };
}
