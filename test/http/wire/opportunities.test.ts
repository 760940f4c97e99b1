import { describe, expect, it } from '@jest/globals';
import type { z } from 'zod';
import type * as opportunities from '../../../src/http/opportunities/schema.ts';
import type { ConversationOpportunities, Opportunity, OpportunityPage } from '../../../web/shared/wire/opportunity.ts';
import type { Same } from './same.ts';

const same: {
  opportunity: Same<z.output<typeof opportunities.opportunityBody>, Opportunity>;
  page: Same<z.output<typeof opportunities.opportunitiesBody>, OpportunityPage>;
  own: Same<z.output<typeof opportunities.ofConversationBody>, ConversationOpportunities>;
} = { opportunity: true, page: true, own: true };

describe('the JSON of sales opportunities', () => {
  it('is the JSON that the API writes (checked by the compiler)', () => {
    expect(Object.values(same).every(Boolean)).toBe(true);
  });
});
