import type { CycleReports } from '../contracts/audit-cycles.ts';
import type { ReportEditions } from '../contracts/report-editions.ts';

const LOOKED_AT = 100;

/** Reports of audits are handed in like every other report of the policy: made once, mailed to its recipients, tried again. */
export function auditReports(editionsOf: (organisation: string) => ReportEditions | undefined): CycleReports {
  return {
    async recipients(organisation, report) {
      const offers = await editionsOf(organisation)?.offers();
      return offers?.reports.find(({ name }) => name === report)?.recipients ?? [];
    },
    async hand(organisation, { report, firstDay, lastDay }, by) {
      const editions = editionsOf(organisation);
      if (editions === undefined) return;
      const { items } = await editions.list({ report, limit: LOOKED_AT });
      const known = items.find((one) => one.firstDay === firstDay && one.lastDay === lastDay);
      // A repeat after a crash finds it on its way already.
      if (known !== undefined && known.deliveries.length > 0) return;
      const period = { kind: 'custom', from: firstDay, to: lastDay } as const;
      const actor = by === 'system' ? ({ kind: 'system', id: by } as const) : ({ kind: 'agent', id: by } as const);
      const { id } = known ?? (await editions.make({ report, period, company: null }, actor));
      await editions.send(id, actor);
    },
  };
}
