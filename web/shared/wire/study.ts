/** A sample of a study, drawn once for each period. */
export interface StudyDraw {
  id: string;
  study: string;
  period: string;
  from: string;
  to: string;
  at: string;
  /** Cases that were opened in the period and are over. */
  population: number;
  populationDigest: string;
  seed: string;
  cases: string[];
}

/** A measurement of satisfaction with its questionnaire and its draws, the newest first. */
export interface Study {
  name: string;
  label: string;
  goal: string;
  method: string;
  every: 'day' | 'week' | 'month' | 'quarter' | 'halfYear' | 'year';
  confidence: number;
  margin: number;
  channels: string[];
  roles: string[];
  questions: { name: string; question: string; scale: { min: number; max: number } | null }[];
  draws: StudyDraw[];
}

/** A drawn case, whom to ask, and what was answered. */
export interface StudyCase {
  ticketId: string;
  folio: string;
  scores: Record<string, number | null>;
  person: { name: string | null; phone: string | null; email: string | null } | null;
}

/** What a question was answered with. `margin`: what so many answers reach, 0 to 1. */
export interface StudyResult {
  survey: string;
  answered: number;
  mean: number | null;
  counts: Record<string, number>;
  margin: number | null;
}
