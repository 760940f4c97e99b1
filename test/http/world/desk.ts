import { randomBytes } from 'node:crypto';
import type { AgentView, DeskAccess, DeskAgent, DeskSession, Presence } from '../../../src/contracts/desk.ts';
import { can } from '../../../src/desk/permissions.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import type { FakeTime } from './clock.ts';

export interface FakeDesk extends DeskAccess {
  add(agent: Partial<DeskAgent> & { id: string }): DeskAgent;
  /** What was said about presence, in order. */
  readonly presences: { id: string; presence: Presence; cause: string }[];
  /** A role without any permission, to show that nothing is allowed by default. */
  forbidAll(): void;
}

export function createFakeDesk(time: FakeTime): FakeDesk {
  const agents = new Map<string, AgentView>();
  const links = new Map<string, string>();
  const sessions = new Map<string, DeskSession>();
  const presences: FakeDesk['presences'] = [];
  let isClosed = false;
  return {
    presences,
    forbidAll: () => {
      isClosed = true;
    },
    add(agent) {
      const full: AgentView = {
        name: `Agente ${agent.id}`,
        roles: ['agent'],
        organisation: 'exsim',
        presence: 'offline',
        presenceSince: null,
        ...agent,
      };
      agents.set(full.id, full);
      return full;
    },
    async createSignInLink(agentId) {
      if (!agents.has(agentId)) throw new AppError('AGENT_NOT_FOUND');
      const token = randomBytes(24).toString('base64url');
      links.set(token, agentId);
      return { token, expiresAt: new Date(time.now().getTime() + 900_000) };
    },
    async redeemSignInLink(link) {
      const agent = agents.get(links.get(link) ?? '');
      if (!agent || !links.delete(link)) throw new AppError('SIGN_IN_LINK_INVALID');
      const token = randomBytes(24).toString('base64url');
      const session = { id: `s-${sessions.size + 1}`, agent, expiresAt: new Date(time.now().getTime() + 43_200_000) };
      sessions.set(token, session);
      return { token, session };
    },
    async verifySession(token) {
      const session = sessions.get(token);
      return session && session.expiresAt > time.now() ? session : null;
    },
    async revokeSession(id) {
      for (const [token, session] of sessions) if (session.id === id) sessions.delete(token);
    },
    async setPresence(id, presence, cause) {
      const agent = agents.get(id);
      if (!agent) throw new AppError('AGENT_NOT_FOUND');
      presences.push({ id, presence, cause });
      const after = { ...agent, presence, presenceSince: time.now() };
      agents.set(id, after);
      return after;
    },
    async listAgents(organisation) {
      return [...agents.values()].filter((agent) => organisation === undefined || agent.organisation === organisation);
    },
    can: (role, permission) => !isClosed && can(role, permission),
  };
}
