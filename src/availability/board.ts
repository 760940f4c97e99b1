import type { MaintenanceBoard, MaintenanceWord } from '../contracts/availability-desk.ts';
import type { Clock } from '../contracts/clock.ts';
import type { Logger } from '../contracts/logger.ts';
import { foldName } from '../policy/addresses.ts';
import type { ServiceNoticeDoc } from '../storage/models/availability.ts';
import type { ServiceNoticeRepository } from '../storage/repositories/availability.ts';
import type { NoticeCompany } from './deps.ts';

/** What other processes announced is seen within so many milliseconds. */
const FRESH_MS = 15_000;

/** The board, and how it is brought up to date. */
export interface RefreshedBoard extends MaintenanceBoard {
  refresh(): Promise<void>;
}

/** What is current, kept in memory: a turn does not wait for it (MAS-112). */
export function createBoard(deps: {
  readonly organisation: string;
  readonly repository: Pick<ServiceNoticeRepository, 'announced'>;
  readonly companies: () => Promise<readonly NoticeCompany[]>;
  readonly clock: Clock;
  readonly logger: Logger;
}): RefreshedBoard {
  let shown: readonly { doc: ServiceNoticeDoc; keys: ReadonlySet<string> | null }[] = [];
  let readAt = Number.NEGATIVE_INFINITY;

  async function refresh(): Promise<void> {
    readAt = deps.clock.now().getTime();
    const docs = await deps.repository.announced(deps.organisation);
    const companies = docs.length === 0 ? [] : await deps.companies();
    shown = docs.map((doc) => {
      const named = companies.filter(({ id }) => doc.companies.includes(id));
      return { doc, keys: doc.companies.length === 0 ? null : new Set(named.flatMap(({ keys }) => keys)) };
    });
  }

  const notRead = (err: unknown) =>
    deps.logger.warn({ err, organisation: deps.organisation }, 'notices of maintenance were not read anew');
  return {
    refresh,
    current(company, at) {
      // The next question finds what this one asked for; a store that is away keeps what is known.
      if (deps.clock.now().getTime() - readAt > FRESH_MS) refresh().catch(notRead);
      const key = company === null ? null : foldName(company);
      return shown
        .filter(({ doc, keys }) => isCurrent(doc, at) && (keys === null || (key !== null && keys.has(key))))
        .map(({ doc }) => wordOf(doc))
        .sort((a, b) => Number(b.kind === 'urgent') - Number(a.kind === 'urgent') || +a.from - +b.from);
    },
  };
}

function isCurrent({ kind, to }: ServiceNoticeDoc, at: Date): boolean {
  return kind === 'urgent' || to > at;
}

function wordOf({ _id: id, kind, title, text, services, from, to }: ServiceNoticeDoc): MaintenanceWord {
  return { id, kind, title, text, services, from, to };
}
