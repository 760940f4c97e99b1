import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineServiceModels } from '../../src/compose/stores.ts';
import { openStore } from '../../src/storage/connection.ts';

/** A store in a folder of its own with every service's models. */
export async function openServiceStore(folder: string = mkdtempSync(join(tmpdir(), 'integrations-'))) {
  const store = await openStore({ dataDir: folder });
  const models = defineServiceModels(store.connection);
  await store.ready();
  return {
    ...{ store, models, folder },
    close: () => store.close(),
    /** Every byte of the folder, to search for what must not be there. */
    async bytes() {
      await store.flush();
      const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
      return Buffer.concat(files.map(({ parentPath, name }) => readFileSync(join(parentPath, name))));
    },
    async destroy() {
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** What `openServiceStore` gives. */
export type ServiceStore = Awaited<ReturnType<typeof openServiceStore>>;
