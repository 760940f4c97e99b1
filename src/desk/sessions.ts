import { randomUUID } from 'node:crypto';
import type { Clock } from '../contracts/clock.ts';
import type { DeskAccess, DeskAgent, DeskSession } from '../contracts/desk.ts';
import { type ConsoleRules, consoleSchema } from '../contracts/policy/console.ts';
import type { OpenedSession, SessionView } from '../contracts/sign-in.ts';
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
  /** How long people of an organisation stay, and who needs a second factor; default: the schema's. */
  readonly rulesOf?: (organisation: string) => ConsoleRules;
  /**
   * Asks for the second factor of whoever has one; gives whether one was shown. Throws SECOND_FACTOR_NEEDED,
   * SECOND_FACTOR_WRONG. Absent: nobody has one.
   */
  readonly prove?: (agent: AgentDoc, code: string | undefined) => Promise<boolean>;
}

/** How a session begins. */
export interface Opening {
  readonly device?: string | undefined;
  readonly secondFactor: boolean;
}

/** Sign-in links that work once, and sessions. Tokens are random and only their digests are stored. */
export interface Sessions
  extends Pick<DeskAccess, 'createSignInLink' | 'redeemSignInLink' | 'verifySession' | 'revokeSession'> {
  /** Opens a session of somebody who has shown who they are. */
  open(agent: AgentDoc, opening: Opening): Promise<OpenedSession>;
  /** Those of an agent that hold, newest first. */
  sessionsOf(agent: AgentDoc): Promise<SessionView[]>;
  /** Whether a session holds; asking is no use of it. */
  stands(sessionId: string): Promise<boolean>;
  /** The session's person has shown a second factor. */
  proven(sessionId: string): Promise<void>;
  /** Told of each session that ends before its time. Returns what ends the telling. */
  onSessionEnded(listener: (sessionId: string) => void): () => void;
}

const MINUTE = 60_000;
const defaultRules = consoleSchema.parse({});

/** Makes the session service. `makeAdministrator`: who a link of a fresh organisation lets in. */
export function createSessions(
  deps: SessionDeps & { readonly makeAdministrator: (organisation: string) => Promise<AgentDoc | null> },
): Sessions {
  const { models, clock, linkMinutes = 60, rulesOf = () => defaultRules } = deps;
  const agents = new AgentRepository(models.agents);
  const repository = new SessionRepository(models);
  const listeners = new Set<(sessionId: string) => void>();
  const holds = (session: SessionDoc, agent: AgentDoc) => holdsAt(session, clock.now(), rulesOf(agent.org));

  async function open(agent: AgentDoc, { device, secondFactor }: Opening): Promise<OpenedSession> {
    const token = makeToken();
    const now = clock.now();
    const session: SessionDoc = {
      ...{ _id: randomUUID(), token: digestToken(token), agent: agent._id, createdAt: now, lastSeenAt: now },
      expiresAt: new Date(now.getTime() + rulesOf(agent.org).sessionHours * 60 * MINUTE),
      ...{ secondFactor, ...(device === undefined ? {} : { device }) },
    };
    await repository.addSession(session, now);
    return { token, session: viewSession(session, agent, rulesOf(agent.org)) };
  }

  return {
    open,
    async createSignInLink(agentId) {
      if ((await agents.find(agentId)) === null) throw new AppError('AGENT_NOT_FOUND');
      const token = makeToken();
      const now = clock.now();
      const expiresAt = new Date(now.getTime() + linkMinutes * MINUTE);
      await repository.addLink({ _id: digestToken(token), agent: agentId, kind: 'signIn', expiresAt }, now);
      return { token, expiresAt };
    },
    redeemSignInLink: (token, about = {}) => redeem({ ...deps, agents, repository, open }, token, about),
    async verifySession(token) {
      const session = await repository.findSession(digestToken(token));
      if (session === null) return null;
      const agent = await agents.find(session.agent);
      if (agent === null || !holds(session, agent)) return null;
      const now = clock.now();
      // Once a minute: a busy console must not write with every request.
      if (now.getTime() - lastUse(session) >= MINUTE) await repository.noteSession(session._id, { lastSeenAt: now });
      return viewSession(session, agent, rulesOf(agent.org));
    },
    async stands(sessionId) {
      const session = await repository.sessionById(sessionId);
      const agent = session && (await agents.find(session.agent));
      return session !== null && agent !== null && holds(session, agent);
    },
    sessionsOf: async (agent) =>
      (await repository.sessionsOf(agent._id)).filter((one) => holds(one, agent)).map(listedSession),
    proven: (sessionId) => repository.noteSession(sessionId, { secondFactor: true }),
    async revokeSession(sessionId) {
      if (await repository.removeSession(sessionId)) for (const listener of listeners) listener(sessionId);
    },
    onSessionEnded(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

type Redeeming = Parameters<typeof createSessions>[0] &
  Pick<Sessions, 'open'> & { readonly agents: AgentRepository; readonly repository: SessionRepository };

/** The second factor is asked for before the link is used up: who has no code at hand has not lost their link. */
async function redeem(
  { agents, repository, clock, prove, open, makeAdministrator }: Redeeming,
  token: string,
  { code, device }: { readonly code?: string; readonly device?: string },
): Promise<OpenedSession> {
  const digest = digestToken(token);
  const link = await repository.findLink(digest);
  if (link === null || link.expiresAt <= clock.now()) throw new AppError('SIGN_IN_LINK_INVALID');
  const isSetup = link.kind === 'setup';
  if (!isSetup && (link.kind ?? 'signIn') !== 'signIn') throw new AppError('SIGN_IN_LINK_INVALID');
  const known = isSetup ? null : await agents.find(link.agent);
  const secondFactor = known !== null && ((await prove?.(known, code)) ?? false);
  if ((await repository.takeLink(digest)) === null) throw new AppError('SIGN_IN_LINK_INVALID');
  const agent = isSetup ? await makeAdministrator(link.org ?? '') : known;
  if (agent === null) throw new AppError('SIGN_IN_LINK_INVALID');
  return open(agent, { device, secondFactor });
}

/** An agent as sessions know them. */
export function viewDeskAgent({ _id, name, roles, org }: AgentDoc): DeskAgent {
  return { id: _id, name, roles: [...roles], organisation: org };
}

function lastUse({ lastSeenAt, createdAt }: SessionDoc): number {
  return (lastSeenAt ?? createdAt).getTime();
}

function holdsAt(session: SessionDoc, now: Date, { idleMinutes }: ConsoleRules): boolean {
  return session.expiresAt > now && now.getTime() - lastUse(session) < idleMinutes * MINUTE;
}

function viewSession(session: SessionDoc, agent: AgentDoc, { requireTotpFor }: ConsoleRules): DeskSession {
  const isMissing = session.secondFactor !== true && agent.roles.some((role) => requireTotpFor.includes(role));
  const view = { id: session._id, agent: viewDeskAgent(agent), expiresAt: session.expiresAt };
  return isMissing ? { ...view, mustEnrol: true } : view;
}

function listedSession(session: SessionDoc): SessionView {
  const { _id: id, device = '', createdAt, expiresAt, secondFactor = false } = session;
  return { id, device, openedAt: createdAt, lastSeenAt: new Date(lastUse(session)), expiresAt, secondFactor };
}
