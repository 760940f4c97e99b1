import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { buildZip } from '../../builders/documents.ts';
import { CanaryBook } from './canaries.ts';
import { Searcher, spellings } from './searcher.ts';

const book = new CanaryBook(20261122);
const canaries = book.every('somewhere');
const searcher = new Searcher(canaries);
const noise = Buffer.from('{"level":"info","msg":"lo de siempre","at":"2026-11-22T08:00:00.000Z"}\n'.repeat(50));

describe('the searcher of the canary suite', () => {
  it('P4 finds every canary in every spelling, wherever it stands', () => {
    for (const canary of canaries) {
      for (const trace of canary.traces) {
        for (const [form, bytes] of spellings(trace)) {
          const sink = { name: 'sink', bytes: Buffer.concat([noise, bytes, noise]) };
          expect([form, searcher.search([sink]).some(({ place }) => place === canary.place)]).toEqual([form, true]);
        }
      }
    }
  });

  it('P4 finds base64 behind any number of bytes, in capitals, and in packed files', () => {
    const [canary] = canaries;
    const trace = canary?.traces[0] ?? '';
    for (const before of ['', 'a', 'ab', 'abc']) {
      const bytes = Buffer.from(Buffer.from(`${before}${trace} y más`).toString('base64'));
      expect(searcher.search([{ name: before, bytes }])).toHaveLength(1);
    }
    const bytes = [Buffer.from(trace.toUpperCase()), gzipSync(trace), buildZip({ 'a/b.xml': trace })];
    expect(searcher.search(bytes.map((each, index) => ({ name: `${index}`, bytes: each })))).toHaveLength(3);
  });

  it('finds nothing where nothing is, and nothing in what only looks like it', () => {
    const other = new CanaryBook(7).every('elsewhere').map(({ said }) => said);
    expect(searcher.search([{ name: 'noise', bytes: noise }])).toEqual([]);
    expect(searcher.search([{ name: 'others', bytes: Buffer.from(other.join('\n')) }])).toEqual([]);
  });
});
