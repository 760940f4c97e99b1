import { DELIVERY, type TicketKind } from '../../contracts/policy/kinds.ts';
import type { Policy } from '../../contracts/policy.ts';
import { postsOf } from '../posts.ts';
import type { PolicyFinding, PolicyPath } from '../problem.ts';
import { checkWhen, routingFacts } from './facts.ts';
import { doubles, unknownName } from './findings.ts';

/** Kinds of tickets name facts, states, posts and clocks that are there, and each mark once (MAS-91..109). */
export function checkKinds(policy: Policy): PolicyFinding[] {
  const { kinds } = policy.tickets;
  return [
    ...doubles(
      kinds.map(({ code }) => code),
      (index) => ['tickets', 'kinds', index, 'code'],
    ),
    ...kinds.flatMap((kind, index) => checkKind(policy, kind, ['tickets', 'kinds', index])),
  ];
}

function checkKind(policy: Policy, kind: TicketKind, path: PolicyPath): PolicyFinding[] {
  const facts = routingFacts(policy);
  const posts = postsOf(policy).map(({ code }) => code);
  const clocks = policy.clocks.map(({ name }) => name);
  const steps = [...policy.tickets.states.map(({ code }) => code), DELIVERY];
  const marks = [...kind.checks, ...kind.actions].map(({ code }) => code);
  const known = (names: readonly string[], values: readonly string[], at: PolicyPath) =>
    values.flatMap((value, place) => (names.includes(value) ? [] : [unknownName([...at, place], value, names)]));
  return [
    ...checkWhen(kind.when, [...path, 'when'], facts),
    ...doubles(marks, (at) =>
      at < kind.checks.length ? [...path, 'checks', at, 'code'] : [...path, 'actions', at - kind.checks.length, 'code'],
    ),
    ...kind.checks.flatMap((check, at) => [
      ...checkWhen(check.when, [...path, 'checks', at, 'when'], facts),
      ...known(steps, check.before, [...path, 'checks', at, 'before']),
      ...known(posts, check.by, [...path, 'checks', at, 'by']),
      ...(check.after === null || marks.includes(check.after)
        ? []
        : [unknownName([...path, 'checks', at, 'after'], check.after, marks)]),
    ]),
    ...kind.actions.flatMap((action, at) => [
      ...known(posts, action.by, [...path, 'actions', at, 'by']),
      ...(action.clock === null || clocks.includes(action.clock)
        ? []
        : [unknownName([...path, 'actions', at, 'clock'], action.clock, clocks)]),
    ]),
    ...(kind.delivery === null ? [] : known(posts, kind.delivery.by, [...path, 'delivery', 'by'])),
  ];
}
