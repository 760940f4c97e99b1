import type { Clock } from '../../../src/contracts/clock.ts';
import type { JobQueue } from '../../../src/contracts/jobs.ts';
import type { LinkHealth } from '../../../src/contracts/knowledge-entries.ts';
import type { Logger } from '../../../src/contracts/logger.ts';
import type { LinkMetrics } from '../../../src/contracts/metrics.ts';
import type { Policy } from '../../../src/contracts/policy.ts';
import type { EntryDoc } from '../../../src/storage/models/knowledge.ts';
import type { NewEntryEvent } from '../../../src/storage/repositories/entry-events.ts';
import type { KnowledgeRepository } from '../../../src/storage/repositories/knowledge.ts';
import { contentHash } from '../content.ts';
import type { PublishedEntries } from '../published.ts';
import { outcomeOf } from './outcome.ts';
import type { Ask } from './request.ts';
import { isReserved } from './reserved.ts';
import { checkLink, type Verdict } from './verdict.ts';

/** What the link checker works with. */
export interface LinkCheckParts {
  readonly repository: KnowledgeRepository;
  readonly published: PublishedEntries;
  readonly policy: Policy;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly jobs: JobQueue;
  readonly metrics: LinkMetrics;
  readonly ask: Ask;
  /** Waits between two questions to one host. */
  readonly pause: (ms: number) => Promise<void>;
  readonly isAllowed?: (url: string) => boolean;
}

const JOB = 'knowledge.links';
const BATCH = 50;
/** Between two questions to one host. */
const POLITE_MS = 1_000;

/**
 * Looks at the links of published entries: at once when they are published, then every day. What is due stands in the
 * entries, so that a lost queue is found again at the start (P5). Links that do not work leave the answers at once, and
 * come back when they work again.
 */
export class LinkChecks {
  readonly #parts: LinkCheckParts;
  readonly #org: string;

  constructor(parts: LinkCheckParts) {
    this.#parts = parts;
    this.#org = parts.policy.organisation.code;
  }

  /** Takes up what is due; before the job queue starts. Without `knowledge.linkCheck` in the policy nothing is asked. */
  async start(): Promise<void> {
    this.#parts.jobs.handle(JOB, () => this.#run());
    this.#parts.published.onLinksDue(() => this.#schedule());
    await this.#count();
    await this.#schedule();
  }

  /** Looks at what is due now, host by host; returns how many links were looked at. */
  async sweep(): Promise<number> {
    const due = await this.#parts.repository.dueLinks(this.#org, this.#parts.clock.now(), BATCH);
    const byHost = new Map<string, EntryDoc[]>();
    for (const doc of due) byHost.set(hostOf(doc), [...(byHost.get(hostOf(doc)) ?? []), doc]);
    await Promise.all([...byHost].map(([host, docs]) => this.#sweepHost(host, docs)));
    if (due.length > 0) await this.#count();
    return due.length;
  }

  async #run(): Promise<void> {
    if (this.#parts.policy.knowledge.linkCheck === null) return;
    await this.sweep();
    await this.#schedule();
  }

  /** One job for all links, at the moment when the next is due. */
  async #schedule(): Promise<void> {
    if (this.#parts.policy.knowledge.linkCheck === null) return;
    const next = await this.#parts.repository.nextLinkCheck(this.#org);
    if (next === null) return;
    // Never the instant of a job under way: the queue would take it for the one that just ran.
    const runAt = new Date(Math.max(next.getTime(), this.#parts.clock.now().getTime() + 1));
    await this.#parts.jobs.schedule({ key: `${JOB}:${this.#org}`, type: JOB, runAt, data: { org: this.#org } });
  }

  async #sweepHost(host: string, docs: readonly EntryDoc[]): Promise<void> {
    let waitUntil: Date | null = null;
    for (const [at, doc] of docs.entries()) {
      if (waitUntil !== null || isReserved(host)) {
        await this.#parts.repository.noteLinkCheck(doc, { link: doc.link, checkAt: waitUntil });
        continue;
      }
      if (at > 0) await this.#parts.pause(POLITE_MS);
      const verdict = await this.#check(doc);
      const checkAt = await this.#record(doc, verdict);
      if (verdict.kind === 'busy') waitUntil = checkAt;
    }
  }

  async #check({ url }: EntryDoc): Promise<Verdict> {
    const { ask, isAllowed, policy, metrics } = this.#parts;
    const rules = { ask, allowedHosts: policy.knowledge.allowedHosts, ...(isAllowed ? { isAllowed } : {}) };
    const verdict = await checkLink(url ?? '', rules);
    metrics.linkChecked(verdict.kind);
    return verdict;
  }

  /** Keeps what was found; returns when the link is looked at again. */
  async #record(doc: EntryDoc, verdict: Verdict): Promise<Date> {
    const { repository, published, clock, logger } = this.#parts;
    const rhythm = this.#parts.policy.knowledge.linkCheck ?? { everyHours: 24, tries: 3 };
    const { link, checkAt, deed } = outcomeOf(doc.link, verdict, { ...rhythm, now: clock.now() });
    if (deed === null) {
      await repository.noteLinkCheck(doc, { link, checkAt });
      return checkAt;
    }
    if (deed === 'linkBroken') published.withdraw(doc.entry);
    logger.warn(
      { entry: doc.entry, state: link.state, problem: link.problem },
      'the link of an entry changed its state',
    );
    await published.inTurn(() => this.#commit(doc, { deed, link, checkAt }));
    return checkAt;
  }

  async #commit(
    doc: EntryDoc,
    { deed, link, checkAt }: { deed: 'linkBroken' | 'linkMended'; link: LinkHealth; checkAt: Date },
  ): Promise<void> {
    const change = doc.linkChanges + 1;
    const event: NewEntryEvent = {
      _id: `${this.#org}:${doc.entry}:link:${change}`,
      org: this.#org,
      at: this.#parts.clock.now(),
      entry: doc.entry,
      version: doc.version,
      deed,
      agent: 'system',
      how: 'job',
      hash: contentHash(doc),
      duplicateOf: null,
      state: doc.state,
      content: null,
      freshLink: false,
      checkLink: false,
      found: { link, url: doc.url ?? '', change, checkAt },
    };
    const { refused } = await this.#parts.published.commit([event]);
    // Another process noted this change, or the entry got another link: what is stored decides at the next look.
    if (refused.size > 0) await this.#parts.repository.skipLinkChange(doc, change);
  }

  async #count(): Promise<void> {
    const broken = await this.#parts.repository.withLink(this.#org, ['broken', 'unreachable'], 10_000);
    this.#parts.metrics.brokenLinks(broken.length);
  }
}

function hostOf({ url }: EntryDoc): string {
  return url !== null && URL.canParse(url) ? new URL(url).hostname : '';
}
