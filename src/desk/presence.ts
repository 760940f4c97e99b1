import type { BusinessCalendar } from '../contracts/calendar.ts';
import type { Clock } from '../contracts/clock.ts';
import type { PresencePort } from '../contracts/conversation.ts';
import type { AgentView, DeskAccess, DeskPeople, Presence } from '../contracts/desk.ts';
import { AppError } from '../errors/app-error.ts';
import type { AgentDoc } from '../storage/models/agents.ts';
import { AgentRepository } from '../storage/repositories/agents.ts';
import type { DeskModels } from './models.ts';
import { viewDeskAgent } from './sessions.ts';

/** What presence works with. */
export interface PresenceDeps {
  readonly models: DeskModels;
  readonly clock: Clock;
  /** Attention hours of an organisation (EXS-04); throws for one that the gateway does not run. */
  readonly calendarOf: (organisation: string) => BusinessCalendar;
}

/** Who is at the desk: stored, and kept in memory so that a turn can ask without waiting. */
export interface PresenceService extends PresencePort, DeskPeople, Pick<DeskAccess, 'setPresence' | 'listAgents'> {
  /**
   * Reads the agents in. Those who were online when the process ended are away until their console comes back: nobody
   * is promised an agent who is not there. `amongOthers`: their consoles may be open in another process, which sees to it.
   */
  start(options?: { readonly amongOthers?: boolean }): Promise<void>;
  /** Reads the agents again: other processes change them too. */
  refresh(): Promise<void>;
  /** Told of an organisation when somebody of it comes online. */
  onArrival(listener: (organisation: string) => void): void;
  /** Takes in an agent that was just created. */
  add(agent: AgentDoc): void;
}

/** What decides about an agent's presence. */
type Standing = Pick<AgentDoc, 'presence' | 'presenceCause'>;

/** Makes the presence service. */
export function createPresence({ models, clock, calendarOf }: PresenceDeps): PresenceService {
  const repository = new AgentRepository(models.agents);
  const known = new Map<string, AgentDoc>();
  const arrivals = new Set<(organisation: string) => void>();
  const store = async (agent: AgentDoc, { presence, presenceCause }: Standing): Promise<AgentView> => {
    const change = { presence, presenceCause, presenceSince: clock.now() };
    // Before the write: what is decided next must see it, or a lost socket could undo a meal that just began.
    known.set(agent._id, { ...agent, ...change });
    if ((await repository.setPresence(agent._id, change)) === null) {
      known.delete(agent._id);
      throw new AppError('AGENT_NOT_FOUND');
    }
    if (presence === 'online') for (const listener of arrivals) listener(agent.org);
    return viewAgent({ ...agent, ...change });
  };
  return {
    async start({ amongOthers = false } = {}) {
      for (const agent of await repository.list()) {
        known.set(agent._id, agent);
        if (agent.presence === 'online' && !amongOthers)
          await store(agent, { presence: 'away', presenceCause: 'connection' });
      }
    },
    async refresh() {
      for (const agent of await repository.list()) known.set(agent._id, agent);
    },
    onArrival: (listener) => void arrivals.add(listener),
    add: (agent) => {
      known.set(agent._id, agent);
    },
    async setPresence(agentId, presence, cause) {
      const agent = known.get(agentId) ?? (await repository.find(agentId));
      if (agent === null) throw new AppError('AGENT_NOT_FOUND');
      const next = cause === 'person' ? { presence, presenceCause: cause } : afterConnection(agent, presence);
      return isSame(agent, next) ? viewAgent(agent) : store(agent, next);
    },
    async person(id) {
      const agent = known.get(id) ?? (await repository.find(id));
      return agent && viewDeskAgent(agent);
    },
    async listAgents(organisation) {
      return (await repository.list(organisation)).map(viewAgent);
    },
    online(organisation, at) {
      if (!calendarOf(organisation).isOpen(at)) return 0;
      let count = 0;
      for (const { org, presence, roles } of known.values()) {
        if (org === organisation && presence === 'online' && roles.includes('agent')) count += 1;
      }
      return count;
    },
  };
}

/** A console that comes or goes changes nothing that a person chose, save that signing in ends `offline`. */
function afterConnection(agent: Standing, wanted: Presence): Standing {
  const isChosen = agent.presenceCause === 'person' && (agent.presence === 'meal' || agent.presence === 'away');
  return isChosen ? agent : { presence: wanted, presenceCause: 'connection' };
}

function isSame(agent: Standing, next: Standing): boolean {
  return agent.presence === next.presence && agent.presenceCause === next.presenceCause;
}

function viewAgent(agent: AgentDoc): AgentView {
  return { ...viewDeskAgent(agent), presence: agent.presence, presenceSince: agent.presenceSince };
}
