/** The part of the policy that the console reads. */
export interface PolicyView {
  organisation: { code: string; name: string; botName: string; locale: string; timeZone: string };
  ticketRule: { strategy: string; limitMinutes: number | null; warnMinutes: number };
  states: { code: string; phase: string; agentLabel: string; requesterLabel: string }[];
  areas: { code: string; name: string }[];
  /** Product modules that the diagnosis knows. */
  modules: { code: string; name: string }[];
  /** Roles that people fill, and what each must be at the desk. */
  posts: { code: string; label: string; desk: ('agent' | 'lead' | 'admin')[] }[];
}
