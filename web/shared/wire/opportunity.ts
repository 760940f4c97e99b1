import type { Page } from './page.ts';

/** A demo that sales schedules; `rules`: the attendance rules that hold for so many people. */
export interface Demo {
  state: 'requested' | 'confirmed';
  audience: { code: string; label: string };
  attendees: number;
  minutes: number;
  rules: { code: string; label: string; isMet: boolean }[];
  plannedAt: string;
  confirmedAt: string | null;
}

/** What a demo may be, as the policy says. */
export interface DemoTerms {
  maxMinutes: number;
  audiences: { code: string; label: string }[];
}

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
  /** Null: nobody asked for one. */
  demo: Demo | null;
  demoVersion: number;
}

/** A page of them; `demos` null: the policy plans none. */
export interface OpportunityPage extends Page<Opportunity> {
  demos: DemoTerms | null;
}

/** Those of a conversation, and who would get another. */
export interface ConversationOpportunities {
  items: Opportunity[];
  roles: { code: string; label: string }[];
  demos: DemoTerms | null;
}
