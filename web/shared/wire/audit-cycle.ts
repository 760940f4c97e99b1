/** Where an audit report stands. */
export type CycleState = 'draft' | 'delivered' | 'copied' | 'answered' | 'evaluated';

/** Something that was said, by whom and when. */
interface Said {
  by: string;
  at: string;
}

/** An audit report in a list. */
export interface CycleSummary {
  id: string;
  label: string;
  period: string;
  from: string;
  to: string;
  state: CycleState;
  findings: number;
  answered: number;
  dueAt: string | null;
  overdue: boolean;
  /** What the viewer may do now. */
  may: { write: boolean; copy: boolean; answer: boolean; evaluate: boolean };
}

/** A finding with its answer and evaluation. */
export interface Finding {
  id: string;
  number: number;
  /** Null: written by hand. */
  review: {
    id: string;
    label: string;
    caseNumber: number;
    criterion: string;
    mark: number;
    comment: string | null;
  } | null;
  conversationId: string | null;
  agentId: string | null;
  text: string | null;
  leftOut: boolean;
  answer: ({ action: string; text: string } & Said) | null;
  evaluation: ({ verdict: 'accepted' | 'insufficient'; text: string } & Said) | null;
}

/** An audit report with all that is in it. */
export interface Cycle extends CycleSummary {
  reviewed: number;
  unreviewed: number;
  summary: string | null;
  deliveredAt: string | null;
  copiedAt: string | null;
  conclusion: ({ text: string } & Said) | null;
  turn: { posts: string[]; people: string[] } | null;
  items: Finding[];
}
