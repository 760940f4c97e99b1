import type { z } from 'zod';
import { readConfig } from '../../config/config.ts';
import type { AgentChange } from '../../contracts/agent-desk.ts';
import type { DeskRole } from '../../contracts/desk.ts';
import { agentProfileBody, agentProfilesBody, presentProfile } from '../../http/agents/profile-routes.ts';
import { type CliIo, type ExitCode, UsageError, writeJson, writeLine } from '../io.ts';
import { withGateway } from '../open-gateway.ts';
import { parseInput } from '../parse-input.ts';
import { gatewayApi, onStoreOrGateway } from '../running-gateway.ts';

type Profile = z.output<typeof agentProfileBody>;

const operator = { kind: 'operator', id: 'operator' } as const;
const known: readonly string[] = ['agent', 'lead', 'admin'] satisfies readonly DeskRole[];

/** Options that say what an agent is; lists are given by repeating. */
export interface AgentOptions {
  readonly name?: string;
  readonly email?: string;
  readonly role: readonly string[];
  readonly area: readonly string[];
  readonly post: readonly string[];
  readonly skill: readonly string[];
  readonly json?: boolean;
}

/** `ventanilla agent list`: everybody at the desk, with areas, posts and skills. */
export async function listAgents(io: CliIo, { json }: { json?: boolean }): Promise<ExitCode> {
  const config = readConfig(io.env);
  const { items } = parseInput(
    agentProfilesBody,
    await onStoreOrGateway<unknown>(config, {
      store: () =>
        withGateway(io, config, async ({ agentDesk, policy }) => ({
          items: (await agentDesk.profiles(policy.organisation.code)).map(presentProfile),
        })),
      gateway: () => gatewayApi(config).get('/api/agents/profiles'),
    }),
  );
  if (json) await writeJson(io.stdout, { items });
  else for (const one of items) await writeLine(io.stdout, lineOf(one));
  return 0;
}

/** `ventanilla agent add`. Throws AGENT_EXISTS, AGENT_INVALID. */
export async function addAgent(io: CliIo, id: string, options: AgentOptions): Promise<ExitCode> {
  const config = readConfig(io.env);
  const draft = changeOf(options);
  return show(
    io,
    options,
    await onStoreOrGateway<unknown>(config, {
      store: () =>
        withGateway(io, config, async ({ agentDesk, policy }) =>
          presentProfile(await agentDesk.add(policy.organisation.code, id, draft, operator)),
        ),
      gateway: () => gatewayApi(config).post('/api/agents', { id, ...draft }),
    }),
  );
}

/** `ventanilla agent set`. Throws AGENT_NOT_FOUND, AGENT_INVALID. */
export async function setAgent(io: CliIo, id: string, options: AgentOptions): Promise<ExitCode> {
  const config = readConfig(io.env);
  const change = changeOf(options);
  return show(
    io,
    options,
    await onStoreOrGateway<unknown>(config, {
      store: () =>
        withGateway(io, config, async ({ agentDesk, policy }) =>
          presentProfile(await agentDesk.change(policy.organisation.code, id, change, operator)),
        ),
      gateway: () => gatewayApi(config).put(`/api/agents/${encodeURIComponent(id)}/profile`, change),
    }),
  );
}

async function show(io: CliIo, { json }: AgentOptions, answer: unknown): Promise<ExitCode> {
  const profile = parseInput(agentProfileBody, answer);
  if (json) await writeJson(io.stdout, profile);
  else await writeLine(io.stdout, lineOf(profile));
  return 0;
}

/** A list that is not given stays; `none` empties it. */
function changeOf({ name, email, role, area, post, skill }: AgentOptions): AgentChange {
  const strange = role.find((one) => !known.includes(one));
  if (strange !== undefined) throw new UsageError(`There is no role "${strange}". Known: ${known.join(', ')}`);
  const list = (words: readonly string[]) => (words.includes('none') ? [] : [...words]);
  return {
    ...(name !== undefined && { name }),
    ...(email !== undefined && { email: email === 'none' ? null : email }),
    ...(role.length > 0 && { roles: role as DeskRole[] }),
    ...(area.length > 0 && { areas: list(area) }),
    ...(post.length > 0 && { posts: list(post) }),
    ...(skill.length > 0 && { skills: list(skill) }),
  };
}

function lineOf({ id, name, email, roles, areas, posts, skills }: Profile): string {
  const parts = [areas, posts, skills].map((words) => words.join(',') || '-');
  return [id, name, email ?? '-', roles.join(','), ...parts].join('  ');
}
