/** ICE-08: answers that had to pass the gate in a span, and how many were looked at before they left. */
export interface ReviewedShare {
  /** Answers that came to the gate. */
  readonly generated: number;
  /** Of them, held for a reviewer. */
  readonly held: number;
  /** Of those, decided by a reviewer. */
  readonly reviewed: number;
}

/** What figures need of the reviews. */
export interface ReviewReader {
  reviewedShare(span: { organisation: string; from: Date; to: Date }): Promise<ReviewedShare>;
}
