import { periodOf } from '../../calendar/named-periods.ts';
import type { BusinessCalendar } from '../../contracts/calendar.ts';
import type { Clock } from '../../contracts/clock.ts';
import type { FileStore } from '../../contracts/files.ts';
import type { JobQueue } from '../../contracts/jobs.ts';
import type { Policy } from '../../contracts/policy.ts';
import type { Redactor } from '../../contracts/redacted.ts';
import type { RoutineLine, RoutineRun, Routines, RoutineViewer } from '../../contracts/routines.ts';
import type { DeskPerson } from '../../contracts/ticket-notices.ts';
import { AppError } from '../../errors/app-error.ts';
import type { RoutineItemDoc, RoutineRunDoc } from '../../storage/models/routines.ts';
import type { RoutineRepository } from '../../storage/repositories/routines.ts';
import { holdersOf, type QualityNotices } from '../notices.ts';
import { refused } from '../refusals.ts';
import { cleanEvidence, filesOf, readFile, withFile } from './evidence.ts';
import { runsOf } from './plan.ts';

/** What checklists work with. */
export interface RoutineDeps {
  readonly repository: RoutineRepository;
  readonly policyOf: (organisation: string) => Policy;
  readonly calendarOf: (organisation: string) => BusinessCalendar;
  readonly people: (organisation: string) => Promise<readonly DeskPerson[]>;
  /** A list as it is now. */
  readonly lines: (item: RoutineItemDoc, run: RoutineRunDoc) => Promise<readonly RoutineLine[]>;
  readonly notices: QualityNotices;
  readonly redactor: Redactor;
  readonly files: Pick<FileStore, 'put' | 'get'>;
  readonly jobs: JobQueue;
  readonly clock: Clock;
}

/** Checklists, made by the calendar. */
export interface RoutineBook extends Routines {
  /** Makes what is due, reminds, and plans the next look; each thing once, whatever restarts (P5). */
  run(organisation: string): Promise<void>;
}

const JOB = 'quality.routines';
const MAX_LISTED = 400;

/** Recurring checklists (EXS-31..EXS-33, EXS-48..EXS-55, MAS-04). */
export function createRoutines(deps: RoutineDeps): RoutineBook {
  const { repository, clock, jobs } = deps;
  jobs.handle(JOB, ({ data }) => runAll(deps, String(data.organisation)));

  async function visible(viewer: RoutineViewer, doc: RoutineRunDoc): Promise<boolean> {
    if (doc.org !== viewer.organisation) return false;
    if (viewer.all || doc.owner === viewer.id) return true;
    const people = await deps.people(doc.org);
    return doc.owner === null && holdersOf(doc.roles, people).some(({ id }) => id === viewer.id);
  }

  async function own(viewer: RoutineViewer, id: string): Promise<RoutineRunDoc> {
    const found = await repository.find(id);
    if (found === null || !(await visible(viewer, found))) throw new AppError('ROUTINE_NOT_FOUND');
    return found;
  }

  async function changed(doc: RoutineRunDoc, set: Partial<RoutineRunDoc>): Promise<RoutineRun> {
    const done = await repository.change(doc, set);
    if (done === null) throw refused('ROUTINE_REFUSED', 'faster');
    return view(deps, done);
  }

  return {
    run: (organisation) => runAll(deps, organisation),
    async list(viewer, { history, limit }) {
      const docs = await repository.list(viewer.organisation, !history, MAX_LISTED);
      const mine: RoutineRunDoc[] = [];
      for (const doc of docs) if (mine.length < limit && (await visible(viewer, doc))) mine.push(doc);
      return Promise.all(mine.map((doc) => view(deps, doc)));
    },
    get: async (viewer, id) => view(deps, await own(viewer, id)),
    async attach(viewer, id, { item: code, file }) {
      const doc = await own(viewer, id);
      const next = await withFile(deps, openItem(doc, code), file);
      return next === null ? view(deps, doc) : changed(doc, { items: withItem(doc, next) });
    },
    file: async (viewer, id, fileId) => readFile(deps.files, await own(viewer, id), fileId),
    async tick(viewer, id, given) {
      const doc = await own(viewer, id);
      return changed(doc, { items: withItem(doc, await ticked(deps, doc, given, viewer.id)) });
    },
    async sign(viewer, id, note) {
      const doc = await own(viewer, id);
      if (doc.signedAt !== null) throw refused('ROUTINE_REFUSED', 'signed');
      const missing = doc.items.filter((item) => !item.done);
      if (missing.length > 0) throw refused('ROUTINE_REFUSED', 'itemsLeft', { count: missing.length });
      const text = note.trim() === '' ? null : deps.redactor.redact(note, { speaker: 'agent' }).text;
      return changed(doc, { signedBy: viewer.id, signedAt: clock.now(), note: text, nextAt: null });
    },
  };
}

function withItem({ items }: RoutineRunDoc, next: RoutineItemDoc): RoutineItemDoc[] {
  return items.map((one) => (one.code === next.code ? next : one));
}

/** An item ticked off, or its tick taken back: its files stay, words and links belong to the tick. */
async function ticked(
  { redactor, lines: listOf, clock }: RoutineDeps,
  doc: RoutineRunDoc,
  { item: code, done, evidence, count = null }: Parameters<Routines['tick']>[2],
  viewer: string,
): Promise<RoutineItemDoc> {
  const item = openItem(doc, code);
  const files = filesOf(item);
  const shown = [...files, ...evidence.map((one) => cleanEvidence(redactor, one))];
  if (!done) return { ...item, done, by: null, at: null, lines: null, evidence: files, count: null };
  if (item.needsEvidence && shown.length === 0) throw refused('ROUTINE_REFUSED', 'noEvidence');
  if (item.needsCount && count === null) throw refused('ROUTINE_REFUSED', 'noCount');
  const lines = item.list === null ? null : await listOf(item, doc);
  const counted = item.needsCount ? count : null;
  return { ...item, done, by: viewer, at: clock.now(), lines, evidence: shown, count: counted };
}

/** An item of a checklist that may still be changed. */
function openItem({ signedAt, items }: RoutineRunDoc, code: string): RoutineItemDoc {
  if (signedAt !== null) throw refused('ROUTINE_REFUSED', 'signed');
  const item = items.find((one) => one.code === code);
  if (item === undefined) throw new AppError('ROUTINE_NOT_FOUND');
  return item;
}

async function runAll(deps: RoutineDeps, organisation: string): Promise<void> {
  const { repository, policyOf, calendarOf, clock, jobs } = deps;
  const now = clock.now();
  const policy = policyOf(organisation);
  const zone = policy.organisation.timeZone;
  const people = await deps.people(organisation);
  const plan = { organisation, zone, calendar: calendarOf(organisation), people, now };
  for (const rule of policy.routines) for (const doc of runsOf(rule, plan)) await addRun(repository, doc, now);
  const { docs, next } = await repository.due(organisation, now);
  for (const doc of docs) await remind(deps, doc, now);
  const after = await repository.due(organisation, now);
  const starts = policy.routines.map(({ every }) => periodOf(every, now, zone).to.getTime());
  if (starts.length === 0) return;
  const first = Math.min(...starts, (after.next ?? next)?.getTime() ?? Number.POSITIVE_INFINITY);
  await jobs.schedule({ key: `${JOB}:${organisation}`, type: JOB, runAt: new Date(first), data: { organisation } });
}

/** A desk that begins on a Saturday owes nothing for the week that was over before it came. */
async function addRun(repository: RoutineRepository, doc: RoutineRunDoc, now: Date): Promise<void> {
  if (doc.dueAt <= now && !(await repository.hasRun(doc.org, doc.routine))) return;
  await repository.add(doc);
}

/** The reminder before the end, then the word that it is over: to whoever owes it, and then to the leads as well. */
async function remind({ repository, notices }: RoutineDeps, doc: RoutineRunDoc, now: Date): Promise<void> {
  const isOver = doc.dueAt <= now;
  const kind = isOver ? ('routine.overdue' as const) : ('routine.reminder' as const);
  const facts = { run: doc._id, routine: doc.routine, period: doc.period, dueAt: doc.dueAt.toISOString() };
  const word = { organisation: doc.org, kind, key: doc._id, facts };
  if (doc.owner !== null) await notices.tell(doc.owner, word);
  else await notices.tellRoles(doc.roles, word);
  if (isOver) await notices.tellRoles(['lead'], word);
  // Told first: a crash between the two tells it again, and the same notice arrives once.
  await repository.change(doc, { nextAt: isOver ? null : doc.dueAt });
}

async function view({ lines, clock }: RoutineDeps, doc: RoutineRunDoc): Promise<RoutineRun> {
  const items = await Promise.all(
    doc.items.map(async ({ area: _area, needsCount = false, count = null, ...rest }) => {
      const item = { ...rest, needsCount, count };
      if (item.list === null || item.lines !== null) return item;
      return { ...item, lines: await lines({ ...item, area: _area }, doc) };
    }),
  );
  const { _id: id, org: organisation, routine, label, every, moment, period, owner, roles, from, dueAt } = doc;
  const state = doc.signedAt !== null ? 'done' : dueAt <= clock.now() ? 'overdue' : 'open';
  const { signedBy, signedAt, note } = doc;
  return {
    ...{ id, organisation, routine, label, every, moment, period, owner, roles, from, dueAt, state, items },
    ...{ signedBy, signedAt, note },
  };
}
