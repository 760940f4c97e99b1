import type { AuditActor } from '../contracts/audit.ts';
import type { Policy } from '../contracts/policy.ts';
import type { CompanyDraft, CompanyView } from '../contracts/requester-desk.ts';
import type { Company, CompanyPort } from '../contracts/requesters.ts';
import { AppError } from '../errors/app-error.ts';
import { foldName, mailOf } from '../policy/addresses.ts';
import { effectIdOf } from '../storage/ids.ts';
import type { CompanyDoc, CompanyPerson } from '../storage/models/requesters.ts';
import { type RequesterDeps, recordDeed } from './deps.ts';

/** What else the stage asks of companies. */
export interface Companies extends CompanyPort {
  list(organisation: string): Promise<readonly CompanyView[]>;
  /** The document of a name or alias. */
  named(organisation: string, name: string): Promise<CompanyDoc | null>;
  /** What a draft would do. Throws COMPANY_INVALID. */
  check(organisation: string, draft: CompanyDraft): Promise<CompanyChange>;
  /** Does what was checked. */
  apply(change: CompanyChange): Promise<CompanyDoc>;
  save(organisation: string, draft: CompanyDraft, by: AuditActor): Promise<CompanyView>;
  /** Companies that somebody with this mail directs (ALI-48). */
  directedBy(organisation: string, mail: string): Promise<readonly CompanyDoc[]>;
}

/** A company as it is to be. */
export interface CompanyChange {
  readonly doc: CompanyDoc;
  readonly kind: 'added' | 'changed' | 'unchanged';
}

/** Customers' organisations. */
export function createCompanies(deps: RequesterDeps): Companies {
  const { companies, requesters, policyOf } = deps;

  async function named(organisation: string, name: string): Promise<CompanyDoc | null> {
    const key = foldName(name);
    if (key === '') return null;
    const exact = await companies.find(effectIdOf('company', organisation, key));
    if (exact?.org === organisation) return exact;
    return (await companies.list(organisation)).find(({ keys }) => keys.includes(key)) ?? null;
  }

  async function check(organisation: string, draft: CompanyDraft): Promise<CompanyChange> {
    const known = await named(organisation, draft.name);
    const doc = await draw(deps, organisation, draft, known);
    if (known === null) return { doc, kind: 'added' };
    return { doc, kind: isSame(known, doc) ? 'unchanged' : 'changed' };
  }

  async function apply({ doc, kind }: CompanyChange): Promise<CompanyDoc> {
    if (kind === 'unchanged') return doc;
    if (kind === 'added' && (await companies.add(doc))) return doc;
    const { _id, org: _org, createdAt: _createdAt, ...set } = doc;
    return (await companies.change(_id, set)) ?? doc;
  }

  const view = async (doc: CompanyDoc) => viewCompany(doc, await requesters.countActive(doc.org, doc._id));

  return {
    named,
    check,
    apply,
    async find(organisation, name) {
      const doc = await named(organisation, name);
      return doc === null ? null : companyOf(doc);
    },
    list: async (organisation) => Promise.all((await companies.list(organisation)).map(view)),
    async save(organisation, draft, by) {
      const change = await check(organisation, draft);
      const subject = { kind: 'company', id: change.doc._id };
      await recordDeed(deps, 'company.save', { organisation, actor: by, subject, facts: { kind: change.kind } });
      return view(await apply(change));
    },
    async directedBy(organisation, mail) {
      if (!policyOf(organisation).requesters.directorView) return [];
      return (await companies.list(organisation)).filter(({ director }) => director?.email === mail);
    },
  };
}

/** Code of the contract that holds for a company: its own, else the one that names it (MAS-14). */
export function contractOf(
  policy: Policy,
  company: Pick<CompanyDoc, 'contract' | 'keys'>,
): Policy['contracts'][number] | null {
  const { contracts } = policy;
  const own = contracts.find(({ code }) => code === company.contract);
  return (
    own ?? contracts.find(({ companies }) => companies.some((name) => company.keys.includes(foldName(name)))) ?? null
  );
}

async function draw(
  { redactor, clock, policyOf }: RequesterDeps,
  organisation: string,
  draft: CompanyDraft,
  known: CompanyDoc | null,
): Promise<CompanyDoc> {
  const clean = (text: string) => redactor.redact(text.trim(), { speaker: 'agent' }).text;
  const key = foldName(draft.name);
  if (key === '') throw new AppError('COMPANY_INVALID', { problem: 'a company needs a name' });
  const contract = draft.contract === undefined ? (known?.contract ?? null) : draft.contract || null;
  const { contracts } = policyOf(organisation);
  if (contract !== null && !contracts.some(({ code }) => code === contract))
    throw new AppError('COMPANY_INVALID', { problem: 'the policy has no contract of this code' });
  const person = (given: CompanyDraft['director'], before: CompanyPerson | null | undefined) => {
    if (given === undefined) return before ?? null;
    return given === null || given.name.trim() === '' ? null : { name: clean(given.name), email: mailIn(given.email) };
  };
  const aliases = draft.aliases === undefined ? (known?.aliases ?? []) : draft.aliases.filter(foldName).map(clean);
  const name = known?.name ?? clean(draft.name);
  return {
    _id: known?._id ?? effectIdOf('company', organisation, key),
    ...{ org: organisation, name, aliases, contract },
    keys: [...new Set([name, ...aliases].map(foldName))],
    director: person(draft.director, known?.director),
    tellDirector: draft.tellDirector ?? known?.tellDirector ?? false,
    partner: person(draft.partner, known?.partner),
    createdAt: known?.createdAt ?? clock.now(),
    updatedAt: clock.now(),
  };
}

function mailIn(text: string | null): string | null {
  if (text === null || text.trim() === '') return null;
  const mail = mailOf(text);
  if (mail === null) throw new AppError('COMPANY_INVALID', { problem: 'a mail address is not one' });
  return mail;
}

function isSame(before: CompanyDoc, after: CompanyDoc): boolean {
  const told = ({ updatedAt: _updatedAt, createdAt: _createdAt, ...rest }: CompanyDoc) =>
    JSON.stringify(rest, sorted(rest));
  return told(before) === told(after);
}

function sorted(of: object): string[] {
  return [...Object.keys(of), 'name', 'email'].sort();
}

function companyOf({ _id: id, org: organisation, name, director, tellDirector, partner }: CompanyDoc): Company {
  return { id, organisation, name, director, tellDirector, partner };
}

function viewCompany(doc: CompanyDoc, active: number): CompanyView {
  return { ...companyOf(doc), aliases: doc.aliases, contract: doc.contract, active };
}
