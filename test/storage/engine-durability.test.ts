import { describe, expect, it } from '@jest/globals';
import { GroupCommit } from '../../src/storage/engine/group-commit.ts';
import { Sqlite } from '../../src/storage/engine/sqlite.ts';

interface Disk {
  readonly db: Sqlite;
  readonly commits: GroupCommit;
  /** Ends the oldest fsync under way. */
  end(error?: Error): void;
  pending(): number;
}

function makeDisk(): Disk {
  const db = new Sqlite(':memory:');
  db.exec('CREATE TABLE t (a INTEGER)');
  const syncs: { resolve(): void; reject(error: Error): void }[] = [];
  const commits = new GroupCommit(
    db,
    () =>
      new Promise((resolve, reject) => {
        syncs.push({ resolve, reject });
      }),
    () => undefined,
  );
  const end = (error?: Error): void => {
    const sync = syncs.shift();
    if (error) {
      sync?.reject(error);
    } else {
      sync?.resolve();
    }
  };
  return { db, commits, end, pending: () => syncs.length };
}

function tick(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(() => setImmediate(resolve));
  });
}

function write({ db, commits }: Disk, value: number, log: string[]): Promise<void> {
  commits.open();
  db.statement('INSERT INTO t VALUES (?)').run([value]);
  return commits.settle({ result: value }).then(
    (done) => {
      log.push(`done ${done}`);
    },
    (error: { code: string }) => {
      log.push(`${error.code} ${value}`);
    },
  );
}

describe('group commit', () => {
  it('P1 acknowledges a write only after an fsync that began after its commit', async () => {
    const disk = makeDisk();
    const log: string[] = [];
    write(disk, 1, log);
    write(disk, 2, log);
    await tick();
    expect(disk.pending()).toBe(1);
    write(disk, 3, log);
    await tick();
    expect(log).toEqual([]);
    disk.end();
    await tick();
    expect(log).toEqual(['done 1', 'done 2']);
    expect(disk.pending()).toBe(1);
    disk.end();
    await tick();
    expect(log).toEqual(['done 1', 'done 2', 'done 3']);
    expect(disk.commits.groups).toBe(2);
  });

  it('P1 tells a refusal, too, only when what it saw is durable', async () => {
    const disk = makeDisk();
    const log: string[] = [];
    write(disk, 1, log);
    disk.commits.settle({ error: new Error('double') }).catch(() => log.push('refused'));
    await tick();
    expect(log).toEqual([]);
    disk.end();
    await tick();
    expect(log).toEqual(['done 1', 'refused']);
  });

  it('reads see a write before it is durable', async () => {
    const disk = makeDisk();
    write(disk, 7, []);
    expect(disk.db.statement('SELECT a FROM t').get([])).toEqual([7]);
    await tick();
    disk.end();
  });

  it('rejects the group and takes no more writes when the disk cannot promise it', async () => {
    const disk = makeDisk();
    const log: string[] = [];
    write(disk, 1, log);
    await tick();
    disk.end(new Error('EIO'));
    await tick();
    expect(log).toEqual(['STORE_UNAVAILABLE 1']);
    expect(() => disk.commits.open()).toThrow(/store/i);
  });

  it('flushes at once when nothing is under way', async () => {
    await expect(makeDisk().commits.flush()).resolves.toBeUndefined();
  });
});
