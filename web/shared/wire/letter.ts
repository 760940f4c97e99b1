/** A reply that could not be delivered. */
export interface DeadLetter {
  id: string;
  conversationId: string;
  channel: string;
  text: string;
  attempts: number;
  failedAt: string;
  code: string;
}
