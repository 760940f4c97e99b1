import type { CommandResult } from '../../src/contracts/flow.ts';
import type { TicketReason } from '../../src/contracts/ticket.ts';
import { caseOf } from './case.ts';
import { simpleBugWord } from './decide.ts';
import { tellCodeSent, tellCodeTyped } from './link.ts';
import { answerMessage } from './listen.ts';
import { tellTicketDeed, tellTickets } from './own-tickets.ts';
import { ask } from './prompts.ts';
import { tellProof } from './requester.ts';
import { priceWord } from './sales.ts';
import { takeHeld } from './secure-form.ts';
import { noteOnce } from './state.ts';
import type { Turn } from './turn.ts';
import { sayLimit, sayWhen } from './when.ts';
import { finishTopic } from './wrap-up.ts';

const MAX_LINKS = 3;
/** Noted: an answer was promised before the desk opens. */
const PROMISED = 'promised';

type Result<T extends CommandResult['command']> = Extract<CommandResult, { command: T }>;

/** What came of a command, told in the same turn (EXS-17). */
export function onResult(turn: Turn, result: CommandResult): void {
  switch (result.command) {
    case 'openTicket':
      tellTicket(turn, result);
      break;
    case 'requestAgent':
      tellQueue(turn, result);
      break;
    case 'findTickets':
      tellTickets(turn, result);
      break;
    case 'actOnTicket':
      tellTicketDeed(turn, result);
      break;
    case 'proveIdentity':
      tellProof(turn, result.code);
      break;
    case 'sendCode':
      tellCodeSent(turn, result.outcome);
      break;
    case 'checkCode':
      tellCodeTyped(turn, result.outcome);
      break;
    case 'recordOpportunity':
      tellOpportunity(turn, result);
      break;
    case 'offerVault':
      tellForm(turn, result);
      break;
    default:
      break;
  }
}

/** The form is there: the message that waited for it is answered now. */
function tellForm(turn: Turn, result: Result<'offerVault'>): void {
  const waited = takeHeld(turn, result);
  if (waited) answerMessage(turn, waited.event, waited.form);
}

/** How an opened ticket is told, by why it was opened. */
const OPENED: Readonly<Partial<Record<TicketReason, string>>> = {
  request: 'ticket.requested',
  estimate: 'ticket.opened',
  elapsed: 'ticket.opened',
};

function tellTicket(turn: Turn, { ticket }: Result<'openTicket'>): void {
  const { state } = turn;
  const after = state.afterTicket;
  state.folio = ticket.folio;
  state.afterTicket = null;
  turn.mark(9, 'done');
  turn.lead(turn.t(OPENED[ticket.reason] ?? 'ticket.registered', { folio: ticket.folio }));
  if (after !== 'queue' || promisesSooner(turn, ticket.dueAt))
    turn.lead(ticket.dueAt ? turn.t('ticket.due', { when: sayLimit(turn, ticket.dueAt) }) : turn.t('ticket.follow'));
  if (after === 'queue') turn.flushLead();
  else if (after === 'close') turn.close('ticket');
  else finishTopic(turn);
}

/** A desk that is closed still answers what its clocks run for at any hour: then the promise is said, not the next opening (MAS-12). */
function promisesSooner({ state, ctx }: Turn, dueAt: Date | null): boolean {
  if (dueAt === null || ctx.calendar.isOpen(ctx.now)) return false;
  const opening = ctx.calendar.nextOpening(ctx.now);
  return opening !== null && dueAt < opening && noteOnce(state, PROMISED);
}

function tellQueue(turn: Turn, { agentsOnline, position }: Result<'requestAgent'>): void {
  const { state, ctx } = turn;
  if (state.phase !== 'waiting') return;
  const open = ctx.calendar.isOpen(ctx.now);
  const attended = open && agentsOnline > 0;
  const opening = open ? null : ctx.calendar.nextOpening(ctx.now);
  if (attended) turn.lead(turn.t('handover.online', { count: Math.max(0, position - 1) }));
  else if (state.noted.includes(PROMISED)) turn.lead(turn.t('handover.promised'));
  else if (opening) turn.lead(turn.t('handover.closed', { when: sayWhen(turn, opening) }));
  else turn.lead(turn.t('handover.noneOnline'));
  const bug = simpleBugWord(turn);
  if (bug !== null) turn.lead(bug);
  if (state.video === 'accepted') turn.lead(turn.t('video.byAgent'));
  if (!attended && state.folio === null) ask(turn, 'waiting');
}

function tellOpportunity(turn: Turn, { folio }: Result<'recordOpportunity'>): void {
  const { state } = turn;
  const main = caseOf(turn).kind === 'mejora';
  priceWord(turn);
  if (!main) {
    turn.lead(turn.t('sales.alsoRecorded', { folio }));
    turn.goOn();
    return;
  }
  const idea = caseOf(turn).opportunity === null;
  const text = turn.t(idea ? 'sales.idea' : 'sales.recorded', { folio });
  turn.mark(9, 'done');
  const { band, links } = turn.lookUp(state.problem, {
    audience: 'sales',
    module: caseOf(turn).module,
  });
  if (band === 'send' && links.length > 0)
    turn.say(`${text} ${turn.t('sales.links')}`, { links: links.slice(0, MAX_LINKS) });
  else turn.lead(text);
  finishTopic(turn);
}
