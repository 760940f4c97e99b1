import { createCalendars } from '../../calendar/calendars.ts';
import type { ChannelAbilities } from '../../contracts/channel.ts';
import type { KnowledgePort } from '../../contracts/knowledge.ts';
import type { Logger } from '../../contracts/logger.ts';
import type { Metrics } from '../../contracts/metrics.ts';
import { noLinks } from '../../contracts/one-time-codes.ts';
import type { Policy } from '../../contracts/policy.ts';
import type { Redactor } from '../../contracts/redacted.ts';
import type { TicketPort, TicketView } from '../../contracts/ticket.ts';
import type { CommandPorts } from '../../conversation/commands.ts';
import { Turns } from '../../conversation/turns.ts';
import { openWorkTicket } from '../../conversation/work-ticket.ts';
import type { ConversationDoc } from '../../storage/models/conversations.ts';
import type { MessageDoc } from '../../storage/models/messages.ts';
import { createTicketRules } from '../../tickets/rules.ts';
import { createTickets } from '../../tickets/tickets.ts';
import { createOrganisation, createProductCatalogue } from '../organisations.ts';
import type { PipelineStores } from '../pipeline.ts';
import type { ServiceModels } from '../stores.ts';
import type { RecordedConversation, RecordedEvent } from './recorded.ts';

/** What a policy made of a ticket. */
export interface PlayedTicket {
  readonly reason: string;
  readonly area: string;
  readonly priority: string | null;
  /** ISO 8601; null = none. */
  readonly dueAt: string | null;
  /** When each clock of the policy is due, by name. */
  readonly clocks: Readonly<Record<string, string | null>>;
}

/** What a policy made of a conversation. */
export interface Played {
  readonly replies: readonly string[];
  /** How each episode ended, and how the last one stands if it did not end. */
  readonly outcomes: readonly string[];
  readonly tickets: readonly PlayedTicket[];
}

/** Where conversations are played: a store that is thrown away. */
export interface Stage {
  readonly stores: PipelineStores;
  readonly models: ServiceModels;
  readonly knowledge: KnowledgePort;
  readonly redactor: Redactor;
}

/** Plays conversations under one policy; `side` keeps those of two policies apart. */
export interface Player {
  play(recorded: RecordedConversation, agentsOnline: number): Promise<Played>;
}

const silent: Logger = { debug() {}, info() {}, warn() {}, error() {}, child: () => silent };
const uncounted: Metrics = {
  ...{ messageReceived() {}, redacted() {}, turn() {}, replySent() {}, outboxDepth() {}, modelCall() {} },
};
const chat = { buttons: true, typing: true, edits: false, markdown: true, maxText: 4_000 } as const;
/** A letter is answered with one letter: all questions at once. */
const abilitiesOf = (channel: string): ChannelAbilities =>
  channel === 'email' ? { ...chat, buttons: false, questions: 'all' } : { ...chat, questions: 'one' };
/** More than any flow sets one after the other. */
const MAX_TIMERS = 20;

/** Joins the real stage of turns, the real flow and the real tickets to a policy; nothing leaves, nothing is told to anybody. */
export function createPlayer(side: string, policy: Policy, stage: Stage): Player {
  const calendar = createCalendars(policy).get('default');
  const catalogue = createProductCatalogue();
  const organisation = createOrganisation(policy, { calendar, knowledge: stage.knowledge, catalogue });
  const tickets = createTickets({ models: stage.models, rulesOf: createTicketRules(() => policy) });
  let runs = 0;
  return {
    async play(recorded, agentsOnline) {
      runs += 1;
      const opened: TicketView[] = [];
      const own = ownTickets(tickets, opened, policy.organisation.folioPrefix);
      const turns = new Turns({
        ...{ conversations: stage.stores.conversations, contacts: stage.stores.contacts, log: stage.stores.log },
        ...{ redactor: stage.redactor, metrics: uncounted, logger: silent },
        forgetter: { forgetTexts: async () => undefined },
        ports: portsOf(stage, own, agentsOnline, policy),
        ...(recorded.events.some((event) => event.type === 'message' && event.advice) ? { advisor: noAdvisor } : {}),
        organisation: () => organisation,
        abilities: abilitiesOf,
      });
      const played = new PlayedConversation(`${side}-${runs}`, { recorded, policy, stage, turns });
      await played.all();
      if (isOverTheLimit(recorded, policy) && opened.length === 0)
        await played.desk(async (draft) => {
          await openWorkTicket(draft, organisation, { tickets: own, redactor: stage.redactor }, 'elapsed');
        });
      return { replies: played.replies, outcomes: played.outcomes, tickets: opened.map(viewOf) };
    },
  };
}

const noAdvisor = { advise: async () => null };

/** EXS-12: the time that people really worked on it passes the limit of this policy. */
function isOverTheLimit({ agentMs }: RecordedConversation, { ticketRule }: Policy): boolean {
  return agentMs !== null && ticketRule.limitMinutes !== null && agentMs > ticketRule.limitMinutes * 60_000;
}

/** Folios count from one in each conversation, so that one ticket more elsewhere is no difference here. */
function ownTickets(tickets: TicketPort, opened: TicketView[], prefix: string): TicketPort {
  const own: Pick<TicketPort, 'open' | 'findForContact'> = {
    async open(key, draft, about) {
      const made = await tickets.open(key, draft, about);
      const known = opened.find(({ id }) => id === made.id);
      if (known) return known;
      const ticket = { ...made, folio: `${prefix}-${String(opened.length + 1).padStart(6, '0')}` };
      opened.push(ticket);
      return ticket;
    },
    findForContact: async (_organisation, _contact, folio) =>
      opened.filter((ticket) => folio === undefined || ticket.folio === folio),
  };
  return new Proxy(tickets, {
    get(target, name) {
      const value: unknown = Reflect.get(name in own ? own : target, name);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

/** A simulation asks nobody how it was. */
const noSurveys: CommandPorts['surveys'] = {
  due: async () => null,
  ask: async () => null,
  asked: async () => undefined,
  record: async () => undefined,
  answer: async () => ({ taken: false }),
  explain: async () => undefined,
  refuse: async () => undefined,
};

function portsOf({ stores }: Stage, tickets: TicketPort, agentsOnline: number, policy: Policy): CommandPorts {
  const nothing = async () => undefined;
  return {
    tickets,
    contacts: stores.contacts,
    opportunities: { record: async () => ({ folio: 'OPO-000001' }) },
    presence: { online: () => agentsOnline },
    knowledge: { unanswered: nothing, feedback: nothing },
    searches: { asked: nothing, settled: nothing, handedOver: nothing, attended: nothing },
    surveys: noSurveys,
    vault: { offer: async (_key, { kind }) => ({ itemId: 'simulatedvaultitem0001', kind }) },
    countWaiting: async () => 0,
    // Who was let in then is let in now: who may ask is no matter of a changed policy's words.
    requesters: {
      standing: async () => ({ status: 'valid', company: null, contract: null, facts: {} }),
      isCompanyServed: async () => false,
    },
    links: noLinks,
    proof: { ask: async () => ({ code: '0000' }), isProven: async () => true, kinOf: async (contact) => [contact] },
    policyOf: () => policy,
  };
}

function viewOf({ reason, area, priority, dueAt, clocks }: TicketView): PlayedTicket {
  const byName = clocks.map((clock) => [clock.name, clock.dueAt?.toISOString() ?? null] as const);
  return { reason, area, priority, dueAt: dueAt?.toISOString() ?? null, clocks: Object.fromEntries(byName) };
}

interface PlayParts {
  readonly recorded: RecordedConversation;
  readonly policy: Policy;
  readonly stage: Stage;
  readonly turns: Turns;
}

/** One conversation under one policy, event by event, with the timers that come due between. */
class PlayedConversation {
  readonly replies: string[] = [];
  readonly #ended: string[] = [];
  readonly #id: string;
  readonly #parts: PlayParts;
  readonly #shown = new Set<string>();
  #seq = 0;
  #doc: ConversationDoc | null = null;

  constructor(prefix: string, parts: PlayParts) {
    this.#id = `${prefix}:${parts.recorded.id}`;
    this.#parts = parts;
  }

  get outcomes(): string[] {
    const doc = this.#doc;
    return doc === null || doc.mode === 'closed' ? this.#ended : [...this.#ended, doc.mode];
  }

  async all(): Promise<void> {
    const { recorded } = this.#parts;
    await this.#meet();
    for (const event of recorded.events) {
      if (event.type === 'timer') await this.#timer(event.name);
      else {
        await this.#timersUntil(event.at);
        this.#take(await this.#parts.turns.message(this.#messageOf(event)));
      }
    }
    if (recorded.until) await this.#timersUntil(recorded.until);
  }

  /** Something that the desk's clock does at the end. */
  async desk(change: (draft: Parameters<Parameters<Turns['desk']>[3]>[0]) => Promise<void>): Promise<void> {
    if (this.#doc === null) return;
    const at = this.#parts.recorded.until ?? this.#doc.lastAt;
    const turn = async (draft: Parameters<typeof change>[0]) => {
      await change(draft);
      return null;
    };
    this.#take(await this.#parts.turns.desk(this.#id, `${this.#id}:work`, at, turn));
  }

  /** What was known of the person before they wrote. */
  async #meet(): Promise<void> {
    const { recorded, policy, stage } = this.#parts;
    const [first] = recorded.events;
    if (first === undefined || first.type === 'timer') return;
    const { contacts } = stage.stores;
    const key = { org: policy.organisation.code, channel: recorded.channel, sender: this.#id, name: recorded.name };
    const { id } = await contacts.resolve({ ...key, at: first.at });
    await contacts.update(id, recorded.contact);
  }

  async #timersUntil(until: Date): Promise<void> {
    for (let fired = 0; fired < MAX_TIMERS; fired++) {
      const due = Object.entries(this.#doc?.timers ?? {}).filter(([, at]) => at <= until);
      const [next] = due.sort((a, b) => a[1].getTime() - b[1].getTime());
      if (next === undefined) return;
      await this.#timer(next[0]);
    }
  }

  async #timer(name: string): Promise<void> {
    const at = this.#doc?.timers[name];
    if (at) this.#take(await this.#parts.turns.timer(this.#id, name, at));
  }

  #take(committed: ConversationDoc | null): void {
    if (committed === null) return;
    const wasOpen = this.#doc === null || this.#doc.mode !== 'closed' || this.#doc.episode !== committed.episode;
    this.#doc = committed;
    if (committed.mode === 'closed' && wasOpen) this.#ended.push(committed.outcome ?? 'closed');
    for (const { id, text, choices = [], links = [] } of committed.outbox) {
      if (this.#shown.has(id)) continue;
      this.#shown.add(id);
      const buttons = choices.length > 0 ? ` [${choices.map(({ title }) => title).join(' | ')}]` : '';
      this.replies.push(`${text}${links.map(({ title }) => ` <${title}>`).join('')}${buttons}`);
    }
  }

  #messageOf(event: Exclude<RecordedEvent, { type: 'timer' }>): MessageDoc {
    const { recorded, policy } = this.#parts;
    this.#seq += 1;
    const messageId = String(this.#seq);
    const { text: blank } = this.#parts.stage.redactor.redact('');
    const source = { channel: recorded.channel, account: 'simulation', address: this.#id, messageId };
    return {
      _id: `${this.#id}:${messageId}`,
      ...{ org: policy.organisation.code, conversation: this.#id, seq: this.#seq, direction: 'in', speaker: 'user' },
      ...{ kind: event.type, name: recorded.name ?? blank, at: event.at },
      source: { ...source, sender: this.#id, sentAt: event.at },
      ...(event.type === 'start' ? { text: blank } : messagePartOf(event)),
    };
  }
}

function messagePartOf({
  text,
  choice,
  attachments,
  removed,
  held,
  advice,
}: Extract<RecordedEvent, { type: 'message' }>) {
  return {
    ...{ text, attachments, removed },
    ...(choice === undefined ? {} : { choice }),
    ...(held ? { held } : {}),
    ...(advice === undefined ? {} : { advice }),
  };
}
