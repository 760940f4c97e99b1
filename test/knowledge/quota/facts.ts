import { LocalDays } from '../../../knowledge/quota/local-days.ts';
import type { QuotaFacts } from '../../../knowledge/quota/quota-of.ts';
import { createCalendar } from '../../../src/calendar/calendar.ts';
import type { Redacted } from '../../../src/contracts/redacted.ts';
import { buildPolicy } from '../../builders/policy.ts';

/** Exsim's days: Mexico City, Monday to Friday, 9:00 to 18:00, Mexican holidays. */
export function buildDays(): LocalDays {
  const policy = buildPolicy();
  return new LocalDays(createCalendar(policy.organisation, policy.calendar), policy.organisation.timeZone);
}

/** Facts of a quota: one agent, Exsim's rule, nothing else. */
export function buildFacts(overrides: Partial<QuotaFacts> = {}): QuotaFacts {
  const rule = buildPolicy().knowledge.quota;
  if (!rule) throw new Error('Exsim has a quota.');
  return {
    events: [],
    agents: [{ id: 'ana', name: 'Ana', since: new Date('2026-01-01T00:00:00Z') }],
    ...{ absences: [], corrections: [], verifications: [], reuses: [], rule, days: buildDays() },
    ...overrides,
  };
}

/** An instant of the local clock: Mexico City is six hours behind UTC all year. */
export const local = (text: string): Date => new Date(`${text}:00-06:00`);

/** Test text as if it had passed the redactor. */
export const said = (text: string): Redacted => text as Redacted;
