/** A knowledge entry. */
export interface Entry {
  id: string;
  title: string;
  url: string | null;
  audience: 'support' | 'sales';
  module: string | null;
  updatedAt: string;
}

/** A question without a link. */
export interface Unanswered {
  id: string;
  question: string;
  times: number;
  lastAt: string;
}
