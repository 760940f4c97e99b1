/** How a clock of a ticket stands. `waiting`: its start has not come; `met` and `late`: it stopped in time or after. */
export const clockStatuses = ['waiting', 'running', 'paused', 'met', 'late', 'breached', 'cancelled'] as const;
/** One of the ways a clock stands. */
export type ClockStatus = (typeof clockStatuses)[number];

/** One clock of one ticket, derived from the ticket's events and the policy; instants are UTC. */
export interface TicketClock {
  readonly name: string;
  readonly label: string;
  readonly status: ClockStatus;
  readonly startedAt: Date | null;
  readonly dueAt: Date | null;
  readonly warnAt: Date | null;
  readonly stoppedAt: Date | null;
  /** Name of the calendar that counts. */
  readonly calendar: string;
}
