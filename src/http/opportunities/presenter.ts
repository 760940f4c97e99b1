import type { z } from 'zod';
import type { DemoPlan, RecordedOpportunity } from '../../contracts/opportunities.ts';
import { neededRules } from '../../policy/demos.ts';
import { servicesOf } from '../auth/organisation.ts';
import type { HttpDeps } from '../deps.ts';
import type { demoBody, demoTermsBody, opportunityBody } from './schema.ts';

/** One opportunity as the API writes it. */
export function present(
  deps: HttpDeps,
  organisation: string,
  one: RecordedOpportunity,
): z.input<typeof opportunityBody> {
  const { id, folio, category: kind, module, description, customer, conversationId, roles, recordedAt } = one;
  return {
    ...{ id, folio, category: kind, module, description, customer: { ...customer }, conversationId },
    ...{ roles: labelled(deps, organisation, roles), recordedAt: recordedAt.toISOString() },
    ...{ demo: presentDemo(deps, organisation, one), demoVersion: one.demoVersion },
  };
}

/** Posts with the policy's names. */
export function labelled(deps: HttpDeps, organisation: string, codes: readonly string[]) {
  const names = new Map(servicesOf(deps, organisation).policy.roles.map(({ code, label }) => [code, label]));
  return codes.map((code) => ({ code, label: names.get(code) ?? code }));
}

/** What a demo may be; null: the policy plans none. */
export function termsOf(deps: HttpDeps, organisation: string): z.input<typeof demoTermsBody> | null {
  const { demos } = servicesOf(deps, organisation).policy;
  return demos && { maxMinutes: demos.maxMinutes, audiences: demos.audiences };
}

/** A demo with the policy's words; null: nobody asked for one. */
function presentDemo(
  deps: HttpDeps,
  organisation: string,
  { demo }: RecordedOpportunity,
): z.input<typeof demoBody> | null {
  if (demo === null) return null;
  const { demos } = servicesOf(deps, organisation).policy;
  const { state, audience, attendees, minutes, plannedAt, confirmedAt } = demo;
  const label = demos?.audiences.find(({ code }) => code === audience)?.label ?? audience;
  return {
    ...{ state, audience: { code: audience, label }, attendees, minutes },
    rules: demos === null ? [] : neededRules(demos, demo).map((rule) => ruleOf(demo, rule)),
    ...{ plannedAt: plannedAt.toISOString(), confirmedAt: confirmedAt?.toISOString() ?? null },
  };
}

function ruleOf({ met }: DemoPlan, { code, label }: { code: string; label: string }) {
  return { code, label, isMet: met.includes(code) };
}
