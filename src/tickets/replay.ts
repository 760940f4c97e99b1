import type { TicketEvent, TicketFacts } from '../contracts/ticket.ts';

/** What a ticket's log alone says of it. */
export interface ReplayedTicket {
  readonly state: string;
  readonly facts: TicketFacts;
  readonly priority: string | null;
  readonly area: string;
  readonly subarea: string | null;
  readonly agreedAt: Date | null;
  readonly assignee: string | null;
}

type LogLine = Pick<TicketEvent, 'type' | 'from' | 'to' | 'facts'>;

/** Reads a ticket off its log, oldest event first: the log is the truth, the stored ticket its summary. */
export function replayTicket(events: readonly LogLine[]): ReplayedTicket {
  let state = '';
  let assignee: string | null = null;
  let agreedAt: Date | null = null;
  let facts: Record<string, TicketFacts[string]> = {};
  for (const event of events) {
    if (entersState(event)) state = event.to ?? state;
    if (event.type === 'assigned') assignee = event.to ?? null;
    if (event.type === 'areaChanged') {
      facts = { ...facts, area: event.to ?? null, subarea: event.facts?.subarea ?? null };
      // Who had it in the old area let go of it.
      if (event.from !== event.to) assignee = null;
    }
    // ICE-35: it went back to who had sent it on.
    if (event.type === 'moved' && event.facts?.backTo !== undefined) {
      const { backTo, backArea, backSubarea = null } = event.facts;
      assignee = String(backTo);
      facts = { ...facts, area: backArea ?? null, subarea: backSubarea };
    }
    if (event.type === 'prioritised') facts = { ...facts, priority: event.to ?? null };
    if (event.type === 'dateAgreed') agreedAt = new Date(String(event.facts?.dueAt));
    if (event.type === 'opened' || event.type === 'fieldsChanged') facts = { ...facts, ...event.facts };
  }
  const { priority, area, subarea } = facts;
  return {
    state,
    facts,
    priority: wordOf(priority),
    area: wordOf(area) ?? '',
    subarea: wordOf(subarea),
    agreedAt,
    assignee,
  };
}

const entering: ReadonlySet<string> = new Set(['opened', 'moved', 'merged', 'requesterReplied']);

/** Whether an event brings a ticket into a state; its `to` is the state then. */
export function entersState({ type, to }: Pick<TicketEvent, 'type' | 'to'>): boolean {
  return to !== undefined && to !== null && entering.has(type);
}

function wordOf(value: TicketFacts[string]): string | null {
  return value === null || value === undefined ? null : String(value);
}
