import type { LocalDate } from '../../contracts/quota.ts';
import type { ReportRule } from '../../contracts/report-editions.ts';
import type { ReportCompany } from './deps.ts';

/** What an edition is about. */
export interface TableScope {
  readonly rule: Pick<ReportRule, 'name' | 'sections' | 'when'>;
  readonly period: {
    readonly from: Date;
    readonly to: Date;
    readonly firstDay: LocalDate;
    readonly lastDay: LocalDate;
  };
  /** Null: all customers. */
  readonly company: ReportCompany | null;
}

/** Whether a ticket's customer is the one that is asked for. */
export function isOf(company: ReportCompany | null, name: string | null): boolean {
  if (company === null) return true;
  const plain = name?.toLocaleLowerCase();
  return plain !== undefined && [company.name, ...company.aliases].some((one) => one.toLocaleLowerCase() === plain);
}
