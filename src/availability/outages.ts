import type { AuditActor, AuditPort } from '../contracts/audit.ts';
import type { Outage, OutageDraft, OutageLog } from '../contracts/availability-desk.ts';
import type { Clock } from '../contracts/clock.ts';
import type { Policy } from '../contracts/policy.ts';
import type { Redactor } from '../contracts/redacted.ts';
import { AppError } from '../errors/app-error.ts';
import { effectIdOf } from '../storage/ids.ts';
import type { OutageDoc } from '../storage/models/availability.ts';
import type { OutageRepository } from '../storage/repositories/availability.ts';
import { outageFigures } from './outage-figures.ts';

/** What the log works with. */
export interface OutageDeps {
  readonly organisation: string;
  readonly policy: Policy;
  readonly repository: OutageRepository;
  /** Id of the organisation's ticket with a folio, or null. */
  readonly ticketOf: (folio: string) => Promise<string | null>;
  readonly redactor: Redactor;
  readonly audit: AuditPort;
  readonly clock: Clock;
}

/** The log of events that interrupt availability (MAS-83). */
export function createOutageLog(deps: OutageDeps): OutageLog {
  const { repository, organisation, policy, clock } = deps;
  const { availability } = policy;
  return {
    list: async (period) => (await repository.touching(organisation, period)).map(viewOutage),
    async figures(period) {
      const outages = await repository.touching(organisation, period);
      return outageFigures(outages, { ...period, now: clock.now() });
    },
    offers: () => ({
      services: availability.services.map(({ label }) => label),
      environments: availability.environments.map(({ value, label }) => ({ value, label })),
      reports: availability.reports.map(({ value, label }) => ({ value, label })),
    }),
    async record(draft, { key, by }) {
      const said = await wordsOf(deps, draft);
      const id = effectIdOf('outage', organisation, `${by.id}:${key}`);
      await record(deps, 'outage.record', id, by);
      await repository.add({ _id: id, org: organisation, ...said, source: 'desk', version: 1 });
      return viewOutage(await own(deps, id));
    },
    async change(id, draft, { version, by }) {
      const doc = await own(deps, id);
      const said = await wordsOf(deps, draft);
      await record(deps, 'outage.change', id, by);
      const kept = doc.version === version ? await repository.change(doc, said) : null;
      if (kept === null) throw refused('changed', 'somebody changed it meanwhile; open it again');
      return viewOutage(kept);
    },
  };
}

async function own({ repository, organisation }: OutageDeps, id: string): Promise<OutageDoc> {
  const found = await repository.find(id);
  if (found === null || found.org !== organisation) throw new AppError('OUTAGE_NOT_FOUND');
  return found;
}

async function wordsOf(deps: OutageDeps, draft: OutageDraft) {
  const { redactor, policy, clock } = deps;
  const clean = (text: string) => redactor.redact(text.trim(), { speaker: 'agent' }).text;
  const orNone = (text: string) => (text.trim() === '' ? null : clean(text));
  const { environment, report, startedAt, endedAt } = draft;
  const service = clean(draft.service);
  if (service === '') throw refused('service', 'say which service was interrupted');
  if (startedAt > clock.now()) throw refused('dates', 'it has not begun yet');
  if (endedAt !== null && endedAt <= startedAt) throw refused('dates', 'its end lies before its beginning');
  const { environments, reports } = policy.availability;
  if (environment !== null && !environments.some(({ value }) => value === environment))
    throw refused('environment', 'the policy has no such environment');
  if (report !== null && !reports.some(({ value }) => value === report))
    throw refused('report', 'the policy has no such kind of report');
  const folio = draft.folio?.trim().toUpperCase() || null;
  const ticket = folio === null ? null : await deps.ticketOf(folio);
  if (folio !== null && ticket === null) throw refused('folio', 'there is no ticket of that folio');
  const told = { cause: orNone(draft.cause), action: orNone(draft.action), ticket, folio };
  return { service, environment, report, startedAt, endedAt, ...told };
}

function record({ audit, clock, organisation }: OutageDeps, action: string, id: string, actor: AuditActor) {
  return audit.record({ organisation, at: clock.now(), actor, action, subject: { kind: 'outage', id } });
}

function viewOutage({ _id: id, org: _org, ticket: ticketId, ...rest }: OutageDoc): Outage {
  return { id, ticketId, ...rest };
}

function refused(reason: string, problem: string): AppError {
  return new AppError('OUTAGE_REFUSED', { reason, problem });
}
