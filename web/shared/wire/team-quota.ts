/** What the lead's page reads of a month's quotas; the whole of it is in the API's schema. */
export interface TeamQuota {
  month: string;
  perMonth: number;
  perWorkingDay: number;
  agents: TeamMemberQuota[];
}

/** One agent's month. */
export interface TeamMemberQuota {
  agentId: string;
  name: string;
  month: { target: number; total: number; shortfall: number; met: boolean; behindPace: number };
  days: { date: string; status: 'met' | 'missed' | 'open' | 'free' | 'absent' | 'outside'; total: number }[];
  missedDays: number;
  improved: number;
  verdicts: { seq: number; entryId: string; at: string; reason: string }[];
}
