import type { Calendars } from '../../contracts/calendar.ts';
import type { Episode } from '../../contracts/episodes.ts';
import type { FigureCase, FigurePolicy, Period } from '../../contracts/reports.ts';
import type { SurveyAnswer, SurveyScale } from '../../contracts/surveys.ts';
import type { FigureValueDoc } from '../../storage/models/figure-values.ts';
import type { TicketFigureDoc } from '../../storage/models/ticket-figures.ts';

/** One thing that counts towards a figure. */
export interface Measured extends Pick<FigureCase, 'kind' | 'id' | 'at' | 'agent' | 'area' | 'channel'> {
  /** Times in ms; shares 100 or 0; scores and counts as they are. The figure is their mean, or their sum. */
  readonly value: number;
  readonly title: string | null;
}

/** An entry, or a lead's correction, that counts towards an agent's updates. */
export interface KnowledgeCredit {
  readonly kind: 'entry' | 'correction';
  readonly id: string;
  readonly agent: string;
  readonly at: Date;
  readonly amount: number;
}

/** An answer that was sent, and whether somebody reviewed it before. */
export interface ReviewedAnswer {
  readonly conversation: string;
  readonly at: Date;
  readonly agent: string | null;
  readonly reviewed: boolean;
}

/** Everything that figures of a span are made from. Lists may hold more than the span. */
export interface FigureSource {
  readonly tickets: readonly TicketFigureDoc[];
  readonly episodes: readonly Episode[];
  readonly surveys: readonly SurveyAnswer[];
  readonly credits: readonly KnowledgeCredit[];
  readonly reviews: readonly ReviewedAnswer[];
  /** What people entered for periods that touch the span. */
  readonly entered: readonly FigureValueDoc[];
}

/** What a measure works with. */
export interface MeasureRoom {
  readonly source: FigureSource;
  readonly calendars: Calendars;
  /** The scale on which tickets are rated. */
  readonly ratings: SurveyScale;
  readonly now: Date;
}

/** What counts towards a figure in a period. */
export type Measure = (kpi: FigurePolicy, period: Period, room: MeasureRoom) => Measured[];

/** Whether an instant lies in a period. */
export function within(at: Date | null, { from, to }: Period): at is Date {
  return at !== null && at >= from && at < to;
}

/** Time between two instants on the figure's calendar, ms. */
export function elapsed(kpi: Pick<FigurePolicy, 'calendar'>, { calendars }: MeasureRoom, from: Date, to: Date): number {
  if (kpi.calendar === 'natural') return Math.max(0, to.getTime() - from.getTime());
  return calendars.get(kpi.calendar).workingMinutesBetween(from, to) * 60_000;
}

/** What of a ticket every measure says. */
export function ofTicket(ticket: TicketFigureDoc, at: Date, value: number, agent: string | null): Measured {
  const { _id: id, folio: title, area, channel } = ticket;
  return { kind: 'ticket', id, title, at, value, agent, area: area === '' ? null : area, channel };
}
