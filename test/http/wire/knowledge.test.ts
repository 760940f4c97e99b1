import { describe, expect, it } from '@jest/globals';
import type { z } from 'zod';
import type * as demand from '../../../src/http/demand/schema.ts';
import type * as entries from '../../../src/http/knowledge/entry-schema.ts';
import type { explainedBody } from '../../../src/http/knowledge/search-route.ts';
import type * as quota from '../../../src/http/quota/schema.ts';
import type * as wire from '../../../web/shared/wire.ts';
import type { Same } from './same.ts';

// The compiler is the test: a shape that drifts makes one of these lines an error of `npm run types`.
const same: {
  entry: Same<z.output<typeof entries.entryBody>, wire.Entry>;
  similar: Same<z.output<typeof entries.similarBody>, { items: wire.SimilarEntry[] }>;
  probe: Same<z.output<typeof entries.probeBody>, wire.LinkProbe>;
  history: Same<z.output<typeof entries.historyBody>, { items: wire.EntryVersion[] }>;
  diff: Same<z.output<typeof entries.diffBody>, { items: wire.FieldDiff[] }>;
  explained: Same<z.output<typeof explainedBody>, wire.ExplainedAnswer>;
  cluster: Same<z.output<typeof demand.clusterBody>, wire.DemandCluster>;
  quota: Same<z.output<typeof quota.monthBody>, wire.QuotaMonth>;
} = {
  ...{ entry: true, similar: true, probe: true, history: true },
  ...{ diff: true, explained: true, cluster: true, quota: true },
};

describe('the JSON of the knowledge base that the console reads', () => {
  it('is the JSON that the API writes (checked by the compiler)', () => {
    expect(Object.values(same).every(Boolean)).toBe(true);
  });
});
