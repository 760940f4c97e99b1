import { setTimeout as pause } from 'node:timers/promises';
import type { CandidatePort } from '../../src/contracts/advice.ts';
import type { Clock } from '../../src/contracts/clock.ts';
import type {
  AnswerCautions,
  AnswerExplainer,
  KnowledgeAdminPort,
  KnowledgePort,
} from '../../src/contracts/knowledge.ts';
import type { EntryService, LinkProbe } from '../../src/contracts/knowledge-entries.ts';
import type { EntryTransfer } from '../../src/contracts/knowledge-transfer.ts';
import type { Logger } from '../../src/contracts/logger.ts';
import type { Policy } from '../../src/contracts/policy.ts';
import type { KnowledgeRecorder } from '../../src/contracts/ports.ts';
import type { Redactor } from '../../src/contracts/redacted.ts';
import type { SearchEngine } from '../../src/contracts/search.ts';
import type { EntryEventLog } from '../../src/storage/repositories/entry-events.ts';
import type { EntryLedger } from '../../src/storage/repositories/entry-ledger.ts';
import type { KnowledgeRepository } from '../../src/storage/repositories/knowledge.ts';
import { createAdmin } from './admin.ts';
import { adoptOldEntries } from './adopt.ts';
import { StoredEntryService } from './entry-service.ts';
import { createExplainer } from './explain.ts';
import { type ImportOptions, type ImportReport, readWanted, storeWanted } from './import-entries.ts';
import { type LinkCheckParts, LinkChecks } from './link-check/link-checks.ts';
import { probeLink } from './link-check/probe.ts';
import { createAsk } from './link-check/request.ts';
import { PublishedEntries } from './published.ts';
import { StoredEntryTransfer } from './transfer/transfer.ts';

export type { ImportOptions, ImportReport } from './import-entries.ts';

/** What the knowledge base is built from. */
export interface KnowledgeBaseParts {
  readonly repository: KnowledgeRepository;
  readonly log: EntryEventLog;
  readonly ledger: EntryLedger;
  readonly engine: SearchEngine;
  readonly policy: Policy;
  readonly redactor: Redactor;
  readonly clock: Clock;
  readonly logger: Logger;
  /** What people refused; without it nothing. */
  readonly cautions?: AnswerCautions;
}

/** What the link checker needs besides. */
export type LinkCheckNeeds = Pick<LinkCheckParts, 'jobs' | 'metrics'> & Partial<LinkCheckParts>;

/** One organisation's knowledge base: entries, their index, and what was asked in vain. */
export interface KnowledgeBase extends Required<KnowledgePort> {
  /** Carries out what a crash left undone, then reads the published entries. To be awaited once before the first answer. */
  load(): Promise<void>;
  /** Builds the index if it is not built (some 0.1 s), so that no question waits for it. */
  warm(): void;
  /** Looks whether another process changed the entries; true when they were read again. */
  refresh(): Promise<boolean>;
  /** All entries are valid and are stored, or none: throws ENTRY_INVALID, ENTRY_HOST_REFUSED. */
  importEntries(inputs: readonly unknown[], options: ImportOptions): Promise<ImportReport>;
  /** Imports the samples when there is no entry at all; returns how many were imported. */
  seedIfEmpty(samples: () => readonly unknown[] | Promise<readonly unknown[]>): Promise<number>;
  /** What advice chooses among. */
  readonly candidates: CandidatePort;
  /** Begins to look at links (EXS-36); once, before the job queue starts. Tests pass their own way of asking. */
  startLinkChecks(parts: LinkCheckNeeds): Promise<void>;
  /** Looks at a link that an entry is going to have (EXS-36). */
  probe(url: string): Promise<LinkProbe>;
  /** What would be answered, and why. */
  readonly explainer: AnswerExplainer;
  /** Writing, publishing, archiving, versions. */
  readonly entries: EntryService;
  /** Entries from files and into files. */
  readonly transfer: EntryTransfer;
  readonly admin: KnowledgeAdminPort;
  readonly recorder: KnowledgeRecorder;
  /** For health: revision and number of entries that the index was built from. */
  status(): { readonly revision: number; readonly entries: number };
}

/** Makes the knowledge base of the policy's organisation. */
export function createKnowledgeBase(parts: KnowledgeBaseParts): KnowledgeBase {
  const { repository, ledger, policy, logger } = parts;
  const org = policy.organisation.code;
  const published = new PublishedEntries(parts);
  const ask = createAsk();
  const importEntries: KnowledgeBase['importEntries'] = async (inputs, options) => {
    const wanted = readWanted(inputs, options.state ?? 'published', parts);
    return published.inTurn(() => storeWanted(wanted, options, { ...parts, published }));
  };
  return {
    ...createAdmin(parts),
    transfer: new StoredEntryTransfer({ ...parts, published }),
    entries: new StoredEntryService({ ...parts, published }),
    importEntries,
    explainer: createExplainer({
      ...{ engine: parts.engine, candidates: published.candidates },
      answer: (question, options) => published.answer(question, options),
    }),
    probe: (url) => probeLink(url, { policy, ask }),
    candidates: published.candidates,
    answer: (question, options) => published.answer(question, options),
    current: (links) => published.current(links),
    warm: () => published.warm(),
    refresh: () => published.refresh(),
    status: () => ({ revision: published.revision, entries: published.size }),
    async load() {
      if (!(await ledger.isSettled(org))) await adoptOldEntries(parts);
      const repaired = await ledger.repair(org);
      if (repaired > 0) logger.info({ events: repaired }, 'changes of entries carried out that a stop had cut off');
      await published.load();
    },
    startLinkChecks: (needs) => new LinkChecks({ ...parts, published, ask, pause, ...needs }).start(),
    async seedIfEmpty(samples) {
      if (!(await repository.isEmpty(org))) return 0;
      const { created } = await importEntries(await samples(), { author: 'samples', how: 'seed' });
      logger.info({ entries: created }, 'sample knowledge imported');
      return created;
    },
  };
}
