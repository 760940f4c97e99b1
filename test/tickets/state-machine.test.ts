import { describe, expect, it } from '@jest/globals';
import type { Policy } from '../../src/contracts/policy.ts';
import type { Actor } from '../../src/contracts/ticket.ts';
import { isAppError } from '../../src/errors/app-error.ts';
import { listPolicies, loadPolicy } from '../../src/policy/load.ts';
import { allowedMoves, checkMove } from '../../src/tickets/state-machine.ts';

const roles: Actor['role'][] = ['bot', 'agent', 'lead', 'admin', 'requester', 'system'];

/** The rule in one line, read straight from the policy's text. */
function isAllowed(policy: Policy, from: string, to: string, role: Actor['role']): boolean {
  const asked = role === 'bot' ? 'system' : role;
  return policy.tickets.states.some(
    (state) => state.code === from && state.next.some((move) => move.to === to && move.by.includes(asked)),
  );
}

function attempt(policy: Policy, move: { from: string; to: string; role: Actor['role'] }): string {
  try {
    return checkMove(policy, move).code;
  } catch (error) {
    if (!isAppError(error, 'TICKET_MOVE_REFUSED')) throw error;
    return 'refused';
  }
}

describe.each(listPolicies())('the ticket states of %s', (name) => {
  const policy = loadPolicy(name);
  const codes = [...policy.tickets.states.map((state) => state.code), 'unknown_state'];

  it('AMB-60 every (state, state, role) is allowed exactly when the policy says so', () => {
    let allowed = 0;
    for (const from of codes) {
      for (const to of codes) {
        for (const role of roles) {
          const expected = isAllowed(policy, from, to, role);
          expect([from, to, role, attempt(policy, { from, to, role })]).toEqual([
            from,
            to,
            role,
            expected ? to : 'refused',
          ]);
          expect(allowedMoves(policy, from, role).includes(to)).toBe(expected);
          if (expected) allowed += 1;
        }
      }
    }
    expect(allowed).toBeGreaterThan(20);
  });

  it('every state can be reached from the first one', () => {
    const reached = new Set([policy.tickets.initial, ...policy.tickets.initialWhen.map(({ state }) => state)]);
    for (const code of reached) {
      for (const { to } of policy.tickets.states.find((state) => state.code === code)?.next ?? []) reached.add(to);
    }
    expect([...reached].sort()).toEqual(policy.tickets.states.map((state) => state.code).sort());
  });

  it('EXS-76 from every state the case can be brought to an end by the desk, the requester or time', () => {
    const roles = ['lead', 'requester', 'system'] as const;
    for (const start of policy.tickets.states) {
      const reached = new Set([start.code]);
      for (const code of reached) {
        for (const role of roles) for (const to of allowedMoves(policy, code, role)) reached.add(to);
      }
      const ends = policy.tickets.states.filter(({ phase }) => ['closed', 'rejected', 'cancelled'].includes(phase));
      expect([start.code, ends.some((state) => reached.has(state.code))]).toEqual([start.code, true]);
    }
  });
});
