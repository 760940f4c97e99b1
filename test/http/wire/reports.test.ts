import { describe, expect, it } from '@jest/globals';
import type { z } from 'zod';
import type * as logs from '../../../src/http/logs/schema.ts';
import type * as editions from '../../../src/http/reports/edition-schema.ts';
import type * as reports from '../../../src/http/reports/schema.ts';
import type { ChatHits } from '../../../web/shared/wire/chat-search.ts';
import type {
  AgentSheet,
  EnteredValue,
  FigureCase,
  FigureSheet,
  ReportEdition,
  ReportOffers,
  TodayState,
} from '../../../web/shared/wire/report.ts';
import type { Same } from './same.ts';

const same: {
  sheet: Same<z.output<typeof reports.sheetBody>, FigureSheet>;
  cases: Same<z.output<typeof reports.casesBody>, { items: FigureCase[]; next: string | null }>;
  agents: Same<z.output<typeof reports.agentsBody>, AgentSheet>;
  today: Same<z.output<typeof reports.todayBody>, TodayState>;
  hits: Same<z.output<typeof logs.pageBody>, ChatHits>;
  edition: Same<z.output<typeof editions.editionBody>, ReportEdition>;
  value: Same<z.output<typeof reports.valueBody>, EnteredValue>;
  offers: Same<z.output<typeof editions.offersBody>, ReportOffers>;
} = { sheet: true, cases: true, agents: true, today: true, hits: true, edition: true, value: true, offers: true };

describe('the JSON of figures and of the search of chats', () => {
  it('is the JSON that the API writes (checked by the compiler)', () => {
    expect(Object.values(same).every(Boolean)).toBe(true);
  });
});
