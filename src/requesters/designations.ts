import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { AuditActor } from '../contracts/audit.ts';
import type {
  DesignationDraft,
  DesignationFiler,
  DesignationView,
  RequesterDesk,
} from '../contracts/requester-desk.ts';
import { AppError } from '../errors/app-error.ts';
import { mailOf, phoneKeyOf } from '../policy/addresses.ts';
import { effectIdOf } from '../storage/ids.ts';
import type { CompanyDoc, DesignationDoc } from '../storage/models/requesters.ts';
import type { Companies } from './companies.ts';
import { type RequesterDeps, recordDeed } from './deps.ts';
import type { Invitations } from './invitations.ts';
import { type CheckedPerson, checkPerson, linesOf, newRequester } from './people.ts';
import type { Roster } from './roster.ts';

const MAX_PEOPLE = 50;
const LISTED = 200;
const MIN_REASON = 3;

/** What designations work with beside the stage's own. */
export interface DesignationParts {
  readonly companies: Companies;
  readonly roster: Roster;
  readonly invitations: Invitations;
}

type Designations = Pick<RequesterDesk, 'fileDesignation' | 'designations' | 'decideDesignation'>;

/** Requests for new users with the signed form (ALI-01..09): filed by who may, decided by the desk, taken up by each person. */
export function createDesignations(deps: RequesterDeps, parts: DesignationParts): Designations {
  const { designations } = deps;
  return {
    async fileDesignation(organisation, draft, filer) {
      const company = await parts.companies.named(organisation, draft.company);
      if (company === null) throw new AppError('COMPANY_NOT_FOUND');
      const filedBy = await filerOf(deps, company, filer);
      const doc = await drawUp(deps, parts, { organisation, draft, company, filedBy });
      const subject = { kind: 'designation', id: doc._id };
      const facts = { company: company._id, people: doc.people.length, file: doc.form.fileId };
      await recordDeed(deps, 'designation.file', { organisation, actor: filedBy, subject, facts });
      await designations.add(doc);
      return viewDesignation(doc, company);
    },
    async designations(organisation) {
      const docs = await designations.list(organisation, LISTED);
      return Promise.all(docs.map(async (doc) => viewDesignation(doc, await deps.companies.find(doc.company))));
    },
    decideDesignation: (organisation, id, decision) => decide(deps, parts, { organisation, id, ...decision }),
  };
}

/**
 * ALI-03: the desk's people, or somebody of the same company who has access. ALI-04: by mail only from a company that has
 * nobody on the list yet. Throws DESIGNATION_REFUSED.
 */
async function filerOf(deps: RequesterDeps, company: CompanyDoc, filer: DesignationFiler): Promise<AuditActor> {
  const refuse = (cause: string) => new AppError('DESIGNATION_REFUSED', { cause });
  if (filer.kind === 'desk') return filer.actor;
  if (filer.kind === 'requester') {
    const person = await deps.requesters.find(filer.requesterId);
    if (person?.org !== company.org || person.state !== 'active') throw refuse('whoever files must be on the list');
    if (person.company !== company._id) throw refuse('whoever files must be of the same company');
    return { kind: 'contact', id: person._id };
  }
  if ((await deps.requesters.countActive(company.org, company._id)) > 0)
    throw refuse('the company has people with access: one of them files it after signing in');
  return { kind: 'contact', id: 'mail' };
}

async function drawUp(
  deps: RequesterDeps,
  { companies }: DesignationParts,
  about: { organisation: string; draft: DesignationDraft; company: CompanyDoc; filedBy: AuditActor },
): Promise<DesignationDoc> {
  const { organisation, draft, company, filedBy } = about;
  const invalid = (problem: string) => new AppError('DESIGNATION_INVALID', { problem });
  const clean = (text: string) => deps.redactor.redact(text.trim(), { speaker: 'user' }).text;
  if (deps.policyOf(organisation).requesters.designation === null)
    throw invalid('the policy has no designation of users');
  if (draft.form === null) throw invalid('the signed form is missing');
  if (draft.signer.trim() === '' || draft.signerPosition.trim() === '')
    throw invalid('who authorises is missing, with their position');
  if (!z.iso.date().safeParse(draft.date).success) throw invalid('the date is missing: write YYYY-MM-DD');
  if (draft.people.length === 0 || draft.people.length > MAX_PEOPLE)
    throw invalid(`it names 1 to ${MAX_PEOPLE} people`);
  const people: DesignationDoc['people'] = [];
  for (const given of draft.people) {
    const one = { ...given, company: company.name };
    const person = await checkPerson(deps, companies, { organisation, draft: one, options: { allFields: true } });
    if (person.mail === null) throw invalid('each person needs a mail address: the activation goes there');
    if (people.some(({ mail }) => mail === person.mail)) throw invalid('it names the same mail address twice');
    const { name, mail, phone, type, fields } = linesOf(person);
    people.push({ name, mail, phone, type, fields });
  }
  return {
    ...{ _id: randomUUID(), org: organisation, company: company._id, date: draft.date, form: draft.form },
    ...{ signer: clean(draft.signer), signerPosition: clean(draft.signerPosition), people },
    ...{ state: 'filed', filedAt: deps.clock.now(), filedBy, decidedAt: null, decidedBy: null, reason: null },
  };
}

async function decide(
  deps: RequesterDeps,
  parts: DesignationParts,
  about: { organisation: string; id: string; approve: boolean; reason: string; by: AuditActor },
): Promise<DesignationView> {
  const { organisation, id, approve, by } = about;
  const doc = await deps.designations.find(id);
  if (doc?.org !== organisation) throw new AppError('DESIGNATION_NOT_FOUND');
  if (doc.state !== 'filed') throw new AppError('DESIGNATION_DECIDED', { state: doc.state });
  const reason = deps.redactor.redact(about.reason.trim(), { speaker: 'agent' }).text;
  if (!approve && reason.length < MIN_REASON)
    throw new AppError('DESIGNATION_INVALID', { problem: 'say why it is rejected' });
  const subject = { kind: 'designation', id };
  const action = approve ? 'designation.approve' : 'designation.reject';
  await recordDeed(deps, action, { organisation, actor: by, subject, reason, facts: { people: doc.people.length } });
  const company = await deps.companies.find(doc.company);
  // The people first: a crash in between leaves it filed, and approving it again finds them by their ids.
  if (approve && company !== null)
    for (const person of doc.people) await takeOn(deps, parts, { doc, person, company, by });
  const state = approve ? 'approved' : 'rejected';
  const decided = await deps.designations.decide(id, {
    ...{ state, decidedAt: deps.clock.now(), decidedBy: by.id, reason, people: [] },
  });
  if (decided === null) throw new AppError('DESIGNATION_DECIDED', { state: 'approved' });
  return viewDesignation(decided, company);
}

/** Puts one person on the list as invited, and mails the activation. Who is active already stays as they are. */
async function takeOn(
  deps: RequesterDeps,
  { roster, invitations }: DesignationParts,
  about: { doc: DesignationDoc; person: DesignationDoc['people'][number]; company: CompanyDoc; by: AuditActor },
): Promise<void> {
  const { doc, person, company, by } = about;
  const { locale } = deps.policyOf(doc.org).organisation;
  const phoneKey = person.phone === null ? null : phoneKeyOf(person.phone, locale);
  const checked: CheckedPerson = {
    ...person,
    mail: person.mail === null ? null : mailOf(person.mail),
    phoneKey,
    company,
  };
  const known = await roster.known(doc.org, checked);
  if (known?.state === 'active') return;
  const at = deps.clock.now();
  const id = known?._id ?? effectIdOf('requester', doc.org, `${doc._id}:${person.mail}`);
  const fresh = newRequester(doc.org, checked, {
    state: 'invited',
    source: 'designation',
    at,
    by: by.id,
    designation: doc._id,
    id,
  });
  if (!(await deps.requesters.add(fresh))) {
    const again = { ...linesOf(checked), state: 'invited', designation: doc._id, updatedAt: at } as const;
    await deps.requesters.change(id, ['invited', 'inactive'], again);
  }
  const stored = await deps.requesters.find(id);
  if (stored !== null && stored.state === 'invited' && stored.inviteDueAt === undefined)
    await invitations.invite(stored, by);
}

function viewDesignation(doc: DesignationDoc, company: CompanyDoc | null): DesignationView {
  const { _id: id, org: organisation, company: companyId, people, ...rest } = doc;
  const named = company?.name ?? doc.signer;
  return {
    ...{ id, organisation, companyId, company: named },
    ...{ signer: rest.signer, signerPosition: rest.signerPosition, date: rest.date, form: rest.form },
    people: people.map(({ name, mail, phone, fields }) => ({ name, mail, phone, fields })),
    ...{ state: rest.state, filedAt: rest.filedAt, filedBy: rest.filedBy },
    ...{ decidedAt: rest.decidedAt, decidedBy: rest.decidedBy, reason: rest.reason },
  };
}
