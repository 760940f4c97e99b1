import type { Policy } from './policy.ts';
import type { LocalDate } from './quota.ts';

/** A figure of the policy with its goal. */
export type FigurePolicy = Policy['kpis'][number];

/** Which days are looked at; both ends count. Without days: the period that is now. */
export interface PeriodAsked {
  readonly kind: 'day' | 'week' | 'month' | 'custom';
  /** Any day of the period; for `custom` its first. */
  readonly from?: LocalDate;
  /** `custom` alone: its last day. */
  readonly to?: LocalDate;
}

/** A span of whole local days of the organisation (P6). */
export interface Period {
  readonly kind: PeriodAsked['kind'];
  readonly firstDay: LocalDate;
  readonly lastDay: LocalDate;
  /** Half-open, UTC. */
  readonly from: Date;
  readonly to: Date;
}

/**
 * How a figure stands, as guidance and never as a sanction (EXS-77): `reached`, `near` (worth a look), `noGoal` (none is
 * named, or it is named for periods of another length), `noData` (nothing happened).
 */
export type FigureStanding = 'reached' | 'near' | 'noGoal' | 'noData';

/** A value with how many cases it was made from; null: from none. In the figure's unit, two decimals. */
export interface FigureValue {
  readonly value: number | null;
  readonly cases: number;
  readonly standing: FigureStanding;
}

/** The part of a figure that belongs to one agent, area or channel. */
export interface FigureGroup extends FigureValue {
  readonly key: string;
  readonly label: string;
}

/** A point of a line through time. */
export interface FigurePoint extends FigureValue {
  readonly firstDay: LocalDate;
  readonly lastDay: LocalDate;
}

/** A figure of the policy in a period, with its goal (EXS-66..EXS-70, ICE-46). */
export interface Figure extends FigureValue {
  readonly name: string;
  readonly label: string;
  readonly metric: FigurePolicy['metric'];
  readonly unit: FigurePolicy['unit'];
  readonly operator: FigurePolicy['operator'];
  readonly goal: number | null;
  readonly per: FigurePolicy['per'];
  /** Name of the calendar that times are measured in. */
  readonly calendar: string;
  /** By agent, area or channel, where the policy asks for it; else empty. */
  readonly groups: readonly FigureGroup[];
  /** Earlier periods of the same kind and this one, oldest first; empty for days of one's own choice. */
  readonly trend: readonly FigurePoint[];
  /** Day by day. */
  readonly days: readonly FigurePoint[];
}

/** All figures of a period. */
export interface FigureSheet {
  readonly period: Period;
  readonly asOf: Date;
  readonly figures: readonly Figure[];
}

/** What a figure was made from. */
export interface FigureCase {
  /** `value`: what somebody entered. */
  readonly kind: 'ticket' | 'conversation' | 'entry' | 'correction' | 'value';
  readonly id: string;
  /** Folio, title of an entry, first day of what an entered value stands for; null: it has none. */
  readonly title: string | null;
  /** The instant that puts it into the period. */
  readonly at: Date;
  /** What it adds, in the figure's unit. */
  readonly value: number;
  readonly agent: string | null;
  readonly area: string | null;
  readonly channel: string | null;
}

/** A page of cases, newest first. */
export interface FigureCases {
  readonly items: readonly FigureCase[];
  readonly next: string | null;
}

/** One agent's work in a period: guidance for both, never a ranking (EXS-77). Hours and percent, null: nothing to tell. */
export interface AgentFigures {
  readonly agentId: string;
  readonly name: string;
  readonly conversations: number;
  readonly responseHours: number | null;
  readonly solved: number;
  readonly resolutionHours: number | null;
  readonly satisfaction: number | null;
  readonly entries: number;
}

/** How things stand this minute, for the lead's first page. */
export interface TodayState {
  readonly asOf: Date;
  readonly waiting: number;
  readonly longestWait: Date | null;
  readonly withAgents: number;
  readonly openTickets: number;
  readonly unassigned: number;
  /** Open tickets past a limit, and those whose limit falls within the next day. */
  readonly late: number;
  readonly soon: number;
  readonly solvedToday: number;
  readonly openedToday: number;
  readonly online: readonly { readonly agentId: string; readonly name: string; readonly presence: string }[];
}

/** Figures of one organisation. */
export interface FiguresPort {
  /** `agent`: only what is this agent's own. Throws INPUT_INVALID for days that are none. */
  sheet(asked: PeriodAsked, agent?: string): Promise<FigureSheet>;
  /** Throws FIGURE_UNKNOWN. `group`: the key of one group. */
  cases(
    name: string,
    asked: PeriodAsked,
    page: { group?: string; agent?: string; after?: string; limit: number },
  ): Promise<FigureCases>;
  agents(asked: PeriodAsked, agent?: string): Promise<{ period: Period; agents: readonly AgentFigures[] }>;
  today(): Promise<TodayState>;
}
