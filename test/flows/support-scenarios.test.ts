import { describe, expect, it } from '@jest/globals';
import { cardOf, ticketOf } from '../../flows/support/card.ts';
import { supportFlow } from '../../flows/support/index.ts';
import { Turn } from '../../flows/support/turn.ts';
import { createPolicyDiagnoser } from '../../src/compose/diagnoser.ts';
import { loadPolicy } from '../../src/policy/load.ts';
import { buildFlowContext, redacted } from '../builders/flow-context.ts';

const policy = loadPolicy('alianza');
const diagnoser = createPolicyDiagnoser(policy);

function turnOn(problem: string, answers: Readonly<Record<string, string>> = {}): Turn {
  const state = { ...supportFlow.initial(), problem: redacted(problem), answers: { ...answers } };
  return new Turn(state, buildFlowContext({ policy, diagnoser }));
}

const draftOf = (...about: Parameters<typeof turnOn>) => ticketOf(turnOn(...about), 'request');

describe('cases at a desk with labelled scenarios', () => {
  it('ALI-62 a ticket goes to the area and sub-area of its scenario', () => {
    const draft = draftOf('aclaración de un movimiento en intercajas');
    expect(draft).toMatchObject({ area: 'finanzas', subarea: 'intercajas', facts: { scenario: 'ALI-SC-006' } });
  });

  it('ALI-15, ALI-16 a function that the core lacks waits for approval; new machines are worked on by a third party too', () => {
    const missing = draftOf('funcionalidad no existente en un módulo del core');
    expect(missing).toMatchObject({ subarea: 'desarrollo_operativo', facts: { approval: 'pending' } });
    const machine = draftOf('solicitud de nuevos cajeros');
    expect(machine).toMatchObject({ area: 'medios', facts: { thirdParty: true } });
    expect(machine.facts).not.toHaveProperty('approval');
  });

  it('the scenario says nothing any more once the person has chosen another area', () => {
    const draft = draftOf('aclaración de un movimiento en intercajas', { area: 'Marketing' });
    expect([draft.area, draft.subarea, draft.facts?.scenario]).toEqual(['marketing', undefined, undefined]);
  });

  it('ALI-12 the card of the agent names the example that decided', () => {
    expect(cardOf(turnOn('asignación de timbres'), 'immediate').reasons.needs).toContain('ALI-SC-009');
  });
});
