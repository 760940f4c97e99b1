import type { ReportRule } from '../../contracts/report-editions.ts';
import type { ReportCompany, ReportPerson } from './deps.ts';

/** In a report's `to`: whom each customer named. */
export const COMPANY_ROLE = 'requesterCompany';

/** Somebody who gets a report. */
export interface ReportRecipient {
  /** `agent:<id>` or `company:<id>`. */
  readonly to: string;
  readonly name: string;
  readonly email: string | null;
}

/** Whether there is one edition for each customer. */
export function isPerCompany({ to }: Pick<ReportRule, 'to'>): boolean {
  return to.includes(COMPANY_ROLE);
}

/**
 * Who gets an edition: whoever holds one of the posts, and of a customer's edition whom that customer named. Nobody else,
 * not even where nobody is found: a report that reaches nobody is told to the leads, its figures are not (MAS-116). Pure.
 */
export function recipientsOf(
  { to }: Pick<ReportRule, 'to'>,
  company: ReportCompany | null,
  people: readonly ReportPerson[],
): ReportRecipient[] {
  const desk = people
    .filter(({ roles }) => to.some((role) => roles.includes(role)))
    .map(({ id, name, email }) => ({ to: `agent:${id}`, name, email }));
  if (!isPerCompany({ to }) || company === null) return desk;
  return [...desk, { to: `company:${company.id}`, name: company.name, email: company.email }];
}
