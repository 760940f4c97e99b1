import { createCalendars } from '../../src/calendar/calendars.ts';
import type { Policy } from '../../src/contracts/policy.ts';
import type { QuotaPort } from '../../src/contracts/quota.ts';
import type { Actor, TicketEvent } from '../../src/contracts/ticket.ts';
import type { TicketDeed } from '../../src/contracts/ticket-deeds.ts';
import { AppError } from '../../src/errors/app-error.ts';
import { surveyReader } from '../../src/quality/surveys/figures.ts';
import { createFigures, type FigureParts } from '../../src/reports/figures/figures.ts';
import { Periods } from '../../src/reports/periods.ts';
import { createTicketFigures } from '../../src/reports/ticket-figures.ts';
import { conversationIdOf } from '../../src/storage/ids.ts';
import { defineTicketFigures } from '../../src/storage/models/ticket-figures.ts';
import { FigureValueRepository } from '../../src/storage/repositories/figure-values.ts';
import { SurveyRepository } from '../../src/storage/repositories/surveys.ts';
import { TicketFigureRepository } from '../../src/storage/repositories/ticket-figures.ts';
import { allowedMoves } from '../../src/tickets/state-machine.ts';
import { buildClock } from './clock.ts';
import { buildWorld, removeWorld } from './pipeline.ts';
import { buildPolicy } from './policy.ts';
import { agent, bot, requester, runTickets, text } from './running-tickets.ts';
import { openDeskStore } from './stored-desk.ts';

/** Small seeded random numbers: the same seed gives the same world. */
export function dice(seed: number) {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  return {
    next,
    upTo: (n: number) => Math.floor(next() * n),
    of<T>(items: readonly T[]): T {
      return items[Math.floor(next() * items.length)] as T;
    },
  };
}

const people = ['ana', 'beto', 'caro'].map((key) => ({ key, label: key, roles: ['agent'], presence: 'online' }));
const noQuota = { month: async () => ({ agents: [] }), corrections: async () => [] } as unknown as QuotaPort;

/** Tickets and conversations that really happen, on stores of their own, and the figures made from them. */
export async function openReportWorld(options: { policy?: Policy; quota?: QuotaPort } = {}) {
  const policy = options.policy ?? buildPolicy();
  const clock = buildClock(new Date('2026-11-02T15:00:00Z'));
  const chats = await buildWorld({ clock });
  const desk = await openDeskStore();
  const figureModel = defineTicketFigures(desk.store.connection);
  await desk.store.ready();
  const figures = new TicketFigureRepository(figureModel);
  const run = runTickets(desk, [policy], { clock });
  const phases = new Map(policy.tickets.states.map(({ code, phase }) => [code, phase]));
  const keeper = createTicketFigures({
    figures,
    read: (id) => run.tickets.get(id),
    phaseOf: () => (state) => phases.get(state),
  });
  run.effects.push(keeper.effect);
  const surveys = new SurveyRepository(desk.models.surveys);
  const parts: FigureParts = {
    ...{
      organisation: 'exsim',
      policy,
      clock,
      surveys: surveyReader(surveys, clock),
      tickets: figures,
      episodes: chats.stores.episodes,
    },
    ...{ calendars: () => createCalendars(policy), people: async () => people, titles: async () => new Map() },
    entered: new FigureValueRepository(desk.models.figureValues),
    ...{ quota: options.quota ?? noQuota, periods: new Periods(() => policy.organisation.timeZone) },
  };
  return {
    ...{ policy, clock, chats, desk, run, surveys, keeper, figureModel, port: createFigures(parts), parts },
    async close() {
      await chats.close();
      removeWorld(chats);
      await desk.destroy();
    },
  };
}

/** What `openReportWorld` gives. */
export type ReportWorld = Awaited<ReturnType<typeof openReportWorld>>;

/** Three weeks of a small desk, as the dice fall. Instants are whole minutes. */
export async function liveThrough(world: ReportWorld, seed: number): Promise<void> {
  const die = dice(seed);
  const tickets: string[] = [];
  const addresses = Array.from({ length: 6 }, (_, at) => `person-${at}`);
  while (world.clock.now() < new Date('2026-11-21T00:00:00Z')) {
    world.clock.advance({ minutes: 30 + die.upTo(600) });
    const deed = die.upTo(10);
    if (deed < 2 || tickets.length === 0) tickets.push(await openOne(world, die));
    else if (deed < 6) await change(world, die, die.of(tickets.slice(-6)));
    else await chat(world, die, die.of(addresses));
  }
}

type Die = ReturnType<typeof dice>;

async function openOne({ run }: ReportWorld, die: Die): Promise<string> {
  const actor: Actor = die.next() < 0.2 ? { ...agent, id: die.of(people).key } : bot;
  return run.open(
    { area: die.of(['soporte', 'desarrollo']), facts: { channel: die.of(['whatsapp', 'email']) } },
    { actor },
  );
}

async function change(world: ReportWorld, die: Die, id: string): Promise<void> {
  const { run, clock, policy } = world;
  const { ticket } = await run.tickets.get(id);
  const actor: Actor = { role: 'lead', id: die.of(people).key };
  const score = { type: 'evaluate', score: 1 + die.upTo(5) } as const;
  const deeds: TicketDeed[] = [
    score,
    { type: 'assign', assignee: die.of(people).key },
    { type: 'note', text: text('una nota'), internal: die.next() < 0.5 },
    { type: 'move', to: die.of([...allowedMoves(policy, ticket.state, 'lead'), ticket.state]) },
    { type: 'move', to: 'solucionado' },
  ];
  const solved = ticket.state === 'solucionado' && die.next() < 0.5;
  const deed = solved ? score : die.of(deeds);
  const by = deed.type === 'evaluate' ? requester : actor;
  await run.tickets.act(id, deed, { actor: by, at: clock.now() }).catch(unlessRefused);
  await run.settle();
}

const refusals: readonly string[] = [
  ...['TICKET_MOVE_REFUSED', 'TICKET_EVALUATION_REFUSED'],
  ...['CONVERSATION_MOVE_REFUSED', 'CONVERSATION_TAKEN'],
];

/** What the rules refuse does not happen, and nothing of it is in the log; anything else is a fault. */
function unlessRefused(error: unknown): void {
  if (!(error instanceof AppError && refusals.includes(error.code))) throw error;
}

async function chat({ chats, clock, surveys }: ReportWorld, die: Die, address: string): Promise<void> {
  const conversation = conversationIdOf('exsim', 'terminal', 'desk', address);
  const name = die.of(people).key;
  const actor = { role: 'lead', id: name, name } as const;
  const act = (action: Parameters<typeof chats.pipeline.conversations.act>[1]) =>
    chats.pipeline.conversations.act(conversation, action, actor).catch(unlessRefused);
  await chats.say(address, 'hola');
  const deed = die.upTo(5);
  clock.advance({ minutes: 1 + die.upTo(90) });
  if (deed < 3) await act({ type: 'take' });
  clock.advance({ minutes: 1 + die.upTo(90) });
  if (deed < 4) await act({ type: 'reply', id: `r${clock.now().getTime()}`, text: 'Le ayudo' });
  clock.advance({ minutes: 1 + die.upTo(30) });
  if (die.next() < 0.3) await act({ type: 'return' });
  if (die.next() < 0.4) {
    const score = 1 + die.upTo(5);
    const at = clock.now();
    await surveys.add({
      ...{
        _id: `s${at.getTime()}`,
        org: 'exsim',
        name: 'satisfaccion',
        kind: 'satisfaction',
        case: `conversation:${at.getTime()}`,
      },
      ...{
        state: 'answered',
        score,
        min: 1,
        max: 5,
        comment: null,
        low: false,
        conversation,
        ticket: null,
        contact: 'c',
      },
      ...{ agent: name, channel: 'terminal', at, expiresAt: at, answeredAt: at, answerKey: null },
    });
  }
  if (die.next() < 0.5) await act({ type: 'close', outcome: 'agent' });
  await chats.pipeline.idle();
}

/** A ticket's raw log, straight from its collection. */
export async function rawEvents({ desk }: ReportWorld): Promise<Map<string, TicketEvent[]>> {
  const docs = (await desk.models.ticketEvents
    .find({})
    .sort({ ticket: 1, seq: 1 })
    .lean()) as unknown as (TicketEvent & {
    ticket: string;
  })[];
  const found = new Map<string, TicketEvent[]>();
  for (const doc of docs) found.set(doc.ticket, [...(found.get(doc.ticket) ?? []), doc]);
  return found;
}
