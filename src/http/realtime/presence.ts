import type { AgentView, DeskAccess } from '../../contracts/desk.ts';
import type { Logger } from '../../contracts/logger.ts';
import type { Timers } from '../deps.ts';

/** Presence from open consoles: online with the first, away a while after the last is lost. */
export interface ConnectionPresence {
  connected(agentId: string): void;
  disconnected(agentId: string): void;
  /** Drops the timers; says nothing about anybody. */
  close(): void;
}

/** What the presence of connections needs. */
export interface PresenceOptions {
  readonly desk: DeskAccess;
  readonly logger: Logger;
  readonly timers: Timers;
  /** Told after each change. */
  readonly changed?: (agent: AgentView) => void;
  /** A reload or a short break of the network shows nobody as away. */
  readonly graceMs: number;
  /** Whether the agent has a console open in whatever process; without it only this one is looked at. */
  readonly isConnected?: (agentId: string) => Promise<boolean>;
}

/** Counts the sockets of each agent. */
export function createConnectionPresence({
  desk,
  logger,
  timers,
  graceMs,
  changed,
  isConnected,
}: PresenceOptions): ConnectionPresence {
  const open = new Map<string, number>();
  const leaving = new Map<string, () => void>();
  // One change after the other, so that a late "away" never overtakes an "online".
  let order = Promise.resolve();
  const report = (agentId: string, presence: 'online' | 'away') => {
    order = order
      .then(() => desk.setPresence(agentId, presence, 'connection'))
      .then(
        (agent) => changed?.(agent),
        (err) => logger.warn({ agentId, err }, 'presence not recorded'),
      );
  };
  /** Away, unless a console is open in another process; who cannot be asked about stays as they are. */
  const leave = (agentId: string) => {
    if (!isConnected) return report(agentId, 'away');
    isConnected(agentId).then(
      (isThere) => isThere || report(agentId, 'away'),
      () => undefined,
    );
  };
  /** Nobody tells of the consoles of a process that died: whoever is online without one was left behind. */
  const absent = new Set<string>();
  const look = async () => {
    for (const { id, presence } of await desk.listAgents()) {
      const isThere = presence !== 'online' || open.has(id) || leaving.has(id) || ((await isConnected?.(id)) ?? true);
      if (isThere) absent.delete(id);
      else if (absent.delete(id)) leave(id);
      // Twice in a row: a console that is just coming back is no absence.
      else absent.add(id);
    }
  };
  const lookLater = (): (() => void) =>
    timers.after(graceMs, () => {
      void look()
        .catch(() => undefined)
        .then(() => {
          if (!hasEnded) stopLooking = lookLater();
        });
    });
  let hasEnded = false;
  let stopLooking = isConnected ? lookLater() : () => undefined;
  return {
    connected(agentId) {
      const count = open.get(agentId) ?? 0;
      open.set(agentId, count + 1);
      const cancel = leaving.get(agentId);
      cancel?.();
      leaving.delete(agentId);
      if (count === 0 && cancel === undefined) report(agentId, 'online');
    },
    disconnected(agentId) {
      const count = (open.get(agentId) ?? 1) - 1;
      if (count > 0) return void open.set(agentId, count);
      open.delete(agentId);
      leaving.get(agentId)?.();
      leaving.set(
        agentId,
        timers.after(graceMs, () => {
          leaving.delete(agentId);
          leave(agentId);
        }),
      );
    },
    close() {
      hasEnded = true;
      stopLooking();
      for (const cancel of leaving.values()) cancel();
      leaving.clear();
    },
  };
}
