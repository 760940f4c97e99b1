/** What an agent wrote for the others about a conversation. */
export interface ConversationNote {
  id: string;
  /** Position of the message that it stands after; 0: before the first. */
  afterSeq: number;
  at: string;
  author: string;
  authorName: string;
  text: string;
  mentions: string[];
  editedAt: string | null;
  /** What it said before, oldest first. */
  earlier: { at: string; text: string }[];
}
