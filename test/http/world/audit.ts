import type { AuditEntry } from '../../../src/contracts/audit.ts';
import type { HttpDeps } from '../../../src/http/deps.ts';

/** A trail in memory, without its chain. */
export function createFakeAudit(entries: AuditEntry[]): HttpDeps['audit'] {
  return {
    async record(record) {
      entries.push({ ...record, seq: entries.length + 1, hash: 'h'.repeat(64) });
    },
    async list({ organisation, subject, after, limit }) {
      const found = entries
        .filter((entry) => entry.organisation === organisation)
        .filter((entry) => subject === undefined || entry.subject.id === subject)
        .filter((entry) => after === undefined || entry.seq < Number(after))
        .sort((a, b) => b.seq - a.seq);
      const items = found.slice(0, limit);
      return { items, next: found.length > limit ? String(items.at(-1)?.seq) : null };
    },
    verify: async (organisation) => ({
      ...{ ok: true, organisation, records: entries.length, problem: null, head: null, witnessedFrom: 1 },
    }),
  };
}
