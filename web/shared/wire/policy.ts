/** The part of the policy that the console reads. */
export interface PolicyView {
  organisation: { code: string; name: string; botName: string; locale: string; timeZone: string };
  /** When agents attend; `from` and `to` in the organisation's zone, `HH:MM`. */
  hours: { days: string[]; from: string; to: string }[];
  mealMinutes: number;
  ticketRule: { strategy: string; limitMinutes: number | null; warnMinutes: number };
  states: { code: string; phase: string; agentLabel: string; requesterLabel: string }[];
  areas: { code: string; name: string }[];
  /** Roles that people fill, and what each must be at the desk. */
  posts: { code: string; label: string; desk: ('agent' | 'lead' | 'admin')[] }[];
  /** Texts and links that agents use as they are, with variables. */
  templates: { code: string; title: string; text: string | null; url: string | null }[];
  diagnosisFields: string[];
  /** Values that the diagnosis may be corrected to. */
  diagnosisChoices: { field: string; choices: { value: string; label: string }[] }[];
}
