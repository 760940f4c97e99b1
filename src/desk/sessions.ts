import { randomUUID } from 'node:crypto';
import type { Clock } from '../contracts/clock.ts';
import type { DeskAccess, DeskAgent, DeskSession } from '../contracts/desk.ts';
import { AppError } from '../errors/app-error.ts';
import type { AgentDoc, SessionDoc } from '../storage/models/agents.ts';
import { AgentRepository, SessionRepository } from '../storage/repositories/agents.ts';
import type { DeskModels } from './models.ts';
import { digestToken, makeToken } from './tokens.ts';

/** What sessions work with; times in minutes. */
export interface SessionDeps {
  readonly models: DeskModels;
  readonly clock: Clock;
  /** Default 60. */
  readonly linkMinutes?: number;
  /** Default 12 hours. Fixed: a session is not prolonged by use. */
  readonly sessionMinutes?: number;
}

/** Sign-in links that work once, and the sessions they open. Tokens are random and only their digests are stored. */
export type Sessions = Pick<DeskAccess, 'createSignInLink' | 'redeemSignInLink' | 'verifySession' | 'revokeSession'>;

const MINUTE = 60_000;

/** Makes the session service. */
export function createSessions({ models, clock, linkMinutes = 60, sessionMinutes = 720 }: SessionDeps): Sessions {
  const agents = new AgentRepository(models.agents);
  const repository = new SessionRepository(models);
  return {
    async createSignInLink(agentId) {
      if ((await agents.find(agentId)) === null) throw new AppError('AGENT_NOT_FOUND');
      const token = makeToken();
      const now = clock.now();
      const expiresAt = new Date(now.getTime() + linkMinutes * MINUTE);
      await repository.addLink({ _id: digestToken(token), agent: agentId, expiresAt }, now);
      return { token, expiresAt };
    },
    async redeemSignInLink(token) {
      const link = await repository.takeLink(digestToken(token));
      const now = clock.now();
      const agent = link !== null && link.expiresAt > now ? await agents.find(link.agent) : null;
      if (agent === null) throw new AppError('SIGN_IN_LINK_INVALID');
      const sessionToken = makeToken();
      const session: SessionDoc = {
        _id: randomUUID(),
        token: digestToken(sessionToken),
        agent: agent._id,
        createdAt: now,
        expiresAt: new Date(now.getTime() + sessionMinutes * MINUTE),
      };
      await repository.addSession(session, now);
      return { token: sessionToken, session: viewSession(session, agent) };
    },
    async verifySession(token) {
      const session = await repository.findSession(digestToken(token));
      if (session === null || session.expiresAt <= clock.now()) return null;
      const agent = await agents.find(session.agent);
      return agent && viewSession(session, agent);
    },
    revokeSession: (sessionId) => repository.removeSession(sessionId),
  };
}

/** An agent as sessions know them. */
export function viewDeskAgent({ _id, name, roles, org }: AgentDoc): DeskAgent {
  return { id: _id, name, roles: [...roles], organisation: org };
}

function viewSession({ _id, expiresAt }: SessionDoc, agent: AgentDoc): DeskSession {
  return { id: _id, agent: viewDeskAgent(agent), expiresAt };
}
