import type { DeskAccess, DeskAgent, DeskRole } from '../contracts/desk.ts';
import type { AgentDoc } from '../storage/models/agents.ts';
import { AgentRepository } from '../storage/repositories/agents.ts';
import { can } from './permissions.ts';
import { createPresence, type PresenceDeps, type PresenceService } from './presence.ts';
import { createSessions, type SessionDeps, type Sessions, viewDeskAgent } from './sessions.ts';

/** A new agent. The id is given so that making the same one twice changes nothing. */
export interface NewAgent {
  readonly id: string;
  readonly organisation: string;
  readonly name: string;
  readonly roles: readonly DeskRole[];
  readonly email?: string;
}

/** The desk: access for the HTTP room, presence for the conversations, and the first administrator. */
export interface Desk
  extends DeskAccess,
    Sessions,
    Pick<PresenceService, 'online' | 'start' | 'refresh' | 'onArrival' | 'person'> {
  /**
   * Makes the organisation's first administrator when it has no agents; null when it has some. Several processes may
   * ask at once: one agent comes of it.
   */
  ensureAdministrator(organisation: string): Promise<DeskAgent | null>;
  /** Adds an agent; false when the id exists. */
  addAgent(agent: NewAgent): Promise<boolean>;
}

/** Joins sessions, presence and permissions. Call `start` before the first conversation. */
export function createDesk(deps: SessionDeps & PresenceDeps): Desk {
  const repository = new AgentRepository(deps.models.agents);
  const presence = createPresence(deps);
  const addAgent = async (agent: NewAgent): Promise<boolean> => {
    const doc = newDoc(agent, deps.clock.now());
    const isNew = await repository.create(doc);
    if (isNew) presence.add(doc);
    return isNew;
  };
  const makeAdministrator = async (organisation: string): Promise<AgentDoc | null> => {
    if (!(await repository.isEmpty(organisation))) return null;
    const id = `${organisation}-admin`;
    // All three roles: in a house of one, the administrator also attends.
    await addAgent({ id, organisation, name: 'Administrador', roles: ['admin', 'lead', 'agent'] });
    return repository.find(id);
  };
  return {
    ...createSessions({ ...deps, makeAdministrator }),
    ...presence,
    can,
    addAgent,
    async ensureAdministrator(organisation) {
      const stored = await makeAdministrator(organisation);
      return stored && viewDeskAgent(stored);
    },
  };
}

function newDoc({ id, organisation, name, roles, email }: NewAgent, createdAt: Date): AgentDoc {
  return {
    _id: id,
    org: organisation,
    name,
    email: email ?? null,
    roles: [...roles],
    presence: 'offline',
    presenceSince: null,
    presenceCause: 'person',
    createdAt,
  };
}
