import type { Policy } from '../../contracts/policy.ts';
import type { PolicyFinding } from '../problem.ts';
import { calendarNames } from './calendars.ts';
import { checkWhen, routingFacts } from './facts.ts';
import { doubles, unknownName } from './findings.ts';

/** Closing codes, automatic closing and the ways back point at states that are there and let them (MAS-79, MAS-80, ALI-41). */
export function checkTicketRules(policy: Policy): PolicyFinding[] {
  const { tickets } = policy;
  const states = tickets.states.map(({ code }) => code);
  const facts = routingFacts(policy);
  return [
    ...tickets.initialWhen.flatMap(({ when, state }, index) => [
      ...checkWhen(when, ['tickets', 'initialWhen', index, 'when'], facts),
      ...(states.includes(state) ? [] : [unknownName(['tickets', 'initialWhen', index, 'state'], state, states)]),
    ]),
    ...doubles(
      tickets.closingCodes.map(({ code }) => code),
      (index) => ['tickets', 'closingCodes', index, 'code'],
    ),
    ...tickets.closingCodes.flatMap((closing, index) =>
      closing.states.flatMap((state, place) =>
        states.includes(state) ? [] : [unknownName(['tickets', 'closingCodes', index, 'states', place], state, states)],
      ),
    ),
    ...checkNeeds(policy),
    ...tickets.autoClose.flatMap((_, index) => checkAutoClose(policy, index)),
    ...checkUnsatisfied(policy),
  ];
}

/** A state that asks for what nobody can give would never be reached. */
function checkNeeds({ tickets }: Policy): PolicyFinding[] {
  return tickets.states.flatMap((state, index) =>
    state.needs.flatMap((need, place) => {
      const path = ['tickets', 'states', index, 'needs', place];
      if (need === 'solutionType' && tickets.solutionTypes.length === 0) {
        return [{ path, message: 'needs a solution type and there is none; fill tickets.solutionTypes' }];
      }
      const hasCode = tickets.closingCodes.some(({ states }) => states.includes(state.code));
      return need === 'closingCode' && !hasCode
        ? [{ path, message: `needs a closing code and none is for "${state.code}"; add it to tickets.closingCodes` }]
        : [];
    }),
  );
}

function checkAutoClose(policy: Policy, index: number): PolicyFinding[] {
  const { tickets } = policy;
  const rule = tickets.autoClose[index];
  if (rule === undefined) return [];
  const path = ['tickets', 'autoClose', index];
  const from = tickets.states.find(({ code }) => code === rule.state);
  const names = calendarNames(policy);
  const findings = checkWhen(rule.when, [...path, 'when'], routingFacts(policy));
  if (!names.includes(rule.calendar)) findings.push(unknownName([...path, 'calendar'], rule.calendar, names));
  if (from === undefined) {
    const states = tickets.states.map(({ code }) => code);
    return [...findings, unknownName([...path, 'state'], rule.state, states)];
  }
  if (!from.next.some(({ to, by }) => to === rule.to && by.includes('system'))) {
    findings.push({
      path: [...path, 'to'],
      message: `"${rule.state}" does not let the system move to "${rule.to}"; add the move with "system" to its next`,
    });
  }
  const codes = tickets.closingCodes.filter(({ states }) => states.includes(rule.to)).map(({ code }) => code);
  if (rule.closingCode !== null && !codes.includes(rule.closingCode)) {
    findings.push(unknownName([...path, 'closingCode'], rule.closingCode, codes));
  }
  const target = tickets.states.find(({ code }) => code === rule.to);
  if (target?.needs.includes('closingCode') && rule.closingCode === null) {
    findings.push({ path, message: `"${rule.to}" needs a closing code; add closingCode` });
  }
  return findings;
}

function checkUnsatisfied({ tickets }: Policy): PolicyFinding[] {
  const { unsatisfiedTo, states } = tickets;
  if (unsatisfiedTo === null) return [];
  const path = ['tickets', 'unsatisfiedTo'];
  if (!states.some(({ code }) => code === unsatisfiedTo)) {
    return [
      unknownName(
        path,
        unsatisfiedTo,
        states.map(({ code }) => code),
      ),
    ];
  }
  const solved = states.filter(({ phase }) => phase === 'solved');
  return solved.every(({ next }) => next.some(({ to, by }) => to === unsatisfiedTo && by.includes('requester')))
    ? []
    : [{ path, message: 'a solved ticket cannot go there; add the move with "requester" to the solved state' }];
}
