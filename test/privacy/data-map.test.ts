import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { definePipelineStores } from '../../src/compose/pipeline.ts';
import { defineServiceModels } from '../../src/compose/stores.ts';
import { dataMap } from '../../src/privacy/data-map.ts';
import { openStore, type StoreHandle } from '../../src/storage/connection.ts';

// The machine may be busy with other suites.
jest.setTimeout(60_000);

let folder: string;
let store: StoreHandle;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ventanilla-map-'));
  store = await openStore({ dataDir: folder });
  definePipelineStores(store.connection);
  defineServiceModels(store.connection);
  await store.ready();
});
afterAll(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A name that leads to a person: a new collection with one of these holds personal data. */
const LEADS = /^(contact|contactId|conversation|conversationId|requester|sender|address)$/;

describe('the data map (src/privacy/data-map.ts)', () => {
  it('knows every collection, and no other: a new one must say what it holds and what erasure does to it', () => {
    const collections = Object.values(store.connection.models).map((model) => model.collection.name);
    expect(dataMap.map(({ collection }) => collection).sort()).toEqual(collections.sort());
  });

  it('says of every field of a collection with personal data whether it stays, is blanked or is taken out', () => {
    for (const { collection, onErasure, keep, blank, drop } of dataMap) {
      if (onErasure !== 'blank') continue;
      const paths = Object.keys(store.connection.models[collection]?.schema.paths ?? {});
      const told = [...keep, ...drop, ...Object.keys(blank).map((path) => path.split('.')[0] ?? path)];
      expect([collection, [...new Set(told)].sort()]).toEqual([collection, paths.sort()]);
    }
  });

  it('calls no collection free of people that holds an id of one', () => {
    for (const { collection, link } of dataMap) {
      const paths = Object.keys(store.connection.models[collection]?.schema.paths ?? {});
      // The register of requests leads to the contact by its digest, on purpose.
      if (link === 'none' && collection !== 'privacy_requests')
        expect([collection, paths.filter((path) => LEADS.test(path))]).toEqual([collection, []]);
    }
  });

  it('is the table of docs/privacy.md', () => {
    const text = readFileSync('docs/privacy.md', 'utf8');
    const listed = [...text.matchAll(/^\| `([a-z_A-Z]+)` \|.*\| (deleted|blanked|stays) \|$/gm)];
    const words = { delete: 'deleted', blank: 'blanked', nothing: 'stays' };
    expect(listed.map(([, name, word]) => `${name} ${word}`).sort()).toEqual(
      dataMap.map(({ collection, onErasure }) => `${collection} ${words[onErasure]}`).sort(),
    );
  });
});
