import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { openStore, type StoreHandle } from '../../src/storage/connection.ts';
import { storeContract } from './store-contract.ts';

const folders = new WeakMap<StoreHandle, string>();

async function openIn(dataDir: string): Promise<StoreHandle> {
  const handle = await openStore({ dataDir });
  folders.set(handle, dataDir);
  return handle;
}

function folderOf(handle: StoreHandle): string {
  return folders.get(handle) ?? '';
}

storeContract({
  name: 'the embedded engine',
  open: () => openIn(fs.mkdtempSync(path.join(os.tmpdir(), 'ventanilla-store-'))),
  reopen: async (handle) => {
    await handle.close();
    return openIn(folderOf(handle));
  },
  dispose: async (handle) => {
    await handle.close();
    fs.rmSync(folderOf(handle), { recursive: true });
  },
  cannot: {},
});
