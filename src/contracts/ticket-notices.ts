/**
 * Why somebody is told of a ticket. `closing`: it will close by itself · `replied`: the requester said something ·
 * `noted`: the desk said something to the requester · `mentioned`: somebody was named in a note of the desk · `marked`: a step of a protocol was done · `protocol`: the
 * ticket takes a special path, and its requester is told what that means for them.
 */
export const ticketNoticeReasons = [
  'opened',
  'assigned',
  'reassigned',
  'moved',
  'solved',
  'closed',
  'escalated',
  'warning',
  'breach',
  'reminder',
  'closing',
  'replied',
  'noted',
  'mentioned',
  'marked',
  'protocol',
  'merged',
] as const;
/** One of the reasons. */
export type TicketNoticeReason = (typeof ticketNoticeReasons)[number];

/** How somebody is told: in the console, by mail, or in the requester's own conversation. */
export type TicketNoticeWay = 'console' | 'mail' | 'chat';

/** Somebody at the desk, as notices and assignment know them. */
export interface DeskPerson {
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
  readonly roles: readonly string[];
  /** Areas of the policy that they work for. */
  readonly areas: readonly string[];
  /** Roles of the policy that they fill: supervisor, gerente, jefe_area … */
  readonly posts: readonly string[];
}
