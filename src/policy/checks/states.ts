import type { Policy } from '../../contracts/policy.ts';
import type { PolicyFinding, PolicyPath } from '../problem.ts';
import { doubles, unknownName } from './findings.ts';

const endPhases: readonly string[] = ['closed', 'rejected', 'cancelled'];

/** States and moves point at one another, and every case can end (EXS-76). */
export function checkStates({ tickets }: Policy): PolicyFinding[] {
  const codes = tickets.states.map((state) => state.code);
  return [
    ...doubles(codes, (index) => ['tickets', 'states', index, 'code']),
    ...(codes.includes(tickets.initial) ? [] : [unknownName(['tickets', 'initial'], tickets.initial, codes)]),
    ...tickets.states.flatMap((state, index) => checkMoves(state, ['tickets', 'states', index, 'next'], codes)),
    ...checkEnds(tickets),
  ];
}

function checkMoves(
  state: Policy['tickets']['states'][number],
  path: PolicyPath,
  codes: readonly string[],
): PolicyFinding[] {
  const targets = state.next.map((move) => move.to);
  return [
    ...doubles(targets, (place) => [...path, place, 'to']),
    ...targets.flatMap((to, place) => {
      if (!codes.includes(to)) return [unknownName([...path, place, 'to'], to, codes)];
      return to === state.code ? [{ path: [...path, place, 'to'], message: 'moves to itself; remove this move' }] : [];
    }),
  ];
}

/** EXS-76: from every state a case can still end. */
function checkEnds(tickets: Policy['tickets']): PolicyFinding[] {
  if (!tickets.states.some((state) => state.phase === 'closed')) {
    return [{ path: ['tickets', 'states'], message: 'no state has the phase closed; give one the phase closed' }];
  }
  const ending = new Set(tickets.states.filter((state) => endPhases.includes(state.phase)).map((state) => state.code));
  let before = -1;
  while (ending.size !== before) {
    before = ending.size;
    for (const state of tickets.states) if (state.next.some((move) => ending.has(move.to))) ending.add(state.code);
  }
  return tickets.states.flatMap((state, index) =>
    ending.has(state.code)
      ? []
      : [{ path: ['tickets', 'states', index, 'next'], message: 'leads to no closed state; add a move that does' }],
  );
}
