import { describe, expect, it } from '@jest/globals';
import { ticketOf } from '../../flows/support/card.ts';
import { addToProblem, type Draft, initialState, resetCase } from '../../flows/support/state.ts';
import { Turn } from '../../flows/support/turn.ts';
import { createPolicyDiagnoser } from '../../src/compose/diagnoser.ts';
import { loadPolicy } from '../../src/policy/load.ts';
import { buildFlowContext, redacted } from '../builders/flow-context.ts';

describe('a long case', () => {
  const sentence = 'El crédito no aparece en la plataforma y ya se envió el soporte. ';

  it('ICE-23 is kept whole for people, however much is told of it and in however many messages', () => {
    const state: Draft = { ...initialState() };
    const first = redacted(sentence.repeat(40).trim());
    const second = redacted('Además el pago de marzo quedó doble.');
    addToProblem(state, first);
    expect(state.whole).toBe(first);
    addToProblem(state, second);
    expect(state.whole).toBe(`${first}\n${second}`);
    expect(state.problem.length).toBeLessThanOrEqual(1_001);
  });

  it('ICE-23 reaches the ticket whole', () => {
    const state: Draft = { ...initialState() };
    addToProblem(state, redacted(`${sentence.repeat(30)}Lo urgente va en medio. ${sentence.repeat(30)}`));
    expect(state.problem).not.toContain('Lo urgente va en medio');
    const policy = loadPolicy('icetex');
    const turn = new Turn(state, buildFlowContext({ policy, diagnoser: createPolicyDiagnoser(policy) }));
    expect(ticketOf(turn, 'request').description).toBe(state.whole);
    expect(state.whole).toContain('Lo urgente va en medio');
  });

  it('keeps a short one once, and forgets with the case', () => {
    const state: Draft = { ...initialState() };
    addToProblem(state, redacted(sentence));
    expect([state.whole, state.problem]).toEqual(['', sentence]);
    addToProblem(state, redacted(sentence.repeat(40)));
    resetCase(state);
    expect([state.whole, state.problem]).toEqual(['', '']);
  });
});
