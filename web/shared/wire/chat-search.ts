/** A message that was found, and the conversation around it. */
export interface ChatHit {
  messageId: string;
  conversationId: string;
  seq: number;
  at: string;
  speaker: 'user' | 'agent' | 'bot' | 'system';
  name: string;
  excerpt: { text: string; marked: boolean }[];
  removed: ('password' | 'ip' | 'mac' | 'secret')[];
  channel: string | null;
  contactId: string | null;
  contactName: string | null;
  mode: 'bot' | 'waiting' | 'agent' | 'closed' | null;
  outcome: string | null;
  agents: string[];
  kind: string | null;
}

/** A page, newest first; `searchedTo`: how far back it looked. */
export interface ChatHits {
  items: ChatHit[];
  next: string | null;
  searchedTo: string | null;
}
