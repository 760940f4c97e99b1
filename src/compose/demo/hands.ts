import type { BusinessCalendar } from '../../contracts/calendar.ts';
import type { ConversationPort, ConversationSummary } from '../../contracts/conversation.ts';
import type { DeskAccess } from '../../contracts/desk.ts';
import type { EntryDraft, EntryService } from '../../contracts/knowledge-entries.ts';
import type { Policy } from '../../contracts/policy.ts';
import type { Redactor } from '../../contracts/redacted.ts';
import type { TicketPort } from '../../contracts/ticket.ts';
import { isAppError } from '../../errors/app-error.ts';
import type { StoryBoard } from './board.ts';
import { type Cast, fillBlanks } from './cast.ts';
import { type ChoreParts, startDay } from './chores.ts';
import { writeEntry } from './knowledge-work.ts';
import { workOnTicket } from './ticket-work.ts';
import type { Thread } from './time.ts';

/** What an agent of the story works with. */
export interface HandsParts extends ChoreParts {
  readonly cast: Cast;
  readonly policy: Policy;
  readonly calendar: BusinessCalendar;
  readonly redactor: Redactor;
  readonly desk: Pick<DeskAccess, 'setPresence'>;
  readonly conversations: Pick<ConversationPort, 'act'>;
  readonly board: StoryBoard;
  readonly tickets: TicketPort;
  readonly entries: EntryService;
  /** What is still to be written, shared by all. */
  readonly drafts: EntryDraft[];
}

type Agent = Cast['agents'][number];

const MINUTE_MS = 60_000;
const TICK_MINUTES = [2, 5] as const;
const AT_ONCE = 3;
/** A ticket is taken up again after so many minutes, seldom at once. */
const TICKET_REST_MINUTES = [30, 1_200] as const;
const later = (at: Date, minutes: number) => new Date(at.getTime() + minutes * MINUTE_MS);

/** An agent through the month: comes, attends, works on tickets, writes an entry, goes. */
export class AgentHands implements Thread {
  readonly #agent: Agent;
  readonly #parts: HandsParts;
  /** Lines said so far in each conversation under attention. */
  readonly #said = new Map<string, number>();
  #day = '';
  #entryAt: Date | null = null;
  #isHere = false;
  #words = 0;

  constructor(agent: Agent, parts: HandsParts) {
    this.#agent = agent;
    this.#parts = parts;
  }

  async step(at: Date): Promise<Date | null> {
    const { calendar, desk, random } = this.#parts;
    const isOpen = calendar.isOpen(at);
    if (isOpen !== this.#isHere) {
      this.#isHere = isOpen;
      await desk.setPresence(this.#agent.id, isOpen ? 'online' : 'offline', 'person');
    }
    if (!isOpen) return later(calendar.nextOpening(at) ?? later(at, 1_440), random.between(0, 9));
    if (this.#planDay(at)) await startDay(this.#agent, this.#parts);
    await this.#attend(at);
    await this.#takeWaiting();
    await this.#workTickets(at);
    await this.#writeEntry(at);
    return later(at, random.between(...TICK_MINUTES));
  }

  get #actor() {
    const { id, name, roles } = this.#agent;
    return { role: roles[0] ?? 'agent', id, name };
  }

  /** Whether the day is a new one. */
  #planDay(at: Date): boolean {
    const { random, calendar } = this.#parts;
    const day = at.toISOString().slice(0, 10);
    if (day === this.#day) return false;
    this.#day = day;
    this.#entryAt = random.chance(this.#agent.diligence)
      ? calendar.addWorkingMinutes(at, random.between(20, 400))
      : null;
    return true;
  }

  async #attend(at: Date): Promise<void> {
    const { board, random } = this.#parts;
    for (const conversation of board.attendedBy(this.#agent.id)) {
      if (at.getTime() - conversation.lastAt.getTime() < random.between(20, 90) * 1_000) continue;
      await this.#goOn(conversation, at);
    }
  }

  async #goOn(conversation: ConversationSummary, at: Date): Promise<void> {
    const { cast, conversations, random } = this.#parts;
    const said = this.#said.get(conversation.id) ?? 0;
    const lines = cast.agentLines[said];
    if (lines !== undefined) {
      this.#said.set(conversation.id, said + 1);
      this.#words += 1;
      const text = fillBlanks(random.pick(lines), { name: conversation.contact.name ?? '' });
      await conversations.act(
        conversation.id,
        { type: 'reply', id: `story-${this.#agent.id}-${this.#words}`, text },
        this.#actor,
      );
      return;
    }
    // Some cases take longer than anybody thought: they are left open, and the work clock goes on.
    if (random.chance(0.35) && at.getTime() - conversation.lastAt.getTime() < 40 * MINUTE_MS) return;
    this.#said.delete(conversation.id);
    const end = random.chance(0.5) ? ({ type: 'return' } as const) : ({ type: 'close', outcome: 'agent' } as const);
    await conversations.act(conversation.id, end, this.#actor);
  }

  async #takeWaiting(): Promise<void> {
    const { conversations, board, random } = this.#parts;
    if (this.#said.size >= AT_ONCE || random.chance(0.3)) return;
    const first = board.giveWaiting();
    if (first === null) return;
    try {
      await conversations.act(first.id, { type: 'take' }, this.#actor);
      this.#said.set(first.id, 0);
    } catch (error) {
      // Another one of the story was quicker, as at any desk.
      if (!isAppError(error) || error.code !== 'CONVERSATION_TAKEN') throw error;
    }
  }

  async #workTickets(at: Date): Promise<void> {
    const { tickets, board, policy, random, redactor, cast } = this.#parts;
    if (!random.chance(0.6)) return;
    const rested = board.giveTicket(this.#agent.id, at, later(at, random.between(...TICKET_REST_MINUTES)));
    if (rested === null) return;
    const { ticket } = await tickets.get(rested);
    if (ticket.assignee !== null && ticket.assignee !== this.#agent.id) return;
    const { role, id } = this.#actor;
    const own = ticket.assignee === null ? await tickets.assign(ticket.id, id, { role, id }, at) : ticket;
    const note = redactor.redact(random.pick(cast.ticketNotes)).text;
    // Only as it was seen: the person may confirm, or the policy close it, in the same moment.
    const doing = { actor: { role, id }, at, ifVersion: own.version };
    if (!(await workOnTicket(tickets, own, { policy, random, note, doing }))) board.dropTicket(own.id);
  }

  async #writeEntry(at: Date): Promise<void> {
    if (this.#entryAt === null || this.#entryAt > at) return;
    this.#entryAt = null;
    const draft = this.#parts.drafts.shift();
    if (draft !== undefined) await writeEntry(this.#parts.entries, draft, this.#agent.id);
  }
}
