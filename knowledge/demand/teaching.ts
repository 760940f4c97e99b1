import type { Clock } from '../../src/contracts/clock.ts';
import type { ExampleProposals } from '../../src/contracts/example-proposals.ts';
import type { JobQueue } from '../../src/contracts/jobs.ts';
import { type EntryService, type EntryView, examplesWanted } from '../../src/contracts/knowledge-entries.ts';
import type { SearchEngine } from '../../src/contracts/search.ts';
import { isAppError } from '../../src/errors/app-error.ts';
import type { SearchDoc } from '../../src/storage/models/demand.ts';
import type { ProposalDoc } from '../../src/storage/models/model-help.ts';
import type { DemandRepository } from '../../src/storage/repositories/demand.ts';
import { type ProposalRepository, proposalIdOf } from '../../src/storage/repositories/proposals.ts';
import { solverOf } from './verdict.ts';

/** What teaching works with. */
export interface TeachingParts {
  readonly organisation: string;
  readonly repository: Pick<DemandRepository, 'judgedSince' | 'search'>;
  readonly proposals: Pick<ProposalRepository, 'add' | 'find' | 'of'>;
  readonly decisions: Pick<ExampleProposals, 'decide'>;
  readonly entries: Pick<EntryService, 'get'>;
  readonly engine: Pick<SearchEngine, 'meaningOf'>;
  readonly jobs: JobQueue;
  readonly clock: Clock;
  /** So many people make an example without anybody's approval; null = a person decides. */
  readonly approveFromPeople: number | null;
}

/** Makes example questions of what entries solved. */
export interface Teaching {
  /** Has a job learn from a search that somebody judged; the turn does not wait for it. */
  note(search: SearchDoc): Promise<void>;
  /** Learns from what was judged lately, whatever became of its jobs (P5). Call once, at the start. */
  recover(): Promise<void>;
}

const LEARN = 'knowledge.learn';
const DAY_MS = 86_400_000;
/** What a start looks at again. */
const RECENT_MS = 7 * DAY_MS;
/** How long a person's yes counts towards automatic approval. */
const WINDOW_MS = 180 * DAY_MS;
const shortest = 8;
const longest = 160;
/** Marks of the redactor, markup, addresses, long numbers: none of them is part of a way to ask. */
const NOT_PLAIN = /[<>{}[\]`|\\@]|https?:|www\.|\d{7,}|\p{Cc}|\p{Cf}/iu;
/** A person was faster, or the entry does not hold any more and a person has to look: trying again helps nobody. */
const leftToPeople: ReadonlySet<string> = new Set(['PROPOSAL_DECIDED', 'ENTRY_INVALID', 'ENTRY_HOST_REFUSED']);
const system = { agentId: 'system', how: 'job' } as const;

/**
 * A question that one entry solved becomes a proposed example of it (EXS-42), once for each way to ask; with as many
 * people as the policy names it is approved by itself. Learning twice changes nothing.
 */
export function createTeaching(parts: TeachingParts): Teaching {
  const { organisation: org, repository, jobs, clock } = parts;
  const before = (ms: number) => new Date(clock.now().getTime() - ms);
  jobs.handle(LEARN, async ({ data }) => {
    const ids = typeof data.search === 'string' ? [data.search] : [];
    const found = await Promise.all(ids.map((id) => repository.search(org, id)));
    const judged = ids.length > 0 ? found : await repository.judgedSince(org, before(RECENT_MS));
    for (const search of judged) if (search) await learn(parts, search);
  });
  return {
    async note(search) {
      if (!isLesson(search)) return;
      const data = { search: search._id };
      await jobs.schedule({ key: `${LEARN}:${search._id}`, type: LEARN, runAt: clock.now(), data });
    },
    recover: () => jobs.schedule({ key: `${LEARN}:${org}`, type: LEARN, runAt: clock.now(), data: {} }),
  };
}

function isLesson(search: SearchDoc): boolean {
  const text = search.question.trim();
  return (
    solverOf(search) !== null && text.length >= shortest && text.length <= longest && !NOT_PLAIN.test(search.question)
  );
}

async function learn(parts: TeachingParts, search: SearchDoc): Promise<void> {
  const solver = solverOf(search);
  const entry = solver === null || !isLesson(search) ? null : await publishedEntry(parts, solver);
  if (entry === null) return;
  const id = proposalIdOf(parts.organisation, entry.id, search.meaning);
  if (!(await parts.proposals.find(parts.organisation, id))) {
    if (!(await isWanted(parts, entry, search.meaning))) return;
    await parts.proposals.add([proposalOf(parts, { id, entry, search })]);
  }
  await approveByPeople(parts, { id, entry, meaning: search.meaning });
}

async function publishedEntry({ entries }: TeachingParts, id: string): Promise<EntryView | null> {
  try {
    const entry = await entries.get(id);
    return entry.state === 'published' ? entry : null;
  } catch (error) {
    if (isAppError(error) && error.code === 'ENTRY_NOT_FOUND') return null;
    throw error;
  }
}

/** Another way to ask than the entry has, and room for it beside what is pending. */
async function isWanted({ proposals, engine, organisation }: TeachingParts, entry: EntryView, meaning: string) {
  const known = [entry.title, ...entry.examples].map((text) => engine.meaningOf(text));
  if (known.includes(meaning)) return false;
  const pending = await proposals.of(organisation, entry.id, 'pending');
  return entry.examples.length + pending.length < examplesWanted.atMost;
}

function proposalOf(
  { organisation: org, clock }: TeachingParts,
  { id, entry, search }: { id: string; entry: EntryView; search: SearchDoc },
): ProposalDoc {
  const prompt = search.corrected === null ? 'feedback-solved' : 'feedback-corrected';
  return {
    ...{ _id: id, org, entry: entry.id, text: search.question, state: 'pending', contact: search.contact },
    ...{ prompt, model: 'none', proposedBy: 'system', proposedAt: clock.now(), decidedBy: null, decidedAt: null },
  };
}

async function approveByPeople(
  { approveFromPeople, organisation: org, proposals, repository, decisions, clock }: TeachingParts,
  { id, entry, meaning }: { id: string; entry: EntryView; meaning: string },
): Promise<void> {
  if (approveFromPeople === null || entry.examples.length >= examplesWanted.atMost) return;
  if ((await proposals.find(org, id))?.state !== 'pending') return;
  const judged = await repository.judgedSince(org, new Date(clock.now().getTime() - WINDOW_MS));
  const solved = judged.filter((search) => search.meaning === meaning && solverOf(search) === entry.id);
  if (new Set(solved.map(({ contact }) => contact)).size < approveFromPeople) return;
  // Whatever else fails, an entry that changed meanwhile too, makes the job run again.
  await decisions.decide(id, true, system).catch((error: unknown) => {
    if (!isAppError(error) || !leftToPeople.has(error.code)) throw error;
  });
}
