/** A review form. */
export interface ReviewForm {
  code: string;
  label: string;
  marks: 'fiveSteps' | 'yesNo';
  facts: string[];
  criteria: { code: string; label: string; weight: number; critical: boolean }[];
}

/** A drawn case. */
export interface Review {
  id: string;
  audit: string;
  label: string;
  sampleId: string;
  number: number;
  period: string;
  channel: string;
  conversationId: string;
  agentId: string | null;
  from: string;
  to: string;
  form: ReviewForm | null;
  state: 'open' | 'done';
  reviewer: string | null;
  doneAt: string | null;
  marks: Record<string, number | null>;
  score: number | null;
  criticals: string[];
  comment: string | null;
  answer: { kind: 'reply' | 'appeal'; text: string; at: string } | null;
  decision: { outcome: 'kept' | 'changed'; note: string; by: string; at: string; before: number | null } | null;
  calibrations: { reviewer: string; score: number | null; at: string }[];
}

/** A case with what the gateway fills into its form. */
export interface OpenReview {
  review: Review;
  facts: Record<string, string | number | boolean | null>;
}

/** Figures of a span. */
export interface QualityFigures {
  agents: {
    agentId: string | null;
    reviews: number;
    average: number | null;
    lowest: number | null;
    criticals: number;
    appeals: number;
    criteria: Record<string, number>;
  }[];
  preSend: { generated: number; held: number; reviewed: number; least: number | null } | null;
}

/** An answer that was held before sending. */
export interface HeldAnswer {
  id: string;
  conversationId: string;
  channel: string;
  agentId: string;
  agentName: string;
  text: string | null;
  state: 'waiting' | 'approved' | 'sent' | 'returned' | 'failed';
  heldAt: string;
  dueAt: string;
  overdue: boolean;
  decidedBy: string | null;
  decidedAt: string | null;
  note: string | null;
  failure: string | null;
}
