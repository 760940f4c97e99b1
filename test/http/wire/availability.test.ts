import { describe, expect, it } from '@jest/globals';
import type { z } from 'zod';
import type * as schema from '../../../src/http/availability/schema.ts';
import type {
  AvailabilityOffers,
  MaintenanceForesight,
  MaintenanceNotice,
  OutageSheet,
} from '../../../web/shared/wire/availability.ts';
import type { Same } from './same.ts';

const same: {
  notice: Same<z.output<typeof schema.noticeBody>, MaintenanceNotice>;
  foresight: Same<z.output<typeof schema.foresightBody>, MaintenanceForesight>;
  offers: Same<z.output<typeof schema.offersBody>, AvailabilityOffers>;
  outages: Same<z.output<typeof schema.outagesBody>, OutageSheet>;
} = { notice: true, foresight: true, offers: true, outages: true };

describe('the JSON of availability', () => {
  it('is the JSON that the API writes (checked by the compiler)', () => {
    expect(Object.values(same).every(Boolean)).toBe(true);
  });
});
