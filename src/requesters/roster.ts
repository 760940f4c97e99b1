import type { AuditActor } from '../contracts/audit.ts';
import type { RequesterDesk, RequesterFilter, RequesterView } from '../contracts/requester-desk.ts';
import { AppError } from '../errors/app-error.ts';
import { effectIdOf } from '../storage/ids.ts';
import type { RequesterDoc } from '../storage/models/requesters.ts';
import type { Companies } from './companies.ts';
import { type RequesterDeps, recordDeed } from './deps.ts';
import type { Invitations } from './invitations.ts';
import { type CheckedPerson, checkPerson, newRequester, viewRequester } from './people.ts';
import { dueLimit, type ReviewJobs } from './review.ts';

/** The desk's side of the list, one person at a time. */
export interface Roster extends Pick<RequesterDesk, 'list' | 'lookUp' | 'get' | 'add' | 'review' | 'invite'> {
  view(doc: RequesterDoc): Promise<RequesterView>;
  /** Who of the list has this mail, or without a mail this phone. */
  known(organisation: string, person: Pick<CheckedPerson, 'mail' | 'phoneKey'>): Promise<RequesterDoc | null>;
}

/** What the roster works with beside the stage's own. */
export interface RosterParts {
  readonly companies: Companies;
  readonly invitations: Invitations;
  readonly reviews: ReviewJobs;
}

/** The list of people who may open tickets. */
export function createRoster(deps: RequesterDeps, { companies, invitations, reviews }: RosterParts): Roster {
  const { requesters, policyOf, clock } = deps;

  async function view(doc: RequesterDoc): Promise<RequesterView> {
    const company = doc.company === null ? null : await deps.companies.find(doc.company);
    return viewRequester(doc, { policy: policyOf(doc.org), company: company?.name ?? null, now: clock.now() });
  }

  async function find(organisation: string, id: string): Promise<RequesterDoc> {
    const doc = await requesters.find(id);
    if (doc?.org !== organisation) throw new AppError('REQUESTER_NOT_FOUND');
    return doc;
  }

  async function known(organisation: string, { mail, phoneKey }: Pick<CheckedPerson, 'mail' | 'phoneKey'>) {
    const found =
      mail !== null
        ? await requesters.byMail(organisation, mail)
        : phoneKey === null
          ? []
          : await requesters.byPhone(organisation, phoneKey);
    return found.find(({ state }) => state !== 'inactive') ?? found[0] ?? null;
  }

  return {
    view,
    known,
    get: async (organisation, id) => view(await find(organisation, id)),
    async list(filter) {
      const docs = await pageOf(deps, companies, filter);
      return {
        items: await Promise.all(docs.map(view)),
        next: docs.length < filter.limit ? null : (docs.at(-1)?._id ?? null),
      };
    },
    async lookUp(organisation, identification, by) {
      const found = await requesters.byIdentification(organisation, identification.trim());
      // Looked up is read: it is written down before anything is shown, and without the number (P4).
      const subject = { kind: 'requester', id: found[0]?._id ?? 'none' };
      await recordDeed(deps, 'requester.look', { organisation, actor: by, subject, facts: { found: found.length } });
      return Promise.all(found.map(view));
    },
    async add(organisation, draft, by) {
      const person = await checkPerson(deps, companies, { organisation, draft, options: { allFields: false } });
      if ((await known(organisation, person)) !== null) throw new AppError('REQUESTER_EXISTS');
      // Where a form designates people, nobody is on the list before they took the account up (ALI-08).
      const state = policyOf(organisation).requesters.designation === null ? 'active' : 'invited';
      const id = effectIdOf('requester', organisation, `${person.mail ?? person.phoneKey}`);
      const doc = newRequester(organisation, person, { state, source: 'desk', at: clock.now(), by: by.id, id });
      const subject = { kind: 'requester', id };
      await recordDeed(deps, 'requester.add', { organisation, actor: by, subject, facts: { state } });
      if (!(await requesters.add(doc))) throw new AppError('REQUESTER_EXISTS');
      await reviews.plan(organisation);
      return view(state === 'invited' && doc.mail !== null ? await invitations.invite(doc, by) : doc);
    },
    async review(organisation, id, isValid, by) {
      const doc = await find(organisation, id);
      const changed = await reviewOne(deps, doc, { isValid, by });
      await reviews.plan(organisation);
      return view(changed);
    },
    invite: async (organisation, id, by) => view(await invitations.invite(await find(organisation, id), by)),
  };
}

/** MAS-04: keeps who said it and when. Somebody who was invited has to take the account up themselves. */
async function reviewOne(
  deps: RequesterDeps,
  doc: RequesterDoc,
  { isValid, by }: { isValid: boolean; by: AuditActor },
): Promise<RequesterDoc> {
  if (isValid && doc.state === 'invited') throw new AppError('REQUESTER_STATE', { state: doc.state });
  const action = isValid ? 'requester.review' : 'requester.remove';
  const subject = { kind: 'requester', id: doc._id };
  await recordDeed(deps, action, { organisation: doc.org, actor: by, subject, facts: { before: doc.state } });
  const now = deps.clock.now();
  const set = isValid
    ? ({ state: 'active', validatedAt: now, validatedBy: by.id, updatedAt: now } as const)
    : ({ state: 'inactive', updatedAt: now } as const);
  const changed = await deps.requesters.change(doc._id, ['active', 'invited', 'inactive'], set);
  if (!isValid) {
    await deps.portal.dropLinks('activate', doc._id);
    await deps.portal.endSessionsOf(doc._id);
  }
  return changed ?? doc;
}

async function pageOf(deps: RequesterDeps, companies: Companies, filter: RequesterFilter): Promise<RequesterDoc[]> {
  const { organisation, state, due, after, limit } = filter;
  const company = filter.company === undefined ? undefined : await companies.named(organisation, filter.company);
  if (company === null) return [];
  const before = due ? dueLimit(deps.policyOf(organisation), deps.clock.now()) : undefined;
  if (before === null) return [];
  const wanted = before === undefined ? state : 'active';
  return deps.requesters.page(organisation, {
    ...(wanted === undefined ? {} : { state: wanted }),
    ...(company === undefined ? {} : { company: company._id }),
    ...(before === undefined ? {} : { due: before }),
    ...(after === undefined ? {} : { after }),
    limit,
  });
}
