/** A reply that the gateway has not confirmed yet. */
export interface OutgoingReply {
  readonly id: string;
  readonly text: string;
  /** `sending`: on its way; `offline`: nobody answers, it goes out by itself later; `refused`: `error` says why. */
  readonly state: 'sending' | 'offline' | 'refused';
  readonly error: unknown;
}
