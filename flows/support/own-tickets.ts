import type { CommandResult, DisclosedTicket } from '../../src/contracts/flow.ts';
import { ask, askAgain, promptOf } from './prompts.ts';
import type { Said } from './said.ts';
import type { Phase } from './state.ts';
import type { Turn } from './turn.ts';
import { sayLimit } from './when.ts';

const MAX_TICKETS = 3;
/** Folios that are not theirs, before a conversation is told to ask a person. */
export const MOST_STRANGE = 5;
const BEFORE_CASE: ReadonlySet<Phase> = new Set(['new', 'name', 'userType', 'problem', 'survey']);

/** `ticket:accept:EXS-000012`: what the buttons under a word about a ticket say. */
const TICKET_CHOICE = /^ticket:(reply|accept|reject|rate|more|escalate):([A-Z]{2,6}-\d+|last)(?::(\d{1,2}))?$/;

/** A button under a word about the person's own ticket (MAS-77, MAS-78, ALI-43, ALI-45, ALI-50). True: it was one. */
export function readTicketChoice(turn: Turn, said: Said): boolean {
  const [, what, folio, score] = TICKET_CHOICE.exec(said.choice ?? '') ?? [];
  if (what === undefined || folio === undefined) return false;
  if (what === 'reply' || what === 'reject' || what === 'more' || what === 'escalate') {
    turn.state.ticketTalk = { folio, what, from: turn.state.phase };
    ask(turn, 'ticketTalk');
  } else if (what === 'accept') turn.run({ type: 'actOnTicket', folio, deed: 'accept' });
  else turn.run({ type: 'actOnTicket', folio, deed: 'rate', score: Number(score) });
  return true;
}

/** What the person wants the desk to read on the ticket. */
export function hearTicketTalk(turn: Turn, said: Said): boolean {
  const { ticketTalk } = turn.state;
  if (ticketTalk === null || (said.words.length === 0 && said.attachments === 0)) return false;
  turn.run({ type: 'actOnTicket', folio: ticketTalk.folio, deed: ticketTalk.what, text: said.text });
  return true;
}

/** What came of it, and back to where the conversation was. */
export function tellTicketDeed(turn: Turn, result: Extract<CommandResult, { command: 'actOnTicket' }>): void {
  const { state } = turn;
  const back = state.ticketTalk?.from ?? state.phase;
  state.ticketTalk = null;
  turn.lead(turn.t(`ownTicket.${result.outcome}`, { folio: result.folio, next: result.next ?? '' }));
  if (result.outcome === 'accepted' && result.scale !== null) {
    const { min, max } = result.scale;
    const scores = Array.from({ length: max - min + 1 }, (_, at) => String(min + at));
    turn.say(turn.t('ownTicket.rate', { min, max }), {
      choices: scores.map((title) => ({ value: `ticket:rate:${result.folio}:${title}`, title })),
    });
    state.phase = back;
    return;
  }
  state.phase = back === 'ticketTalk' ? 'wrapUp' : back;
  if (BEFORE_CASE.has(state.phase) && state.problem === '') {
    state.outcome ??= 'answered';
    ask(turn, 'wrapUp');
  } else if (promptOf(turn)) askAgain(turn);
  else turn.flushLead();
}

/** EXS-17, MAS-10, ALI-47: the state of the person's tickets, as far as it may be told here (MAS-05). */
export function tellTickets(turn: Turn, { tickets }: Extract<CommandResult, { command: 'findTickets' }>): void {
  const { state } = turn;
  const lines = tickets.slice(0, MAX_TICKETS).map((ticket) => lineOf(turn, ticket));
  if (lines.length === 0) tellNone(turn);
  else if (lines.length === 1) turn.lead(turn.t('status.yours', { line: lines[0] ?? '' }));
  else turn.lead(turn.t('status.list', { lines: `\n${lines.map((line) => `• ${line}`).join('\n')}\n` }));
  if (state.phase === 'waiting') turn.flushLead();
  else if (BEFORE_CASE.has(state.phase) && state.problem === '') {
    if (state.outcome === null) state.outcome = 'answered';
    turn.mark(9, 'done');
    ask(turn, 'wrapUp');
  } else askAgain(turn);
}

/** Nothing that may be told here: the same words for what is not there and what is somebody else's. */
function tellNone(turn: Turn): void {
  const { state } = turn;
  if (state.askedFolio !== null) state.strangeFolios += 1;
  if (state.strangeFolios > MOST_STRANGE) {
    turn.lead(turn.t('status.tooMany'));
    return;
  }
  turn.lead(turn.t('status.none'));
  if (turn.ctx.mayLink) turn.lead(turn.t('link.hint'));
}

/** Folio and state; where all may be told, also until when. */
function lineOf(turn: Turn, { folio, label, dueAt, lastWord }: DisclosedTicket): string {
  const line = turn.t('status.one', { folio, state: label });
  const due = dueAt !== null && dueAt > turn.ctx.now ? ` ${turn.t('status.due', { when: sayLimit(turn, dueAt) })}` : '';
  return `${line}${due && `.${due}`}${lastWord === null ? '' : `\n«${lastWord}»`}`;
}
