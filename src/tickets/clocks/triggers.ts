import type { Policy } from '../../contracts/policy.ts';
import type { TicketEvent } from '../../contracts/ticket.ts';
import { entersState } from '../replay.ts';

/** What of an event triggers and facts are read from. */
export type ClockEvent = Pick<TicketEvent, 'at' | 'type' | 'to' | 'mark' | 'facts'>;

/** Names of states, so that a trigger on a phase needs no search. */
export type PhaseOf = (state: string) => string | undefined;

/** The phase of each state of a policy. */
export function createPhaseOf(policy: Pick<Policy, 'tickets'>): PhaseOf {
  const phases = new Map(policy.tickets.states.map((state) => [state.code, state.phase]));
  return (state) => phases.get(state);
}

/** A trigger of the policy, read once. */
export interface Trigger {
  /** `stay`: true while the ticket is in that state, phase or area; `moment`: true from its first event on. */
  readonly lasts: 'stay' | 'moment';
  /** Whether an event is the trigger; for a stay also whether the event leaves it: null = says nothing about it. */
  readonly reads: (event: ClockEvent) => boolean | null;
}

/** Reads `opened`, `received`, `agreed`, `temporary`, `phase:…`, `state:…`, `area:…` and `mark:…`. */
export function readTrigger(text: string, phaseOf: PhaseOf): Trigger {
  const [kind, name = ''] = text.split(':');
  switch (kind) {
    case 'opened':
      return moment((event) => event.type === 'opened');
    case 'agreed':
      return moment((event) => event.type === 'dateAgreed');
    case 'temporary':
      return moment((event) => typeof event.facts?.until === 'string');
    case 'received':
      return moment((event) => event.type === 'assigned' && event.to != null);
    case 'mark':
      return moment((event) => (event.type === 'marked' || event.type === 'delivered') && event.mark === name);
    case 'area':
      return stay((event) => (event.type === 'areaChanged' ? event.to === name : openedWith(event, 'area', name)));
    case 'phase':
      return stay((event) => (entersState(event) ? phaseOf(event.to ?? '') === name : null));
    default:
      return stay((event) => (entersState(event) ? event.to === name : null));
  }
}

function moment(reads: (event: ClockEvent) => boolean): Trigger {
  return { lasts: 'moment', reads };
}

function stay(reads: (event: ClockEvent) => boolean | null): Trigger {
  return { lasts: 'stay', reads };
}

function openedWith(event: ClockEvent, fact: string, value: string): boolean | null {
  return event.type === 'opened' ? event.facts?.[fact] === value : null;
}
