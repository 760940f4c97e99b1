/** How a channel that the policy enables stands. */
export interface ChannelStanding {
  /** Its name in the policy. */
  readonly channel: string;
  /** `served`: an adapter runs and has an account; `byHand`: people write down what came that way; `missing`: nobody would hear. */
  readonly way: 'served' | 'byHand' | 'missing';
  /** What people write to: sites of the web chat, mailboxes, numbers. Empty where the channel has none of its own. */
  readonly accounts: readonly string[];
  /** When somebody last wrote or was written to on it, within the last seven days; null: nobody. */
  readonly lastAt: Date | null;
}
