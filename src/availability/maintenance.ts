import type { AuditActor } from '../contracts/audit.ts';
import type {
  MaintenanceDesk,
  MaintenanceDraft,
  MaintenanceNews,
  MaintenanceNotice,
} from '../contracts/availability-desk.ts';
import { AppError } from '../errors/app-error.ts';
import { effectIdOf } from '../storage/ids.ts';
import type { ServiceNoticeDoc } from '../storage/models/availability.ts';
import type { MaintenanceDeps } from './deps.ts';
import { foresee } from './foresight.ts';
import { sendDue } from './mailing.ts';
import { recipientsOf } from './recipients.ts';
import { viewNotice } from './view.ts';

const JOB = 'maintenance.notices';

/** Notices of maintenance, and what the start takes up. */
export interface MaintenanceService extends MaintenanceDesk {
  /** Leaves what waits to be sent to the queue (P5). */
  recover(): Promise<void>;
}

/** Notices of maintenance of one organisation (MAS-110..112). */
export function createMaintenance(deps: MaintenanceDeps): MaintenanceService {
  const { repository, jobs, clock } = deps;
  jobs.handle(JOB, async () => {
    const next = await sendDue(deps);
    if (next !== null) await plan(deps, next);
  });

  async function own(id: string): Promise<ServiceNoticeDoc> {
    const found = await repository.find(id);
    if (found === null || found.org !== deps.organisation) throw new AppError('MAINTENANCE_NOT_FOUND');
    return found;
  }

  /** Writes, shows it at once where it is to be shown, and lets the queue send what waits. */
  async function change(doc: ServiceNoticeDoc, set: Partial<ServiceNoticeDoc>) {
    const kept = await repository.change(doc, set);
    if (kept === null) throw refused('changed', 'somebody changed it meanwhile; open it again');
    await deps.refresh();
    if (kept.nextAt !== null) await plan(deps, kept.nextAt);
    return viewNotice(deps, kept);
  }

  async function tell(doc: ServiceNoticeDoc, news: MaintenanceNews, set: Partial<ServiceNoticeDoc>, by: AuditActor) {
    const { recipients } = await recipientsOf(deps, doc.companies);
    const deliveries = recipients.map(({ to }) => ({ to, state: 'waiting' as const, tries: 0, at: null, code: null }));
    await record(deps, `maintenance.${news}`, doc._id, by, { recipients: deliveries.length });
    const nextAt = deliveries.length > 0 ? clock.now() : null;
    return change(doc, { ...set, news, untold: false, issue: doc.issue + 1, deliveries, nextAt });
  }

  return {
    recover: () => plan(deps, clock.now()),
    async list(page) {
      const docs = await repository.list(deps.organisation, page);
      const items = await Promise.all(docs.map((doc) => viewNotice(deps, doc)));
      return { items, next: docs.length < page.limit ? null : (docs.at(-1)?.order ?? null) };
    },
    async offers() {
      const companies = (await deps.companies()).map(({ id, name }) => ({ id, name }));
      return { companies, services: deps.policy.availability.services.map(({ label }) => label) };
    },
    get: async (id) => viewNotice(deps, await own(id)),
    async write(draft, { id, key, by }) {
      const said = await wordsOf(deps, draft);
      if (id === undefined) return viewNotice(deps, await add(deps, said, { key, by }));
      const doc = await own(id);
      if (doc.state === 'cancelled' || doc.state === 'restored') throw refused('over', 'it is over; write a new one');
      await record(deps, 'maintenance.change', id, by, { state: doc.state });
      return change(doc, { ...said, untold: doc.state === 'announced' });
    },
    foresee: async (id) => foresee(deps, await own(id)),
    async announce(id, { version, late, by }) {
      const doc = await own(id);
      if (doc.version !== version) throw refused('changed', 'somebody changed it meanwhile; open it again');
      if (doc.state === 'announced' && !doc.untold) throw refused('told', 'customers were told already');
      if (doc.state === 'cancelled' || doc.state === 'restored') throw refused('over', 'it is over; write a new one');
      if (doc.kind === 'planned' && doc.to <= clock.now())
        throw refused('past', 'its window is over; correct the dates');
      const seen = await foresee(deps, doc);
      if (seen.isLate && !late) throw new AppError('MAINTENANCE_LATE', { day: seen.tellBy ?? '' });
      if (seen.recipients === 0) throw refused('nobody', 'none of the customers has an address');
      const news = doc.state === 'draft' ? 'announced' : 'changed';
      return tell(doc, news, { state: 'announced', announcedAt: doc.announcedAt ?? clock.now() }, by);
    },
    ...endingsOf(deps, { own, change, tell }),
  };
}

/** How a notice ends, and how a failed mail is tried again. */
function endingsOf(deps: MaintenanceDeps, { own, change, tell }: Steps): Pick<MaintenanceDesk, 'finish' | 'resend'> {
  const { clock } = deps;
  return {
    async finish(id, { news, version, by }) {
      const doc = await own(id);
      if (doc.version !== version) throw refused('changed', 'somebody changed it meanwhile; open it again');
      if (doc.state === 'draft' && news === 'cancelled') {
        await record(deps, 'maintenance.cancelled', id, by, { recipients: 0 });
        return change(doc, { state: 'cancelled' });
      }
      if (doc.state !== 'announced') throw refused('over', 'it is not announced, or it is over');
      return tell(doc, news, { state: news }, by);
    },
    async resend(id, by) {
      const doc = await own(id);
      const again = doc.deliveries.map((one) =>
        one.state === 'failed' ? { ...one, state: 'waiting' as const, tries: 0, at: null, code: null } : one,
      );
      if (!doc.deliveries.some(({ state }) => state === 'failed')) throw refused('sent', 'nothing failed');
      await record(deps, 'maintenance.resend', id, by, {});
      return change(doc, { deliveries: again, nextAt: clock.now() });
    },
  };
}

interface Steps {
  own(id: string): Promise<ServiceNoticeDoc>;
  change(doc: ServiceNoticeDoc, set: Partial<ServiceNoticeDoc>): Promise<MaintenanceNotice>;
  tell(
    doc: ServiceNoticeDoc,
    news: MaintenanceNews,
    set: Partial<ServiceNoticeDoc>,
    by: AuditActor,
  ): Promise<MaintenanceNotice>;
}

type Said = Pick<ServiceNoticeDoc, 'kind' | 'title' | 'text' | 'services' | 'from' | 'to' | 'companies'>;

/** Checks and redacts what somebody wrote. Throws MAINTENANCE_REFUSED. */
async function wordsOf({ redactor, companies }: MaintenanceDeps, draft: MaintenanceDraft): Promise<Said> {
  const clean = (text: string) => redactor.redact(text.trim(), { speaker: 'agent' }).text;
  const { kind, from, to } = draft;
  const title = clean(draft.title);
  if (title === '') throw refused('title', 'a notice needs a title');
  if (to <= from) throw refused('dates', 'the end lies before the beginning');
  const known = new Set((await companies()).map(({ id }) => id));
  if (draft.companies.some((id) => !known.has(id))) throw refused('companies', 'a customer is not on the list');
  const services = draft.services.map(clean).filter((one) => one !== '');
  return { kind, title, text: clean(draft.text), services, from, to, companies: [...new Set(draft.companies)] };
}

async function add(
  deps: MaintenanceDeps,
  said: Said,
  { key, by }: { key: string; by: AuditActor },
): Promise<ServiceNoticeDoc> {
  const id = effectIdOf('serviceNotice', deps.organisation, `${by.id}:${key}`);
  const createdAt = deps.clock.now();
  const doc: ServiceNoticeDoc = {
    ...{ _id: id, org: deps.organisation, ...said, state: 'draft', createdAt, createdBy: by.id },
    ...{ announcedAt: null, news: null, untold: false, issue: 0, deliveries: [], nextAt: null, version: 1 },
    order: `${createdAt.toISOString()}:${id}`,
  };
  await record(deps, 'maintenance.write', id, by, { kind: said.kind });
  await deps.repository.add(doc);
  return (await deps.repository.find(id)) ?? doc;
}

function record(
  { audit, clock, organisation }: MaintenanceDeps,
  action: string,
  id: string,
  actor: AuditActor,
  facts: Readonly<Record<string, string | number>>,
): Promise<void> {
  return audit.record({ organisation, at: clock.now(), actor, action, subject: { kind: 'maintenance', id }, facts });
}

function plan({ jobs, organisation }: MaintenanceDeps, runAt: Date): Promise<void> {
  return jobs.schedule({ key: `${JOB}:${organisation}`, type: JOB, runAt, data: { organisation } });
}

function refused(reason: string, problem: string): AppError {
  return new AppError('MAINTENANCE_REFUSED', { reason, problem });
}
