import { DateTime } from 'luxon';
import type { ContactDoc } from '../storage/models/contacts.ts';
import type { ConversationDoc } from '../storage/models/conversations.ts';
import type { MessageDoc } from '../storage/models/messages.ts';
import type { RetentionRunDoc } from '../storage/models/privacy-requests.ts';
import type { TicketDoc } from '../storage/models/tickets.ts';
import type { AnyDoc } from '../storage/repositories/personal-data.ts';
import type { PrivacyDeps } from './deps.ts';
import { blankMessages, type Counts } from './eraser.ts';
import { BATCH, type Batch, leftovers, type RunBatch } from './leftovers.ts';
import { forgetCase, holdsCase } from './old-case.ts';
import { forgetWords, type QualityWords } from './old-words.ts';
import { openWork } from './open-work.ts';
import { filesOf, findPerson, isHeld } from './person.ts';
import { finish } from './privacy.ts';
import { newRequest } from './requests.ts';

/** The daily run of the retention rules. */
export interface Retention {
  /** Sets the next run; takes up one that a crash left in the middle. Call once, at the start. */
  schedule(): Promise<void>;
  /** Runs all of it now. `dry`: changes nothing and says what would go. */
  run(options?: { readonly dry?: boolean }): Promise<Counts>;
}

const JOB = 'privacy.retention';
const DAY = 86_400_000;
const steps = [
  ...(['conversations', 'contacts', 'questions', 'searches', 'clusters', 'proposals'] as const),
  ...(['answers', 'reviews', 'findings', 'cycles', 'surveys', 'checks', 'proofs', 'deliveries'] as const),
];
type Step = (typeof steps)[number];

/** Makes the daily run: batches that each remember where they ended, so that a crash costs one batch (P5). */
export function createRetention(deps: PrivacyDeps): Retention {
  const { jobs, clock, register, policy, audit, scrub } = deps;
  const org = policy.organisation.code;
  const run = (step: Step, after: string, at: Date, dry: boolean) => batches[step](deps, { after, at, dry });

  async function oneBatch(state: RetentionRunDoc): Promise<RetentionRunDoc> {
    const step = steps.find((name) => name === state.step) ?? 'conversations';
    const { after, counts } = await run(step, state.after, state.startedAt, false);
    const next = steps[steps.indexOf(step) + 1];
    const isOver = after === null && next === undefined;
    const moved: RetentionRunDoc = {
      ...state,
      step: after === null ? (next ?? step) : step,
      after: after ?? '',
      counts: sum(state.counts, counts),
      finishedAt: isOver ? clock.now() : null,
    };
    if (isOver) await end(moved);
    await register.saveRun(moved);
    return moved;
  }

  async function end({ counts, startedAt }: RetentionRunDoc): Promise<void> {
    if (Object.keys(counts).length === 0) return;
    await scrub();
    const actor = { kind: 'system', id: 'retention' } as const;
    const subject = { kind: 'organisation', id: org };
    const facts = { startedAt: startedAt.toISOString(), ...counts };
    await audit.record({ organisation: org, at: clock.now(), actor, action: 'privacy.retain', subject, facts });
  }

  async function current(): Promise<RetentionRunDoc> {
    const known = await register.run(org);
    if (known && known.finishedAt === null) return known;
    return { _id: org, startedAt: clock.now(), finishedAt: null, step: 'conversations', after: '', counts: {} };
  }

  const scheduleAt = (runAt: Date) => jobs.schedule({ key: `${JOB}:${org}`, type: JOB, runAt, data: { org } });

  jobs.handle(JOB, async () => {
    const { finishedAt } = await oneBatch(await current());
    // One batch, one job: turns of people come in between.
    await scheduleAt(finishedAt === null ? clock.now() : nextRunAfter(deps, clock.now()));
  });

  return {
    async schedule() {
      const known = await register.run(org);
      const isUnfinished = known !== null && known.finishedAt === null;
      await scheduleAt(isUnfinished ? clock.now() : nextRunAfter(deps, clock.now()));
    },
    async run({ dry = false } = {}) {
      if (dry) return dryRun(deps);
      let state = await current();
      do state = await oneBatch(state);
      while (state.finishedAt === null);
      return state.counts;
    },
  };
}

async function dryRun(deps: PrivacyDeps): Promise<Counts> {
  let counts: Counts = {};
  for (const step of steps) {
    for (let after: string | null = ''; after !== null; ) {
      const batch: Batch = await batches[step](deps, { after, at: deps.clock.now(), dry: true });
      counts = sum(counts, batch.counts);
      after = batch.after;
    }
  }
  return counts;
}

/** The next `privacy.retention.at` of the organisation's own clock. */
function nextRunAfter({ policy }: Pick<PrivacyDeps, 'policy'>, now: Date): Date {
  const [hour = 3, minute = 0] = policy.privacy.retention.at.split(':').map(Number);
  const local = DateTime.fromJSDate(now, { zone: policy.organisation.timeZone });
  const today = local.set({ hour, minute, second: 0, millisecond: 0 });
  return (today > local ? today : today.plus({ days: 1 })).toJSDate();
}

const batches: Readonly<Record<Step, RunBatch>> = {
  async conversations(deps, { after, at, dry }) {
    const page = await deps.data.page<ConversationDoc>('conversations', after, BATCH);
    let counts: Counts = {};
    for (const doc of page) {
      if (doc.org !== deps.policy.organisation.code || doc.erasedAt) continue;
      if (!(await mayRetain(deps, doc))) continue;
      const gone = dry
        ? await retainConversation(deps, doc, { at, dry })
        : await deps.alone(doc._id, async () => {
            // Read again: somebody may have written since.
            const now = await deps.data.one<ConversationDoc>('conversations', doc._id);
            return now?.mode === 'closed' ? retainConversation(deps, now, { at, dry }) : {};
          });
      counts = sum(counts, gone);
    }
    return { after: page.length < BATCH ? null : (page.at(-1)?._id ?? null), counts };
  },
  async contacts(deps, { after, at, dry }) {
    const limit = limitOf(deps, 'inactiveContacts', at);
    if (limit === null) return { after: null, counts: {} };
    const page = await deps.data.page<ContactDoc>('contacts', after, BATCH);
    let counts: Counts = {};
    for (const contact of page) {
      if (contact.org !== deps.policy.organisation.code || contact.heldAt || contact.createdAt >= limit) continue;
      const person = await findPerson(deps.data, contact._id);
      // A merged person is one: a younger contact or a hold of any of them keeps all.
      if (person.contacts.some(({ heldAt, createdAt }) => heldAt || createdAt >= limit)) continue;
      const open = openWork(person);
      const isActive = person.conversations.some(({ lastAt }) => lastAt >= limit);
      if (isActive || open.conversations + open.tickets > 0) continue;
      counts = sum(counts, dry ? { contacts: 1 } : await eraseInactive(deps, contact._id, person.members));
    }
    return { after: page.length < BATCH ? null : (page.at(-1)?._id ?? null), counts };
  },
  questions: oldQuestions('knowledge_questions', 'lastAt'),
  searches: oldQuestions('knowledge_searches', 'at'),
  clusters: oldQuestions('knowledge_clusters', 'firstAt'),
  // A model's proposal holds nobody's words.
  proposals: oldQuestions('knowledge_proposals', 'proposedAt', ({ contact }) => contact !== null),
  // An answer that left is in the log too: no copy outlives the message.
  answers: oldWords('quality_answers', ['quality', 'messages']),
  reviews: oldWords('quality_reviews'),
  findings: oldWords('quality_findings'),
  cycles: oldWords('quality_cycles'),
  surveys: oldWords('surveys'),
  checks: oldWords('satisfaction_checks'),
  ...leftovers,
};

/** What reviewers, agents and people wrote about how somebody was attended. */
function oldWords(collection: QualityWords, by: readonly Rule[] = ['quality']): RunBatch {
  return async (deps, { after, at, dry }) => {
    const limits = by.map((rule) => limitOf(deps, rule, at)?.getTime() ?? 0);
    const limit = new Date(Math.max(...limits));
    if (limit.getTime() === 0) return { after: null, counts: {} };
    const page = await deps.data.page<AnyDoc>(collection, after, BATCH);
    const quality = await forgetWords(deps, collection, { page, limit, dry });
    return { after: page.length < BATCH ? null : (page.at(-1)?._id ?? null), counts: sum({}, { quality }) };
  };
}

/** What people asked, kept to better the knowledge base: one rule for all of it. */
function oldQuestions(collection: string, since: string, isPersonal: (doc: AnyDoc) => boolean = () => true): RunBatch {
  return async (deps, { after, at, dry }) => {
    const limit = limitOf(deps, 'unansweredQuestions', at);
    if (limit === null) return { after: null, counts: {} };
    const page = await deps.data.page<AnyDoc>(collection, after, BATCH);
    const isOld = (doc: AnyDoc) => (doc[since] as Date) < limit;
    const old = page.filter((doc) => doc.org === deps.policy.organisation.code && isOld(doc) && isPersonal(doc));
    const ids: string[] = [];
    for (const { _id, contact } of old)
      if (typeof contact !== 'string' || !(await isHeld(deps.data, contact))) ids.push(_id);
    const count = dry ? ids.length : await deps.data.delete(collection, ids);
    const next = page.length < BATCH ? null : (page.at(-1)?._id ?? null);
    return { after: next, counts: sum({}, { questions: count }) };
  };
}

/** Closed, nothing open about it, and its person not on legal hold. */
async function mayRetain({ data }: PrivacyDeps, doc: ConversationDoc): Promise<boolean> {
  if (doc.mode !== 'closed') return false;
  const tickets = (await data.find('tickets', 'conversation', [doc._id])) as unknown as TicketDoc[];
  if (openWork({ conversations: [], tickets }).tickets > 0) return false;
  return !(await isHeld(data, doc.contact));
}

async function retainConversation(
  deps: PrivacyDeps,
  doc: ConversationDoc,
  { at, dry }: { at: Date; dry: boolean },
): Promise<Counts> {
  const texts = limitOf(deps, 'messages', at);
  const files = limitOf(deps, 'attachments', at);
  const closed = limitOf(deps, 'closedConversations', at);
  const isWhole = closed !== null && doc.closedAt !== null && doc.closedAt < closed;
  const isOld = (limit: Date | null) => (message: MessageDoc) => isWhole || (limit !== null && message.at < limit);
  let counts: Counts = {};
  let purged = doc.purgedSeq ?? 0;
  if (!isWhole && texts === null && files === null) return counts;
  for await (const page of deps.data.messages(doc._id, purged)) {
    const old = page.filter(isOld(texts)).filter((message) => !message.purged);
    const filed = page.filter(isOld(files)).filter((m) => !m.purged && m.files && !isOld(texts)(m));
    counts = sum(counts, dry ? countOf(old, filed) : await purge(deps, old, filed));
    const kept = page.find((message) => !isOld(texts)(message));
    if (kept === undefined) purged = page.at(-1)?.seq ?? purged;
  }
  if (dry) return isWhole && holdsCase(doc) ? sum(counts, { conversations: 1 }) : counts;
  return sum(counts, (await forgetCase(deps, doc, { isWhole, purged })) ? { conversations: 1 } : {});
}

function countOf(old: readonly MessageDoc[], filed: readonly MessageDoc[]): Counts {
  return sum({}, { messages: old.length, files: filesOf([...old, ...filed]).length });
}

async function purge(deps: PrivacyDeps, old: readonly MessageDoc[], filed: readonly MessageDoc[]): Promise<Counts> {
  const counts = await blankMessages(deps, old, 'retention');
  const own = new Set(filed.map(({ _id }) => _id));
  const candidates = new Set(filesOf(filed).map(({ fileId }) => fileId));
  const referred = await deps.data.referredFiles(candidates, ({ _id }) => own.has(_id));
  let files = counts.files ?? 0;
  for (const fileId of candidates) if (!referred.has(fileId) && (await deps.files.remove(fileId))) files += 1;
  for (const _id of own) await deps.data.blank('messages', { _id }, { set: {}, unset: ['attachments', 'files'] });
  return { ...counts, files };
}

/** As on request, from the register, so that a crash in the middle is finished by the next start. */
async function eraseInactive(deps: PrivacyDeps, contactId: string, contacts: readonly string[]): Promise<Counts> {
  const { policy, register, clock, redactor } = deps;
  const organisation = policy.organisation.code;
  const actor = { kind: 'system', id: 'retention' } as const;
  const reason = redactor.redact('privacy.retention.inactiveContacts').text;
  const request = newRequest(
    deps,
    { organisation, contactId, actor, reason },
    { kind: 'cancellation', state: 'running', contacts },
  );
  await deps.audit.record({
    ...{ organisation, at: clock.now(), actor, reason, action: 'privacy.erase' },
    subject: { kind: 'contact', id: contactId },
    facts: { request: request._id },
  });
  await register.add(request);
  return finish(deps, request);
}

type Rule = Exclude<keyof PrivacyDeps['policy']['privacy']['retention'], 'at'>;

/** What is older than this goes; null = the rule keeps everything. */
function limitOf({ policy }: PrivacyDeps, rule: Rule, at: Date): Date | null {
  const days = policy.privacy.retention[rule];
  return days === null ? null : new Date(at.getTime() - days * DAY);
}

function sum(a: Counts, b: Counts): Counts {
  const total = { ...a };
  for (const [name, count] of Object.entries(b)) if (count > 0) total[name] = (total[name] ?? 0) + count;
  return total;
}
