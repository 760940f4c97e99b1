import type { OpportunityDraft } from '../../src/contracts/ticket.ts';
import { cardOf } from './card.ts';
import { caseOf } from './case.ts';
import { nameOf, reachOf } from './person.ts';
import { asksPrice } from './phrases.ts';
import { ask } from './prompts.ts';
import { noteOnce } from './state.ts';
import type { Turn } from './turn.ts';
import { fold } from './words.ts';

const CATEGORIES = ['modulo_adicional', 'desarrollo_especial', 'mejora_funcional'] as const;

/**
 * EXS-61..EXS-64, AMB-10: an improvement, or a wish beside a support case, goes to sales with the customer's data.
 * Asks what is missing for it (EXS-19). Support stops there (EXS-65).
 */
export function sell(turn: Turn): boolean {
  const { state } = turn;
  const diagnosis = caseOf(turn);
  const main = diagnosis.kind === 'mejora';
  if (state.sold || (diagnosis.opportunity === null && !main)) return false;
  // The person's next question is the wish itself: it is recorded in its turn.
  if (!main && state.pending.some((text) => turn.diagnose(text).opportunity !== null)) return false;
  if (nameOf(turn) === null) {
    if (noteOnce(state, 'customerName')) return askFor(turn, 'customer');
    return false;
  }
  if (diagnosis.opportunity !== null && reachOf(turn) === null && state.person.reach === undefined)
    return askFor(turn, 'reach');
  record(turn, main);
  return true;
}

function askFor(turn: Turn, phase: 'customer' | 'reach'): true {
  priceWord(turn);
  ask(turn, phase);
  return true;
}

function record(turn: Turn, main: boolean): void {
  const { state } = turn;
  const diagnosis = caseOf(turn);
  const name = nameOf(turn);
  if (name === null) return;
  state.sold = true;
  const draft: OpportunityDraft = {
    category: CATEGORIES.find((one) => one === diagnosis.opportunity) ?? 'mejora_funcional',
    module: diagnosis.module,
    description: state.problem,
    customer: { name, organisation: turn.ctx.contact.organisation, contact: reachOf(turn) },
  };
  turn.run({ type: 'recordOpportunity', draft });
  if (!main) return;
  state.outcome = 'opportunity';
  turn.setCard(cardOf(turn, 'opportunity'));
  turn.mark(6, 'notApplicable');
  turn.mark(7, 'done');
  turn.mark(8, 'notApplicable');
}

/** EXS-57: prices are for sales; said once, before the first question or with the folio. */
export function priceWord(turn: Turn): void {
  if (asksPrice(fold(turn.state.problem)) && noteOnce(turn.state, 'price')) turn.lead(turn.t('sales.price'));
}
