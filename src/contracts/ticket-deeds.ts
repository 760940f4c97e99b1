import type { Attachment } from './envelope.ts';
import type { Redacted } from './redacted.ts';
import type { TicketRelationKind } from './ticket.ts';

/**
 * What may be done to a ticket. Each deed leaves one event in the ticket's log; a deed that changes nothing leaves none.
 * What the policy does not allow is refused with an error that says what it does allow.
 */
export type TicketDeed =
  /** To another state. The state's `needs` (reason, solution, evidence …) must come with it (MAS-66..69). */
  | {
      readonly type: 'move';
      readonly to: string;
      readonly note?: Redacted;
      readonly solutionType?: string;
      readonly closingCode?: string;
      /** MAS-141: until when a temporary solution holds. */
      readonly until?: Date;
      /** The note is for the desk only. */
      readonly internal?: boolean;
      /** Nobody outside the desk is told: the requester's data are being erased. */
      readonly quiet?: boolean;
    }
  /** To a person, or to nobody. Taking it from somebody is for `tickets.reassignBy` (ALI-49). */
  | {
      readonly type: 'assign';
      readonly assignee: string | null;
      readonly reason?: Redacted;
      /** Why this person: codes and numbers that the assignment went by. */
      readonly why?: Readonly<Record<string, string | number | boolean>>;
    }
  /** To another area (ALI-49, MAS-62). */
  | { readonly type: 'route'; readonly area: string; readonly subarea?: string | null; readonly reason?: Redacted }
  /** A correction by hand, always with its reason (AMB-19). */
  | { readonly type: 'prioritise'; readonly priority: string; readonly reason: Redacted }
  /** Facts that rules ask about (`impact`, `urgency`, `relevant`, `letter` …); the priority follows unless a hand set it. */
  | { readonly type: 'setFacts'; readonly facts: Readonly<Record<string, string | number | boolean | null>> }
  /** Somebody confirms, or corrects, the classes that were proposed (CON-06, CON-18); each of the policy's dimensions has one then. */
  | { readonly type: 'classify'; readonly classes: Readonly<Record<string, string>> }
  /** Data of the case that the policy's intake names (MAS-31). */
  | { readonly type: 'setFields'; readonly fields: Readonly<Record<string, Redacted>> }
  /** Something done that clocks and protocols wait for (`reaccion`, `atencion`, `rca` …). Once per mark. */
  | {
      readonly type: 'mark';
      readonly mark: string;
      readonly note?: Redacted;
      /** Files of the ticket that are handed in with it. */
      readonly attachments?: readonly Attachment[];
      /** A file of the ticket that meets the check of this mark (MAS-92). */
      readonly file?: string;
    }
  /** MAS-98: files of the ticket go out as evidence. Only by whom the ticket's kind names, each of its rules confirmed. */
  | {
      readonly type: 'deliver';
      readonly files: readonly string[];
      readonly text: Redacted;
      /** Codes of the kind's `confirm` that were looked at for these files. */
      readonly confirmed: readonly string[];
      /** MAS-101: the policy's disclaimer, for files that can be edited; it goes with the words. Null: none. */
      readonly disclaimer: Redacted | null;
    }
  | {
      readonly type: 'note';
      readonly text: Redacted;
      readonly internal: boolean;
      readonly attachments?: readonly Attachment[];
      /** Ids of agents of the organisation who are told of it; of an internal note alone. */
      readonly mentions?: readonly string[];
    }
  /** Files put on the ticket by the desk: evidence, or for the requester to see. */
  | { readonly type: 'attach'; readonly attachments: readonly Attachment[]; readonly internal: boolean }
  /** Words put on and taken off. Two that differ in case or accents are one. */
  | { readonly type: 'tag'; readonly add: readonly Redacted[]; readonly remove: readonly string[] }
  /** The requester said something: a waiting ticket goes on, a closed one does as `tickets.afterClose` says (AMB-58). */
  | {
      readonly type: 'requesterReply';
      readonly text: Redacted;
      readonly attachments?: readonly Attachment[];
      /** MAS-102: it is more than was asked at first; a new ticket that follows this one, which stays as it is. */
      readonly apart?: true;
    }
  | { readonly type: 'relate'; readonly relation: TicketRelationKind; readonly ticket: string }
  /** A duplicate ends in the other one, which keeps its watchers, files and requester (AMB-17). */
  | { readonly type: 'merge'; readonly into: string }
  | { readonly type: 'watch'; readonly watcher: string; readonly on: boolean }
  /** To the next level of a ladder, or to a named one (MAS-75, MAS-120, ICE-10). Levels count from 0. */
  | { readonly type: 'escalate'; readonly ladder: string; readonly level?: number; readonly reason?: Redacted }
  /** ALI-27, ALI-28: the date agreed with the requester, or a new one with its reason. */
  | { readonly type: 'agreeDate'; readonly dueAt: Date; readonly reason?: Redacted }
  /** ALI-50. */
  | { readonly type: 'evaluate'; readonly score: number; readonly comment?: Redacted }
  /** A clock rang, told once for each instant that it may ring at. By the system only. */
  | {
      readonly type: 'ring';
      readonly clock: string;
      readonly bell: 'warning' | 'breach';
      readonly dueAt: Date;
      /** A warning that the policy's `reminders` ask for, by its name. */
      readonly reminder?: string;
    };

/** Names of the deeds. */
export type TicketDeedType = TicketDeed['type'];
