import type { AccessAdmin, SessionBook } from '../../contracts/sign-in.ts';
import { type AccessDeps, agentOf, endAll, recordAccess } from './deps.ts';
import { makePasswordLink } from './links.ts';
import { mailLink } from './mails.ts';
import { standingOf } from './own.ts';

/** What administrators do about others' access. */
export function createAccessAdmin(deps: AccessDeps): AccessAdmin {
  const { agents, credentials, sessions } = deps;
  return {
    async standings(organisation) {
      const known = new Map((await credentials.list(organisation)).map((one) => [one._id, one]));
      const people = await agents.list(organisation);
      return Promise.all(
        people.map(async (agent) => ({
          ...standingOf(deps, agent, known.get(agent._id) ?? null),
          sessions: (await sessions.sessionsOf(agent)).length,
        })),
      );
    },
    async passwordLink(organisation, agentId, { mail, by }) {
      const agent = await agentOf(deps, agentId, organisation);
      const hasPassword = ((await credentials.find(agentId))?.password ?? null) !== null;
      const kind = hasPassword ? 'reset' : 'invite';
      await recordAccess(deps, `password.${kind}`, { agent, by, facts: { mail } });
      const link = { ...(await makePasswordLink(deps, agentId, kind)), kind } as const;
      return { ...link, mailed: mail && (await mailLink(deps, agent, link)) };
    },
    async resetTotp(organisation, agentId, by) {
      const agent = await agentOf(deps, agentId, organisation);
      await recordAccess(deps, 'totp.reset', { agent, by });
      await credentials.clearTotp(agentId);
      await endAll(deps, agent);
    },
  };
}

/** Sessions, seen and ended. */
export function createSessionBook(deps: AccessDeps): SessionBook {
  const { sessions } = deps;
  return {
    stands: sessions.stands,
    onSessionEnded: sessions.onSessionEnded,
    sessions: async (organisation, agentId) => sessions.sessionsOf(await agentOf(deps, agentId, organisation)),
    async endSession(organisation, agentId, sessionId, by) {
      const agent = await agentOf(deps, agentId, organisation);
      const own = (await sessions.sessionsOf(agent)).some(({ id }) => id === sessionId);
      if (!own) return;
      await recordAccess(deps, 'session.revoke', { agent, by, facts: { session: sessionId } });
      await sessions.revokeSession(sessionId);
    },
    async endSessions(organisation, agentId, { by, except }) {
      const agent = await agentOf(deps, agentId, organisation);
      await recordAccess(deps, 'session.revokeAll', { agent, by });
      return endAll(deps, agent, except ?? null);
    },
  };
}
