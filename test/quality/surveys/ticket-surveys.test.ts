import { beforeEach, describe, expect, it } from '@jest/globals';
import type { SurveyDesk, SurveySpeech } from '../../../src/contracts/surveys.ts';
import type { TicketEvent, TicketView } from '../../../src/contracts/ticket.ts';
import type { TicketEffect } from '../../../src/contracts/ticket-effects.ts';
import { loadPolicy } from '../../../src/policy/load.ts';
import { createTicketSurveys } from '../../../src/quality/surveys/ticket-surveys.ts';

let done: string[];
beforeEach(() => {
  done = [];
});

/** The surveys that follow from an organisation's tickets, with what was done written down. */
function effectOf(name: 'alianza' | 'masnegocio'): TicketEffect {
  const surveys = {
    due: async (trigger: string) => {
      done.push(`due ${trigger}`);
      return null;
    },
    asked: async (survey: string) => void done.push(`asked ${survey}`),
    record: async ({ survey, score }: { survey: string; score: number }) => void done.push(`${survey} ${score}`),
  } as unknown as SurveyDesk;
  const speech: SurveySpeech = {
    async put(_key, _conversation, due) {
      await due();
    },
  };
  const policy = loadPolicy(name);
  const verification = { enrol: async () => undefined };
  return createTicketSurveys({ surveys, verification, policyOf: () => policy, speech: () => speech });
}
const about = { id: 't1', organisation: 'o', conversationId: 'c1', contactId: 'p1', assignee: 'ana', relations: [] };
const ticket = (over: object = {}) => ({ ...about, facts: {}, ...over }) as unknown as TicketView;
function stateIn(name: 'alianza' | 'masnegocio', phase: string): string {
  return loadPolicy(name).tickets.states.find((state) => state.phase === phase)?.code ?? '';
}
const event = (over: object) => ({ id: 't1.3', at: new Date('2026-12-07T17:00:00Z'), ...over }) as TicketEvent;
const moved = (to: string) => event({ type: 'moved', to });

describe('surveys after tickets', () => {
  it('ALI-50 the requester’s rating of a solution is the answer; the question is not put again', async () => {
    const effect = effectOf('alianza');
    const [survey] = loadPolicy('alianza').surveys.filter(({ trigger }) => trigger === 'solved');
    await effect.apply({ ticket: ticket(), event: moved(stateIn('alianza', 'solved')) });
    await effect.apply({ ticket: ticket(), event: event({ type: 'evaluated', facts: { score: 4 } }) });
    await effect.apply({ ticket: ticket(), event: moved(stateIn('alianza', 'closed')) });
    expect(done).toEqual([`asked ${survey?.name}`, `${survey?.name} 4`, 'due closed']);
  });

  it('a solution of nobody’s case asks nobody, and counts as no question', async () => {
    const nobody = ticket({ contactId: null, conversationId: null });
    for (const phase of ['solved', 'closed'])
      await effectOf('alianza').apply({ ticket: nobody, event: moved(stateIn('alianza', phase)) });
    expect(done).toEqual([]);
  });

  it('MAS-117 without a rating the question is put once the ticket is closed', async () => {
    await effectOf('masnegocio').apply({ ticket: ticket(), event: moved(stateIn('masnegocio', 'solved')) });
    expect(done).toEqual([]);
    await effectOf('masnegocio').apply({ ticket: ticket(), event: moved(stateIn('masnegocio', 'closed')) });
    expect(done).toEqual(['due solved', 'due closed']);
  });
});
