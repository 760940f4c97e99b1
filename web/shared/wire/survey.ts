/** Results of a survey in a span. */
export interface SurveyResult {
  name: string;
  label: string;
  kind: 'satisfaction' | 'nps' | 'complaints' | 'verification';
  question: string;
  scale: { min: number; max: number } | null;
  response: { asked: number; answered: number; refused: number; expired: number; open: number };
  answers: number;
  average: number | null;
  satisfiedShare: number | null;
  nps: { promoters: number; passives: number; detractors: number; score: number | null } | null;
  distribution: { score: number; count: number }[];
  byWeek: { from: string; answers: number; average: number | null }[];
}

/** Words beside an answer. */
export interface SurveyComment {
  survey: string;
  score: number | null;
  comment: string;
  at: string;
  conversationId: string | null;
  ticketId: string | null;
  agentId: string | null;
}

/** How a case of the verification queue stands. */
export type CheckState = 'candidate' | 'notDrawn' | 'open' | 'satisfied' | 'unsatisfied' | 'notContacted';

/** A case whose satisfaction is verified. */
export interface SatisfactionCheck {
  id: string;
  survey: string;
  label: string;
  reason: 'case' | 'lowAnswer';
  ticketId: string | null;
  folio: string | null;
  conversationId: string | null;
  agentId: string | null;
  score: number | null;
  state: CheckState;
  month: string;
  calls: {
    at: string;
    day: string;
    by: string;
    contacted: boolean;
    satisfied: boolean | null;
    observations: string;
  }[];
  attempts: number;
  nextDay: string | null;
  followUp: { by: string; at: string; note: string } | null;
  at: string;
  closedAt: string | null;
  person: { name: string | null; phone: string | null; email: string | null } | null;
}
