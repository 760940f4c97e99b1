/** Where a line of a list leads. */
export type RoutineLineKind = 'ticket' | 'question' | 'entry' | 'agent' | 'review' | 'link';

/** A list that the gateway fills in. */
export type RoutineSource =
  | 'lateTickets'
  | 'areaTickets'
  | 'ownTickets'
  | 'unanswered'
  | 'ownEntries'
  | 'entriesByAgent'
  | 'chatsToReview'
  | 'ownComplexCases'
  | 'promoLinks';

/** What shows that it was done; of a file `text` is its name. */
export interface Evidence {
  kind: 'text' | 'link' | 'file';
  text: string;
  file: {
    fileId: string;
    size: number;
    review: 'clean' | 'redacted' | 'replaced' | 'unscanned' | 'held' | null;
  } | null;
}

/** An item of a checklist. */
export interface RoutineItem {
  code: string;
  label: string;
  list: RoutineSource | null;
  lines: { id: string; label: string; kind: RoutineLineKind }[] | null;
  needsEvidence: boolean;
  /** Ticked off with how many there were. */
  needsCount: boolean;
  count: number | null;
  done: boolean;
  by: string | null;
  at: string | null;
  evidence: Evidence[];
}

/** A checklist of one period. */
export interface RoutineRun {
  id: string;
  routine: string;
  label: string;
  every: 'day' | 'week' | 'month' | 'quarter' | 'halfYear' | 'year';
  moment: 'start' | 'during' | 'end' | null;
  period: string;
  owner: string | null;
  roles: string[];
  from: string;
  dueAt: string;
  state: 'open' | 'overdue' | 'done';
  items: RoutineItem[];
  signedBy: string | null;
  signedAt: string | null;
  note: string | null;
}
