/** A sales opportunity as it was handed over. */
export interface Opportunity {
  id: string;
  folio: string;
  category: 'modulo_adicional' | 'desarrollo_especial' | 'mejora_funcional';
  module: string | null;
  description: string;
  customer: { name: string; organisation: string | null; contact: string | null };
  conversationId: string;
  /** Posts that got it. */
  roles: { code: string; label: string }[];
  recordedAt: string;
}

/** Those of a conversation, and who would get another. */
export interface ConversationOpportunities {
  items: Opportunity[];
  roles: { code: string; label: string }[];
}
