import type { Attachment } from './envelope.ts';
import type { Policy } from './policy.ts';
import type { Redacted } from './redacted.ts';

/** A routine of the policy. */
export type RoutineRule = Policy['routines'][number];
/** A list that the gateway fills an item with. */
export type RoutineSource = NonNullable<RoutineRule['items'][number]['list']>;

/** One line of such a list: folios, titles and names of our own, or how often a question was asked; no customer's text. */
export interface RoutineLine {
  readonly id: string;
  readonly label: string;
  readonly kind: 'ticket' | 'question' | 'entry' | 'agent' | 'review' | 'link';
}

/** What shows that something was done: words, a link, or a file whose name is the text. */
export interface Evidence {
  readonly kind: 'text' | 'link' | 'file';
  readonly text: Redacted;
  /** Of `file` alone. */
  readonly file?: Attachment;
}

/** A file as it is given, to be redacted before it is kept (P4). */
export interface EvidenceFile {
  readonly name: string;
  readonly content: Uint8Array;
}

/** One thing to be ticked off. */
export interface RoutineItem {
  readonly code: string;
  readonly label: string;
  readonly list: RoutineSource | null;
  /** The list as it is now, or as it was when it was ticked off; null: a person checks it. */
  readonly lines: readonly RoutineLine[] | null;
  readonly needsEvidence: boolean;
  /** CON-15: it is ticked off with how many there were. */
  readonly needsCount: boolean;
  readonly count: number | null;
  readonly done: boolean;
  readonly by: string | null;
  readonly at: Date | null;
  readonly evidence: readonly Evidence[];
}

/** `open` · `overdue`: its time is over and nobody signed · `done`: signed. */
export type RoutineState = 'open' | 'overdue' | 'done';

/** A routine of one period: a checklist. */
export interface RoutineRun {
  readonly id: string;
  readonly organisation: string;
  readonly routine: string;
  readonly label: string;
  readonly every: RoutineRule['every'];
  readonly moment: RoutineRule['moment'];
  readonly period: string;
  /** Null: of everybody with one of the roles. */
  readonly owner: string | null;
  readonly roles: readonly string[];
  readonly from: Date;
  readonly dueAt: Date;
  readonly state: RoutineState;
  readonly items: readonly RoutineItem[];
  readonly signedBy: string | null;
  readonly signedAt: Date | null;
  readonly note: Redacted | null;
}

/** Who works with a checklist; `all`: sees those of everybody. */
export interface RoutineViewer {
  readonly organisation: string;
  readonly id: string;
  readonly all: boolean;
}

/** Recurring checklists (EXS-31..EXS-33, EXS-48..EXS-55, MAS-04). Errors: ROUTINE_NOT_FOUND, ROUTINE_REFUSED. */
export interface Routines {
  /** Newest period first; `history`: what was signed, else what is still to be. */
  list(viewer: RoutineViewer, filter: { history: boolean; limit: number }): Promise<readonly RoutineRun[]>;
  get(viewer: RoutineViewer, id: string): Promise<RoutineRun>;
  /**
   * Puts a file on an item as evidence, ticked or not; the same file again changes nothing. Throws FILE_TOO_LARGE,
   * FILE_TYPE_REFUSED.
   */
  attach(viewer: RoutineViewer, id: string, given: { item: string; file: EvidenceFile }): Promise<RoutineRun>;
  /** A file of the checklist. Throws FILE_NOT_FOUND. */
  file(viewer: RoutineViewer, id: string, fileId: string): Promise<{ name: string; content: Uint8Array }>;
  /** Ticks an item off, or takes the tick back; its files stay. */
  tick(
    viewer: RoutineViewer,
    id: string,
    given: {
      item: string;
      done: boolean;
      evidence: readonly { kind: 'text' | 'link'; text: string }[];
      count?: number | null;
    },
  ): Promise<RoutineRun>;
  /** Signs it off: every item is ticked. */
  sign(viewer: RoutineViewer, id: string, note: string): Promise<RoutineRun>;
}
