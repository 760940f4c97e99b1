/** What happened in a chat that is no message to the bot: it is noted, and no turn runs. */
export type ChannelNote =
  | { readonly kind: 'edited'; readonly text: string; readonly of: string }
  | { readonly kind: 'deleted'; readonly of: string }
  | { readonly kind: 'reacted'; readonly text: string; readonly of: string };

/** Where something happened. */
export interface ChannelPlace {
  readonly account: string;
  readonly address: string;
  /** The channel's id of what happened. */
  readonly messageId: string;
  readonly at: Date;
}
