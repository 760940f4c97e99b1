import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../src/contracts/clock.ts';
import { openStore, type StoreHandle } from '../../src/storage/connection.ts';
import { EmbeddedJobQueue } from '../../src/storage/jobs/embedded-queue.ts';
import { defineJobs } from '../../src/storage/models/jobs.ts';
import { buildLogger } from '../builders/logger.ts';
import { queueContract } from './queue-contract.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'ventanilla-queue-'));
let store: StoreHandle;
let model: ReturnType<typeof defineJobs>;

queueContract({
  name: 'the embedded store',
  async begin() {
    store = await openStore({ dataDir });
    model = defineJobs(store.connection);
    await store.ready();
  },
  open: async (retries, random) =>
    new EmbeddedJobQueue({ model, clock: systemClock, logger: buildLogger(), retries, random }),
  async end() {
    await store.close();
    rmSync(dataDir, { recursive: true, force: true });
  },
});
