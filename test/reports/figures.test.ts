import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createCalendars } from '../../src/calendar/calendars.ts';
import type { Period } from '../../src/contracts/reports.ts';
import type { TicketEvent } from '../../src/contracts/ticket.ts';
import type { MessageDoc } from '../../src/storage/models/messages.ts';
import { buildPolicy } from '../builders/policy.ts';
import { liveThrough, openReportWorld, type ReportWorld, rawEvents } from '../builders/report-world.ts';

const HOUR = 3_600_000;
const mean = (values: number[]) =>
  values.length === 0 ? null : Math.round((values.reduce((a, b) => a + b, 0) / values.length) * 100) / 100;
const desk = ['agent', 'lead', 'admin'];

/** The figures once more, the simple way: from the raw lines of the logs, with no code of the product but the clock's. */
class Recount {
  readonly #world: ReportWorld;
  readonly #hours = new Map<number, number>();
  events: Map<string, TicketEvent[]> = new Map();
  messages: MessageDoc[] = [];
  constructor(world: ReportWorld) {
    this.#world = world;
  }

  async read() {
    this.events = await rawEvents(this.#world);
    const { messages } = this.#world.chats.store.connection.models;
    this.messages = (await messages?.find({}).sort({ conversation: 1, seq: 1 }).lean<MessageDoc[]>()) ?? [];
    return this;
  }

  phase(state: string | undefined) {
    return this.#world.policy.tickets.states.find(({ code }) => code === state)?.phase ?? '';
  }

  /** Minute by minute. */
  openHours(from: Date, to: Date) {
    const key = from.getTime() * 1e5 + (to.getTime() - from.getTime()) / 60_000;
    const known = this.#hours.get(key);
    if (known !== undefined) return known;
    const calendar = createCalendars(this.#world.policy).get('default');
    let minutes = 0;
    for (let at = from.getTime(); at < to.getTime(); at += 60_000) if (calendar.isOpen(new Date(at))) minutes += 1;
    this.#hours.set(key, minutes / 60);
    return minutes / 60;
  }

  responses(inside: (at: Date) => boolean): { by: string; hours: number }[] {
    const found: { by: string; hours: number }[] = [];
    for (const [opened, ...rest] of this.events.values()) {
      if (!opened || desk.includes(opened.actor.role)) continue;
      const answers = rest.filter(({ actor, type, internal }) => {
        return desk.includes(actor.role) && !internal && ['noted', 'moved', 'marked', 'dateAgreed'].includes(type);
      });
      const [first] = answers;
      if (first && inside(first.at)) found.push({ by: first.actor.id, hours: this.openHours(opened.at, first.at) });
    }
    let since: Date | null = null;
    let last = '';
    for (const { conversation, speaker, text, at, name } of this.messages) {
      if (conversation !== last) since = null;
      last = conversation;
      if (speaker === 'system' && text.includes('atiende')) since = at;
      if (speaker !== 'agent' || since === null) continue;
      if (inside(at)) found.push({ by: name, hours: this.openHours(since, at) });
      since = null;
    }
    return found;
  }

  resolutions(inside: (at: Date) => boolean): number[] {
    return [...this.events.values()].flatMap((events) => {
      const states = events.filter(({ to, type }) => to && ['opened', 'moved', 'requesterReplied'].includes(type));
      const done = (event: TicketEvent) => ['solved', 'closed'].includes(this.phase(event.to));
      let solved: TicketEvent | null = null;
      for (const event of [...states].reverse()) {
        if (!done(event)) break;
        solved = event;
      }
      const opened = events[0]?.at.getTime() ?? 0;
      return solved && inside(solved.at) ? [(solved.at.getTime() - opened) / HOUR] : [];
    });
  }

  /** Of the tickets open at the end of a period, or now, which share is older than 72 hours. */
  openOver72(end: Date): { share: number | null; open: number } {
    const cut = new Date(Math.min(end.getTime(), this.#world.clock.now().getTime()));
    const open = [...this.events.values()].filter((events) => {
      // Opened at the very end, it is of the next period.
      if (events[0] === undefined || events[0].at >= end) return false;
      const before = events.filter(({ at }) => at <= cut);
      const state = before.findLast(({ to, type }) => to && ['opened', 'moved', 'requesterReplied'].includes(type));
      return state !== undefined && this.phase(state.to) !== 'closed';
    });
    return {
      open: open.length,
      share: mean(open.map(([opened]) => (opened && cut.getTime() - opened.at.getTime() > 72 * HOUR ? 100 : 0))),
    };
  }

  async satisfied(inside: (at: Date) => boolean): Promise<number[]> {
    const answers = await this.#world.desk.models.surveys.find({}).lean();
    const ratings = [...this.events.values()].flatMap((events) => {
      const rated = events.findLast(({ type }) => type === 'evaluated');
      return rated ? [{ score: Number(rated.facts?.score), at: rated.at }] : [];
    });
    const all = [
      ...answers.map(({ score, answeredAt }) => ({ score: score ?? 0, at: answeredAt ?? new Date(0) })),
      ...ratings,
    ];
    return all.filter(({ at }) => inside(at)).map(({ score }) => (score >= 4 ? 100 : 0));
  }
}

const seeds = process.env.VENTANILLA_SEEDS?.split(',').map(Number) ?? [11];

describe.each(seeds)('figures of three weeks, as the dice fell (seed %i)', (seed) => {
  let world: ReportWorld;
  let recount: Recount;
  beforeAll(async () => {
    // With the scale of a desk whose requesters score the answers to tickets.
    world = await openReportWorld({ policy: buildPolicy({ tickets: { evaluation: { min: 1, max: 5 } } }) });
    await liveThrough(world, seed);
    recount = await new Recount(world).read();
  });
  afterAll(() => world.close());

  const figure = async (name: string, asked: Parameters<ReportWorld['port']['sheet']>[0]) => {
    const { figures, period } = await world.port.sheet(asked);
    const found = figures.find((one) => one.name === name);
    if (!found) throw new Error(`no figure ${name}`);
    return { ...found, period };
  };
  const inside =
    ({ from, to }: Pick<Period, 'from' | 'to'>) =>
    (at: Date) =>
      at >= from && at < to;
  const asks = [
    { kind: 'month' },
    { kind: 'week', from: '2026-11-10' },
    { kind: 'day', from: '2026-11-12' },
    { kind: 'custom', from: '2026-11-05', to: '2026-11-19' },
  ] as const;

  it('has lived through everything that the figures are made of', () => {
    const types = new Set([...recount.events.values()].flat().map(({ type }) => type));
    expect([...types]).toEqual(expect.arrayContaining(['opened', 'assigned', 'noted', 'moved', 'evaluated']));
    const speakers = new Set(recount.messages.map(({ speaker }) => speaker));
    expect([...speakers].sort()).toEqual(['agent', 'bot', 'system', 'user']);
  });

  it.each(asks)('EXS-66 the response time of $kind $from is that of the recount, in attention hours', async (asked) => {
    const found = await figure('respuesta', asked);
    const hours = recount.responses(inside(found.period)).map((one) => one.hours);
    expect([found.value, found.cases]).toEqual([mean(hours), hours.length]);
    expect(found.standing).toBe(found.value === null ? 'noData' : found.value < 1 ? 'reached' : 'near');
  });

  it.each(asks)('EXS-67 the resolution time of $kind $from is that of the recount, in natural hours', async (asked) => {
    const found = await figure('resolucion', asked);
    const hours = recount.resolutions(inside(found.period));
    expect([found.value, found.cases]).toEqual([mean(hours), hours.length]);
  });

  it.each(asks)('EXS-68 satisfaction of $kind $from is the share of the satisfied', async (asked) => {
    const found = await figure('satisfaccion', asked);
    const shares = await recount.satisfied(inside(found.period));
    expect([found.value, found.cases]).toEqual([mean(shares), shares.length]);
  });

  it.each(asks)('EXS-69 the share of tickets open over 72 hours at the end of $kind $from', async (asked) => {
    const found = await figure('abiertos_72', asked);
    const { share, open } = recount.openOver72(found.period.to);
    expect([found.value, found.cases]).toEqual([share, open]);
  });

  it('every day and every earlier period of the lines is the figure of that day and period', async () => {
    const month = await figure('respuesta', { kind: 'month' });
    expect(month.cases).toBeGreaterThan(10);
    for (const { firstDay, value, cases } of month.days.filter((day) => day.cases > 0)) {
      const day = await figure('respuesta', { kind: 'day', from: firstDay });
      expect([firstDay, day.value, day.cases]).toEqual([firstDay, value, cases]);
    }
    const week = await figure('abiertos_72', { kind: 'week' });
    for (const { firstDay, value } of week.trend) {
      expect([firstDay, (await figure('abiertos_72', { kind: 'week', from: firstDay })).value]).toEqual([
        firstDay,
        value,
      ]);
    }
  });

  it('leads from a figure to exactly the cases behind it, page by page', async () => {
    for (const name of ['respuesta', 'resolucion', 'satisfaccion', 'abiertos_72']) {
      const found = await figure(name, { kind: 'month' });
      const items = [];
      let after: string | null = null;
      do {
        const page: Awaited<ReturnType<ReportWorld['port']['cases']>> = await world.port.cases(
          name,
          { kind: 'month' },
          { limit: 7, ...(after ? { after } : {}) },
        );
        items.push(...page.items);
        after = page.next;
      } while (after !== null);
      expect(items).toHaveLength(found.cases);
      const own = items.reduce((sum, { value }) => sum + value, 0) / Math.max(1, items.length);
      expect(Math.abs(own - (found.value ?? 0))).toBeLessThan(0.011);
    }
  });

  it("gives each agent only what is the agent's own", async () => {
    const all = recount.responses(inside((await figure('respuesta', { kind: 'month' })).period));
    for (const by of ['ana', 'beto']) {
      const { figures } = await world.port.sheet({ kind: 'month' }, by);
      const own = all.filter((one) => one.by === by).map(({ hours }) => hours);
      expect(figures.find(({ name }) => name === 'respuesta')).toMatchObject({ value: mean(own), cases: own.length });
      const { agents } = await world.port.agents({ kind: 'month' }, by);
      expect(agents.map(({ agentId, responseHours }) => [agentId, responseHours])).toEqual([[by, mean(own)]]);
    }
  });

  it('P5 what figures read is made again from the logs alone, and is the same', async () => {
    const before = await world.figureModel.find({}).sort({ _id: 1 }).lean();
    await world.figureModel.deleteMany({});
    for (const id of recount.events.keys()) await world.keeper.take(id);
    expect(await world.figureModel.find({}).sort({ _id: 1 }).lean()).toEqual(before);
    expect(before.length).toBeGreaterThan(5);
  });
});
