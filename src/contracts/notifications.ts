import { ticketNoticeReasons } from './ticket-notices.ts';

/** About quality, surveys and routines; in `facts` the id of what it is about, and codes. */
export const qualityNoticeKinds = [
  'quality.held',
  'quality.overdue',
  'quality.returned',
  'quality.reviewed',
  'quality.appealed',
  'quality.decided',
  'quality.drawn',
  'survey.low',
  'verification.open',
  'routine.reminder',
  'routine.overdue',
] as const;

/** About reports of audits and what is answered to them (ICE-42..ICE-45); in `facts` the report's id, label and period. */
export const cycleNoticeKinds = [
  'cycle.draft',
  'cycle.delivered',
  'cycle.copied',
  'cycle.answered',
  'cycle.overdue',
  'cycle.evaluated',
] as const;

/** About reports that are handed in; in `facts` the edition's id, the report and its period. */
export const reportNoticeKinds = ['report.ready', 'report.toAccept', 'report.undelivered'] as const;
/** One of them. */
export type ReportNoticeKind = (typeof reportNoticeKinds)[number];

/** What an agent is told outside a conversation. The console words it from the kind and the facts. */
export type NoticeKind = (typeof noticeKinds)[number];

/** Every kind; `ticket.…`: an event of a ticket, in `facts` its id, folio, area, priority and clock. */
export const noticeKinds = [
  'quota.reminder',
  'quota.verification',
  'requesters.review',
  'desk.load',
  'opportunity.recorded',
  'opportunity.demo',
  ...qualityNoticeKinds,
  ...cycleNoticeKinds,
  ...reportNoticeKinds,
  'conversation.mention',
  'conversation.given',
  ...ticketNoticeReasons.map((reason) => `ticket.${reason}` as const),
] as const;

/** Something an agent should know. Ids, numbers and dates only: no customer's text (P4). */
export interface Notice {
  /** Made from what it is about (agent and day), so that telling it twice stores it once. */
  readonly id: string;
  readonly organisation: string;
  readonly agentId: string;
  readonly kind: NoticeKind;
  readonly at: Date;
  readonly facts: Readonly<Record<string, string | number | boolean>>;
}

/** A notice as its reader sees it. */
export interface NoticeView extends Notice {
  readonly readAt: Date | null;
}

/** Tells agents things: stored first, then shown live. Other ways (e-mail) stand behind the same port. */
export interface NotificationPort {
  /** True when it was told now, false when the same id had been told before. */
  notify(notice: Notice): Promise<boolean>;
}

/** An agent's own notices. */
export interface NoticeInbox {
  /** Newest first; `after` = `next` of the page before. */
  list(agentId: string, page: { after?: string; limit: number }): Promise<{ items: NoticeView[]; next: string | null }>;
  /** How many the agent has not read. */
  unread(agentId: string): Promise<number>;
  /** Marks one as read; false when the agent has no such notice. */
  read(agentId: string, id: string): Promise<boolean>;
  /** Marks all of them as read. */
  readAll(agentId: string): Promise<void>;
}
