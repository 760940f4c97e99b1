import type { Policy } from '../../contracts/policy.ts';
import type { Redacted } from '../../contracts/redacted.ts';
import type { TicketDoing, TicketPort, TicketView } from '../../contracts/ticket.ts';
import type { SeededRandom } from './random.ts';

type State = Policy['tickets']['states'][number];
type Phase = State['phase'];

/** How gladly an agent moves a ticket to a phase; what is not named is not chosen. */
const gladly: Readonly<Partial<Record<Phase, number>>> = {
  in_progress: 5,
  assigned: 1,
  review: 1,
  waiting_user: 0.8,
  waiting_supplier: 0.4,
  solved: 6,
  closed: 3,
};

/** Moves a ticket one state on, as the policy lets an agent; false = there is nowhere to go. */
export async function workOnTicket(
  tickets: TicketPort,
  ticket: TicketView,
  how: { readonly policy: Policy; readonly random: SeededRandom; readonly note: Redacted; readonly doing: TicketDoing },
): Promise<boolean> {
  const { policy, random, note, doing } = how;
  const open = nextStates(policy.tickets, ticket.state);
  if (open.length === 0) return false;
  const to = random.pick(open, ({ phase }) => gladly[phase] ?? 0);
  const solution = policy.tickets.solutionTypes.at(0)?.code;
  const closing = policy.tickets.closingCodes.find(({ states }) => states.includes(to.code))?.code;
  await tickets.act(
    ticket.id,
    {
      type: 'move',
      to: to.code,
      note,
      ...(to.needs.includes('solutionType') && solution !== undefined ? { solutionType: solution } : {}),
      ...(to.needs.includes('closingCode') && closing !== undefined ? { closingCode: closing } : {}),
    },
    doing,
  );
  return true;
}

/** Where an agent may take it, without what a story has no hands for (evidence, approval). */
function nextStates({ states }: Policy['tickets'], from: string): State[] {
  const here = states.find(({ code }) => code === from);
  const open = (here?.next ?? [])
    .filter(({ by }) => by.includes('agent'))
    .flatMap(({ to }) => states.filter(({ code }) => code === to))
    .filter(
      ({ phase, needs }) => gladly[phase] !== undefined && !needs.includes('evidence') && !needs.includes('approval'),
    );
  // What is solved is closed in the usual way; before that nothing is.
  const closed = open.filter(({ phase }) => phase === 'closed');
  const others = open.filter(({ phase }) => phase !== 'closed');
  return here?.phase === 'solved' ? closed.slice(0, 1) : others;
}
