import type { AgentChange, AgentDesk, AgentProfile } from '../contracts/agent-desk.ts';
import type { AuditActor, AuditPort } from '../contracts/audit.ts';
import type { Clock } from '../contracts/clock.ts';
import type { Policy } from '../contracts/policy.ts';
import type { Redactor } from '../contracts/redacted.ts';
import { AppError } from '../errors/app-error.ts';
import { postOf, postsOf } from '../policy/posts.ts';
import type { AgentDoc } from '../storage/models/agents.ts';
import type { AgentRepository } from '../storage/repositories/agents.ts';
import type { NewAgent } from './desk.ts';

/** What the agents' desk works with. */
export interface AgentDeskDeps {
  readonly agents: Pick<AgentRepository, 'find' | 'list' | 'change'>;
  /** False when the id exists. */
  readonly addAgent: (agent: NewAgent) => Promise<boolean>;
  /** Presence keeps agents in memory. */
  readonly refresh: () => Promise<void>;
  readonly policyOf: (organisation: string) => Policy;
  readonly redactor: Redactor;
  readonly audit: AuditPort;
  readonly clock: Clock;
  /** How people sign in follows what they are. */
  readonly access: AgentAccess;
}

/** What of somebody's access changes with their profile. */
export interface AgentAccess {
  /** Whether somebody else signs in with this mail address. */
  isTaken(email: string, agentId: string): Promise<boolean>;
  /** They sign in with this from now on; false: somebody else does. */
  rename(agent: Pick<AgentDoc, '_id' | 'email'>): Promise<boolean>;
  /** What somebody may do has changed: their open sessions end. */
  endSessions(agent: AgentDoc): Promise<void>;
}

const idRule = /^[a-z0-9][a-z0-9._-]{1,63}$/;

/** Makes, changes and lists the people of the desk. */
export function createAgentDesk(deps: AgentDeskDeps): AgentDesk {
  const { agents } = deps;
  const own = async (organisation: string, id: string): Promise<AgentDoc> => {
    const found = await agents.find(id);
    // An agent of another organisation is nobody here.
    if (found === null || found.org !== organisation) throw new AppError('AGENT_NOT_FOUND');
    return found;
  };
  return {
    profiles: async (organisation) => (await agents.list(organisation)).map(profileOf),
    async add(organisation, id, draft, by) {
      const { name, roles, ...rest } = checked(deps, organisation, draft);
      if (!idRule.test(id))
        throw new AppError('AGENT_INVALID', { problem: 'the id takes small letters, digits, . _ -' });
      if (name === undefined || roles === undefined || roles.length === 0)
        throw new AppError('AGENT_INVALID', { problem: 'a name and at least one role are needed' });
      if ((await agents.find(id)) !== null) throw new AppError('AGENT_EXISTS');
      checkPosts(deps.policyOf(organisation), { posts: rest.posts ?? [], roles });
      await refuseTaken(deps, id, rest.email ?? null);
      await record(deps, { organisation, id, by }, 'agent.add', { roles: roles.join(' ') });
      const { email, ...lists } = rest;
      const isNew = await deps.addAgent({ id, organisation, name, roles, ...(email && { email }) });
      if (!isNew) throw new AppError('AGENT_EXISTS');
      return profileOf((await agents.change(id, lists)) ?? (await own(organisation, id)));
    },
    async change(organisation, id, change, by) {
      const set = checked(deps, organisation, change);
      const before = await own(organisation, id);
      const { posts, roles } = { ...profileOf(before), ...set };
      if (set.posts || set.roles) checkPosts(deps.policyOf(organisation), { posts, roles });
      if (set.email !== undefined) await refuseTaken(deps, id, set.email);
      await record(deps, { organisation, id, by }, 'agent.change', { fields: Object.keys(set).join(' ') });
      const changed = (await agents.change(id, set)) ?? (await own(organisation, id));
      await deps.refresh();
      if (changed.email !== before.email) await deps.access.rename(changed);
      if (set.roles && !isSameSet(before.roles, changed.roles)) await deps.access.endSessions(changed);
      return profileOf(changed);
    },
  };
}

function record(
  { audit, clock }: AgentDeskDeps,
  { organisation, id, by }: { organisation: string; id: string; by: AuditActor },
  action: string,
  facts: Record<string, string>,
) {
  return audit.record({ organisation, at: clock.now(), actor: by, action, subject: { kind: 'agent', id }, facts });
}

/** Somebody may type anything into a name, and it is shown to others. Areas are those of the policy. */
function checked({ policyOf, redactor }: AgentDeskDeps, organisation: string, change: AgentChange) {
  const known = policyOf(organisation).areas.map(({ code }) => code);
  const strange = change.areas?.find((area) => !known.includes(area));
  if (strange !== undefined) throw new AppError('AGENT_INVALID', { problem: `known areas are ${known.join(', ')}` });
  if (change.roles?.length === 0) throw new AppError('AGENT_INVALID', { problem: 'at least one role is needed' });
  const { name, email, roles, areas, posts, skills } = change;
  return {
    ...(name !== undefined && { name: redactor.redact(name, { speaker: 'agent' }).text as string }),
    ...(email !== undefined && { email }),
    ...(roles && { roles: [...roles] }),
    ...(areas && { areas: [...areas] }),
    ...(posts && { posts: [...posts] }),
    ...(skills && { skills: [...skills] }),
  };
}

/** EXS-78: posts are roles of the policy, and what a role does at the desk its holder must be allowed to do. */
function checkPosts(policy: Policy, { posts, roles }: Pick<AgentProfile, 'posts' | 'roles'>): void {
  for (const name of posts) {
    const post = postOf(policy, name);
    if (post === null) {
      const known = postsOf(policy).map(({ code }) => code);
      throw new AppError('AGENT_INVALID', { problem: `known posts are ${known.join(', ')}` });
    }
    const missing = post.desk.filter((role) => !roles.includes(role));
    if (missing.length > 0)
      throw new AppError('AGENT_INVALID', {
        problem: `the post ${post.code} also needs the role ${missing.join(', ')}`,
      });
  }
}

async function refuseTaken({ access }: AgentDeskDeps, id: string, email: string | null): Promise<void> {
  if (email !== null && (await access.isTaken(email, id)))
    throw new AppError('AGENT_INVALID', { problem: 'somebody else signs in with this mail address' });
}

function isSameSet(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((word) => other.includes(word));
}

function profileOf({ _id: id, org: organisation, name, email, roles, ...rest }: AgentDoc): AgentProfile {
  const { areas = [], posts = [], skills = [] } = rest;
  return { id, organisation, name, email, roles, areas, posts, skills };
}
