/** How a figure stands: guidance, not a sanction. */
export type Standing = 'reached' | 'near' | 'noGoal' | 'noData';

/** A value with how many cases it was made from. */
export interface FigureValue {
  value: number | null;
  cases: number;
  standing: Standing;
}

/** A point of a line through time. */
export interface FigurePoint extends FigureValue {
  firstDay: string;
  lastDay: string;
}

/** The days that a page is about. */
export interface ReportPeriod {
  kind: 'day' | 'week' | 'month' | 'custom';
  firstDay: string;
  lastDay: string;
  from: string;
  to: string;
}

/** A figure of the policy with its goal. */
export interface Figure extends FigureValue {
  name: string;
  label: string;
  metric: string;
  unit: 'minutes' | 'hours' | 'days' | 'percent' | 'count' | 'points';
  operator: '<' | '<=' | '>=' | '>';
  goal: number | null;
  per: 'organisation' | 'agent' | 'area' | 'channel';
  calendar: string;
  groups: (FigureValue & { key: string; label: string })[];
  trend: FigurePoint[];
  days: FigurePoint[];
}

/** All figures of a period. */
export interface FigureSheet {
  period: ReportPeriod;
  asOf: string;
  figures: Figure[];
}

/** What a figure was made from. */
export interface FigureCase {
  kind: 'ticket' | 'conversation' | 'entry' | 'correction' | 'value';
  id: string;
  title: string | null;
  at: string;
  value: number;
  agent: string | null;
  area: string | null;
  channel: string | null;
}

/** One agent's line. */
export interface AgentFigures {
  agentId: string;
  name: string;
  conversations: number;
  responseHours: number | null;
  solved: number;
  resolutionHours: number | null;
  satisfaction: number | null;
  entries: number;
}

/** One line for each agent. */
export interface AgentSheet {
  period: ReportPeriod;
  agents: AgentFigures[];
}

/** How the desk stands this minute. */
export interface TodayState {
  asOf: string;
  waiting: number;
  longestWait: string | null;
  withAgents: number;
  openTickets: number;
  unassigned: number;
  late: number;
  soon: number;
  solvedToday: number;
  openedToday: number;
  online: { agentId: string; name: string; presence: string }[];
}

/** A report as it was handed in. */
export interface ReportEdition {
  id: string;
  report: string;
  label: string;
  /** `2026-11`, `2026-W48`, or two days with a `/`. */
  period: string;
  firstDay: string;
  lastDay: string;
  company: string | null;
  madeAt: string;
  /** `system`, or who asked for it. */
  madeBy: string;
  issue: number;
  state: 'made' | 'accepted' | 'returned';
  needsAccepting: boolean;
  remarks: { by: string; at: string; verdict: 'accepted' | 'returned'; text: string | null }[];
  deliveries: {
    to: string;
    name: string | null;
    state: 'waiting' | 'sent' | 'failed' | 'left';
    at: string | null;
    code: string | null;
  }[];
  tables: { title: string; rows: number }[];
}

/** What reports there are, and for whom. */
export interface ReportOffers {
  reports: {
    name: string;
    label: string;
    every: 'day' | 'week' | 'month' | 'quarter' | 'halfYear' | 'year' | null;
    perCompany: boolean;
    needsAccepting: boolean;
    recipients: string[];
  }[];
  companies: string[];
}

/** Who entered a value, and when. */
interface EnteredBy {
  value: number;
  by: string;
  at: string;
}

/** A value that somebody entered for a figure that no log tells. */
export interface EnteredValue extends EnteredBy {
  figure: string;
  firstDay: string;
  lastDay: string;
  group: string | null;
  earlier: EnteredBy[];
}
