import type { Policy } from '../../src/contracts/policy.ts';
import type { TicketEvent, TicketFacts } from '../../src/contracts/ticket.ts';
import { loadPolicy } from '../../src/policy/load.ts';
import { priorityOf } from '../../src/policy/priority.ts';
import { areaFor } from '../../src/policy/routing.ts';
import { type Chance, chance } from '../eval/random.ts';

/** The profiles that logs are made for. */
export const organisations = ['exsim', 'masnegocio', 'alianza', 'confa', 'icetex'] as const;

/** One ticket's history. */
export interface TicketLog {
  readonly organisation: (typeof organisations)[number];
  readonly diagnosis: Readonly<Record<string, string>>;
  readonly events: readonly Pick<TicketEvent, 'at' | 'type' | 'from' | 'to' | 'mark' | 'facts'>[];
}

type Line = TicketLog['events'][number];

const MINUTE = 60_000;
const SEED = 5_150;
/** Nobody leaves a ticket alone for ever, and few have more to say. */
const MOST_EVENTS = 14;

/** Makes the histories of tickets, each from its number alone: no list of them is ever held. */
export function createTicketLogs(): (number: number) => TicketLog {
  const desks = organisations.map((name) => readDesk(loadPolicy(name)));
  return (number) => {
    const index = number % organisations.length;
    const desk = desks[index] ?? desks[0];
    if (desk === undefined) throw new Error('there is no policy');
    return logOf(organisations[index] ?? 'exsim', desk, chance(SEED + number));
  };
}

interface Desk {
  readonly policy: Policy;
  /** Facts that clocks ask about, with the values that they ask for. */
  readonly facts: ReadonlyMap<string, readonly string[]>;
  readonly marks: readonly string[];
}

function readDesk(policy: Policy): Desk {
  const facts = new Map<string, Set<string>>();
  const whens = policy.clocks.flatMap(({ when, limits, startsIn }) => [
    when,
    ...limits.map((limit) => limit.when),
    ...startsIn.map((rule) => rule.when),
  ]);
  for (const [fact, values] of whens.flatMap((when) => Object.entries(when ?? {}))) {
    facts.set(fact, new Set([...(facts.get(fact) ?? []), ...values]));
  }
  for (const { field, choices } of policy.diagnosis.questions) {
    if (choices.length > 0) facts.set(field, new Set(choices.map(({ value }) => value)));
  }
  facts.delete('area');
  const triggers = policy.clocks.flatMap(({ start, stop }) => [start, ...stop]);
  const marks = triggers.filter((text) => text.startsWith('mark:')).map((text) => text.slice('mark:'.length));
  return {
    policy,
    facts: new Map([...facts].map(([fact, values]) => [fact, [...values]])),
    marks: [...new Set(marks)],
  };
}

function logOf(organisation: TicketLog['organisation'], desk: Desk, source: Chance): TicketLog {
  const diagnosis: Record<string, string> = {};
  for (const [fact, values] of desk.facts) if (source.whole(0, 9) > 1) diagnosis[fact] = source.pick(values);
  const priority = priorityOf(desk.policy, diagnosis) ?? diagnosis.priority ?? null;
  const area = areaFor(desk.policy, diagnosis);
  const facts: TicketFacts = { ...diagnosis, priority, area, subarea: null };
  // Any minute of 2026, nights and holidays too.
  let at = Date.UTC(2026, 0, 1) + source.whole(0, 525_000) * MINUTE;
  let state = desk.policy.tickets.initial;
  const events: Line[] = [{ at: new Date(at), type: 'opened', to: state, facts: facts as NonNullable<Line['facts']> }];
  for (let left = source.whole(0, MOST_EVENTS - 1); left > 0; left -= 1) {
    at += source.whole(1, 3 * 1440) * MINUTE;
    const event = nextLine(desk, state, new Date(at), source);
    if (event === null) break;
    if (event.type === 'moved') state = event.to ?? state;
    events.push(event);
  }
  return { organisation, diagnosis, events };
}

/** What happens next: mostly a move, often an assignment or a mark, now and then another fact, area or priority. */
function nextLine({ policy, marks, facts }: Desk, state: string, at: Date, source: Chance): Line | null {
  const moves = policy.tickets.states.find(({ code }) => code === state)?.next ?? [];
  const roll = source.whole(0, 99);
  if (roll < 20) return { at, type: 'assigned', to: `agent-${source.whole(1, 20)}` };
  if (roll < 40 && marks.length > 0) return { at, type: 'marked', mark: source.pick(marks) };
  if (roll < 48 && facts.size > 0) {
    const [fact, values] = source.pick([...facts]);
    return { at, type: 'fieldsChanged', facts: { [fact]: source.pick(values) } };
  }
  if (roll < 52) return { at, type: 'areaChanged', from: 'elsewhere', to: source.pick(policy.areas).code };
  if (roll < 56 && policy.priority.strategy !== 'none') {
    return { at, type: 'prioritised', to: source.pick(policy.priority.values).code };
  }
  if (moves.length === 0) return null;
  return { at, type: 'moved', from: state, to: source.pick(moves).to };
}
