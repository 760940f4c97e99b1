import { type ChildProcess, spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, describe, expect, it } from '@jest/globals';
import { Schema } from 'mongoose';
import { openStore, type StoreHandle } from '../../src/storage/connection.ts';
import type { RawCollection } from '../contract/store-fixture.ts';

const children: ChildProcess[] = [];
const folders: string[] = [];

afterEach(() => {
  for (const child of children.splice(0)) {
    child.kill('SIGKILL');
  }
  for (const folder of folders.splice(0)) {
    fs.rmSync(folder, { recursive: true });
  }
});

function newFolder(): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'ventanilla-crash-'));
  folders.push(folder);
  return folder;
}

/** Starts a writer and calls back for each line that it prints; resolves when it is gone. */
function startWriter(folder: string, run: number, onLine: (line: string, child: ChildProcess) => void): Promise<void> {
  const program = [path.resolve('scripts/run-ts.mjs'), 'test/storage/engine-writer.ts', folder, String(run)];
  const child = spawn(process.execPath, program, { stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  createInterface({ input: child.stdout }).on('line', (line) => onLine(line, child));
  return new Promise((resolve) => {
    child.on('close', () => resolve());
  });
}

async function openWrites(folder: string): Promise<{ handle: StoreHandle; writes: RawCollection }> {
  const handle = await openStore({ dataDir: folder });
  const schema = new Schema({ _id: String }, { strict: false, versionKey: false });
  schema.index({ writer: 1, n: 1 }, { unique: true });
  const model = handle.connection.model('writes', schema, 'writes');
  await handle.ready();
  return { handle, writes: model.collection as unknown as RawCollection };
}

describe('a killed process', () => {
  it('P1 keeps every acknowledged write through kill -9, four times over one folder', async () => {
    const folder = newFolder();
    for (let run = 0; run < 4; run++) {
      const last = new Map<string, number>();
      let lines = 0;
      await startWriter(folder, run, (line, child) => {
        const [name = '', n] = line.split(' ');
        if (n !== undefined) {
          last.set(name, Number(n));
        }
        lines += 1;
        if (lines === 300 + run * 137) {
          child.kill('SIGKILL');
        }
      });
      expect(last.size).toBeGreaterThan(0);
      const { handle, writes } = await openWrites(folder);
      for (const [name, n] of last) {
        expect(await writes.countDocuments({ writer: `${run}-${name}`, n: { $lte: n } })).toBe(n + 1);
        expect((await writes.findOne({ _id: `counter-${run}-${name}` }))?.total).toBeGreaterThanOrEqual(n + 1);
      }
      await handle.close();
    }
  }, 60_000);

  it('holds the folder while it lives, and lets it go when it is killed', async () => {
    const folder = newFolder();
    let refusal: Promise<unknown> = Promise.resolve();
    await startWriter(folder, 0, (line, child) => {
      if (line === 'open') {
        refusal = openStore({ dataDir: folder }).catch((error: unknown) => error);
        refusal.finally(() => child.kill('SIGKILL'));
      }
    });
    expect(await refusal).toMatchObject({ code: 'STORE_LOCKED' });
    const { handle } = await openWrites(folder);
    await handle.close();
  }, 30_000);
});

describe('a backup', () => {
  it('is a whole store of one moment, taken while writes go on', async () => {
    const folder = newFolder();
    const copyFolder = newFolder();
    const { handle, writes } = await openWrites(folder);
    let isDone = false;
    const writing = Promise.all(
      Array.from({ length: 10 }, async (_, writer) => {
        for (let n = 0; !isDone; n++) {
          await writes.insertOne({ _id: `${writer}-${n}`, writer, n });
        }
        return writer;
      }),
    );
    await writes.insertOne({ _id: 'before', writer: 'before', n: 0 });
    await handle.backup(path.join(copyFolder, 'store.sqlite'));
    isDone = true;
    await writing;
    const total = await writes.countDocuments({});
    await handle.close();

    const copy = await openWrites(copyFolder);
    const copied = await copy.writes.countDocuments({});
    expect(await copy.writes.findOne({ _id: 'before' })).toBeTruthy();
    expect(copied).toBeLessThanOrEqual(total);
    for (let writer = 0; writer < 10; writer++) {
      const mine = await copy.writes.countDocuments({ writer });
      const last = await copy.writes.findOne({ writer }, { sort: { n: -1 } });
      expect(mine).toBe(last ? Number(last.n) + 1 : 0);
    }
    expect(fs.statSync(path.join(copyFolder, 'store.sqlite')).mode & 0o777).toBe(0o600);
    await copy.handle.close();
  }, 30_000);
});

describe('the log', () => {
  it('comes back to its start under steady load instead of growing with the data', async () => {
    const folder = newFolder();
    const { handle, writes } = await openWrites(folder);
    const text = 'x'.repeat(1_500);
    let next = 0;
    const writer = async (name: number): Promise<void> => {
      while (next < 60_000) {
        const from = next;
        next += 50;
        const docs = Array.from({ length: 50 }, (_, i) => ({ _id: `w-${from + i}`, writer: name, n: from + i, text }));
        await writes.insertMany(docs);
      }
    };
    await Promise.all(Array.from({ length: 8 }, (_, name) => writer(name)));
    const size = (name: string): number => fs.statSync(path.join(folder, name)).size;
    expect(size('store.sqlite')).toBeGreaterThan(80e6);
    expect(size('store.sqlite-wal')).toBeLessThan(90e6);
    expect(await writes.countDocuments({})).toBe(60_000);
    await handle.close();
    const left = fs.statSync(path.join(folder, 'store.sqlite-wal'), { throwIfNoEntry: false });
    expect(left?.size ?? 0).toBe(0);
  }, 120_000);
});

describe('a second store in one process', () => {
  it('is refused on the same folder and works on another', async () => {
    const folder = newFolder();
    const { handle } = await openWrites(folder);
    await expect(openStore({ dataDir: folder })).rejects.toMatchObject({ code: 'STORE_LOCKED' });
    const other = await openWrites(newFolder());
    await other.writes.insertOne({ _id: 'x', writer: 'x', n: 1 });
    await other.handle.close();
    await handle.close();
    await expect(handle.connection.collection('writes').insertOne({})).rejects.toMatchObject({ code: 'STORE_CLOSED' });
  });
});
