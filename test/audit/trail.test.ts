import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createAuditTrail } from '../../src/audit/trail.ts';
import type { AuditRecord } from '../../src/contracts/audit.ts';
import { openStore, type StoreHandle } from '../../src/storage/connection.ts';
import { type AuditDoc, defineAudit } from '../../src/storage/models/audit.ts';
import { buildLogger } from '../builders/logger.ts';

let folder: string;
let store: StoreHandle;
let model: ReturnType<typeof defineAudit>;
let logger: ReturnType<typeof buildLogger>;
const key = Buffer.alloc(32, 7);

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ventanilla-audit-'));
  store = await openStore({ dataDir: folder });
  model = defineAudit(store.connection);
  await store.ready();
  logger = buildLogger();
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

const trailOf = (over: { key?: Uint8Array } = {}) =>
  createAuditTrail({ models: { audit: model }, directory: join(folder, 'audit'), key, logger, ...over });
const deed = (over: Partial<AuditRecord> = {}): AuditRecord => ({
  organisation: 'exsim',
  at: new Date('2026-11-22T10:00:00.000Z'),
  actor: { kind: 'agent', id: 'ana' },
  action: 'vault.reveal',
  subject: { kind: 'ticket', id: 't1' },
  ...over,
});
const write = async (count: number) => {
  const trail = trailOf();
  for (let n = 1; n <= count; n++) await trail.record(deed({ facts: { n } }));
  return trail;
};
const all = async () => (await model.find().sort({ seq: 1 }).lean<AuditDoc[]>()).map((doc) => ({ ...doc }));
/** What somebody with the database in hand can do: put any documents in place of what is there. */
const replaceAll = async (docs: readonly AuditDoc[]) => {
  await model.collection.deleteMany({});
  for (const doc of docs) await model.collection.insertOne(doc as never);
};

describe('the audit trail', () => {
  it('numbers the records of each organisation without gaps, ties each to the one before, and verifies', async () => {
    const trail = await write(3);
    await trail.record(deed({ organisation: 'confa' }));
    const [first, second, third] = await all().then((docs) => docs.filter(({ org }) => org === 'exsim'));
    expect([first?.seq, second?.seq, third?.seq]).toEqual([1, 2, 3]);
    expect([first?.previous, second?.previous, third?.previous]).toEqual(['0'.repeat(64), first?.hash, second?.hash]);
    expect(await trail.verify('exsim')).toEqual({
      ...{ ok: true, organisation: 'exsim', records: 3, problem: null, witnessedFrom: 1 },
      head: { seq: 3, hash: third?.hash },
    });
    expect(await trail.verify('confa')).toMatchObject({ ok: true, records: 1 });
    expect(await trail.verify('nobody')).toMatchObject({ ok: true, records: 0, head: null });
  });

  it('lists newest first, in pages, of one subject when asked', async () => {
    const trail = await write(3);
    await trail.record(deed({ subject: { kind: 'agent', id: 'x' } }));
    const first = await trail.list({ organisation: 'exsim', limit: 2 });
    expect([first.items.map(({ seq }) => seq), first.next]).toEqual([[4, 3], '3']);
    const second = await trail.list({ organisation: 'exsim', limit: 2, after: '3' });
    expect([second.items.map(({ seq }) => seq), second.next]).toEqual([[2, 1], null]);
    expect((await trail.list({ organisation: 'exsim', subject: 'x', limit: 9 })).items).toHaveLength(1);
  });

  it('makes one chain of what several processes write at once', async () => {
    const trails = [trailOf(), trailOf(), trailOf()];
    await Promise.all(Array.from({ length: 30 }, (_, n) => trails[n % 3]?.record(deed({ facts: { n } }))));
    expect(await trailOf().verify('exsim')).toMatchObject({ ok: true, records: 30 });
    expect(new Set((await all()).map(({ facts }) => facts.n)).size).toBe(30);
  });

  it('verifies any text and fact as the store gives them back', async () => {
    const text = fc.string({ unit: 'binary', maxLength: 20 });
    const value = fc.oneof(text, fc.boolean(), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer());
    const facts = fc.dictionary(fc.stringMatching(/^[A-Za-z]\w{0,8}$/), value, { maxKeys: 4 });
    const trail = trailOf();
    await fc.assert(
      fc.asyncProperty(text, text, facts, async (actor, subject, given) => {
        await trail.record(
          deed({ actor: { kind: 'contact', id: actor }, subject: { kind: 'x', id: subject }, facts: given }),
        );
        expect(await trail.verify('exsim')).toMatchObject({ ok: true });
      }),
      { numRuns: 60 },
    );
  });

  it.each([[{ 'a.b': 1 }], [{ $set: 1 }], [{ n: Number.NaN }], [{ n: Number.POSITIVE_INFINITY }]])(
    'refuses a fact that no store keeps as it is: %j',
    async (facts) => {
      await expect(trailOf().record(deed({ facts }))).rejects.toThrow(TypeError);
      expect(await all()).toEqual([]);
    },
  );
});

describe('ventanilla audit verify finds', () => {
  it('any change of any field of any record', async () => {
    const trail = await write(5);
    const before = await all();
    const names = Object.keys(before[0] ?? {}) as (keyof AuditDoc)[];
    const scalar = fc.oneof(
      fc.string(),
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      fc.date({ noInvalidDate: true }),
    );
    const change = fc.oneof(scalar, fc.dictionary(fc.stringMatching(/^[a-z]{1,5}$/), scalar, { minKeys: 1 }));
    await fc.assert(
      fc.asyncProperty(
        fc.nat(4),
        fc.constantFrom(...names, 'stranger' as never),
        change,
        async (index, name, value) => {
          const docs = structuredClone(before);
          const doc = docs[index] as unknown as Record<string, unknown>;
          fc.pre(JSON.stringify(doc[name]) !== JSON.stringify(value));
          if (name === '_id') fc.pre(typeof value === 'string' && value !== '');
          doc[name] = value;
          await replaceAll(docs);
          expect((await trail.verify('exsim')).ok).toBe(false);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('any record taken out, any two changed over, any cut', async () => {
    const trail = await write(6);
    const before = await all();
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(before, { minLength: 0 }), fc.boolean(), async (kept, isRenumbered) => {
        const docs = isRenumbered
          ? kept.map((doc, index) => ({ ...doc, seq: index + 1, _id: `exsim:${index + 1}` }))
          : kept.map((doc) => ({ ...doc }));
        const isWhole =
          docs.length === 6 && docs.every((doc) => before.some((b) => JSON.stringify(b) === JSON.stringify(doc)));
        await replaceAll(docs);
        expect((await trail.verify('exsim')).ok).toBe(isWhole);
      }),
      { numRuns: 100 },
    );
  });

  it.each([
    ['altered', 2, (docs: AuditDoc[]) => docs.map((doc) => (doc.seq === 2 ? { ...doc, actorId: 'eve' } : doc))],
    ['missing', 2, (docs: AuditDoc[]) => docs.filter(({ seq }) => seq !== 2)],
    ['reordered', 2, (docs: AuditDoc[]) => docs.map((doc) => ({ ...doc, seq: doc.seq === 1 ? 1 : 5 - doc.seq }))],
    ['cut', 3, (docs: AuditDoc[]) => docs.slice(0, 2)],
    ['cut', 1, () => []],
  ] as const)('%s, at record %i', async (kind, seq, tamper) => {
    const trail = await write(3);
    await replaceAll(tamper(await all()));
    expect((await trail.verify('exsim')).problem).toEqual({ kind, seq });
  });

  it('a whole chain rewritten by somebody without the key, also when more is recorded afterwards', async () => {
    await write(3);
    const own = await all();
    await model.collection.deleteMany({});
    const forger = createAuditTrail({
      ...{ models: { audit: model }, directory: join(folder, 'elsewhere'), logger },
      key: Buffer.alloc(32, 8),
    });
    for (let n = 1; n <= 4; n++) await forger.record(deed({ action: 'nothing.happened' }));
    const trail = trailOf();
    expect((await trail.verify('exsim')).problem).toEqual({ kind: 'forged', seq: 1 });
    // The same chain as it was, its end cut: the next deeds do not heal it.
    await replaceAll(own.slice(0, 1));
    for (let n = 1; n <= 4; n++) await trail.record(deed());
    expect((await trail.verify('exsim')).problem).toEqual({ kind: 'rewritten', seq: 3 });
    expect(logger.lines.some(({ fields }) => 'code' in fields && fields.code === 'AUDIT_BROKEN')).toBe(true);
  });

  it('a checkpoint that is gone, or that somebody without the key wrote', async () => {
    const trail = await write(2);
    const file = join(folder, 'audit', 'exsim.json');
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, text.replace('"seq": 2', '"seq": 1'));
    expect((await trail.verify('exsim')).problem).toEqual({ kind: 'checkpoint_forged', seq: 2 });
    rmSync(file);
    expect((await trail.verify('exsim')).problem).toEqual({ kind: 'checkpoint_missing', seq: 2 });
  });
});

describe('ventanilla audit accept', () => {
  it('begins a new checkpoint after a restore, keeps the old one, and records that', async () => {
    const trail = await write(3);
    await replaceAll((await all()).slice(0, 1));
    await trail.accept({ organisation: 'exsim', at: new Date(5), actor: { kind: 'operator', id: 'operator' } });
    expect(await trail.verify('exsim')).toMatchObject({ ok: true, records: 2, witnessedFrom: 2 });
    const [newest] = (await trail.list({ organisation: 'exsim', limit: 1 })).items;
    expect(newest).toMatchObject({ action: 'audit.accept', facts: { problem: 'cut', seq: 2 } });
    expect(readdirSync(join(folder, 'audit')).sort()).toEqual(['exsim.json', 'exsim.json.5.old']);
  });
});
