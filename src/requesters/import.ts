import type { AuditActor } from '../contracts/audit.ts';
import type { Policy } from '../contracts/policy.ts';
import type { RequesterDesk, RequesterDraft, RosterImport } from '../contracts/requester-desk.ts';
import { AppError, isAppError } from '../errors/app-error.ts';
import { foldName } from '../policy/addresses.ts';
import type { RequesterDoc } from '../storage/models/requesters.ts';
import type { Companies, CompanyChange } from './companies.ts';
import { type RequesterDeps, recordDeed } from './deps.ts';
import { type CheckedPerson, checkPerson, linesOf, newRequester, OWN_FIELDS } from './people.ts';
import type { ReviewJobs } from './review.ts';
import type { Roster } from './roster.ts';
import { type Headings, readTable, type TableRow } from './table.ts';

type Counts = { added: number; changed: number; unchanged: number };

const companyHeadings: Headings = {
  ...{ nombre: 'name', name: 'name', empresa: 'name', cooperativa: 'name', compania: 'name' },
  ...{ alias: 'aliases', aliases: 'aliases', contrato: 'contract', contract: 'contract' },
  ...{ director: 'director', 'correo del director': 'directorMail', 'director mail': 'directorMail' },
  ...{ 'avisar al director': 'tellDirector', 'tell director': 'tellDirector' },
  ...{ partner: 'partner', 'correo del partner': 'partnerMail', 'partner mail': 'partnerMail' },
};

const YES = new Set(['si', 'yes', 'x', '1', 'true', 'verdadero']);

/** Imports from tables. What is wrong in one line stops that line alone; a dry run says the same and changes nothing. */
export function createImports(
  deps: RequesterDeps,
  { companies, roster, reviews }: { companies: Companies; roster: Roster; reviews: ReviewJobs },
): Pick<RequesterDesk, 'importPeople' | 'importCompanies'> {
  return {
    async importPeople(organisation, csv, { by, dryRun }) {
      const policy = deps.policyOf(organisation);
      const rows = readTable(csv, peopleHeadings(policy));
      if (!dryRun) await recordImport(deps, organisation, by, { kind: 'requesters', lines: rows.length });
      const seen = new Map<string, number>();
      const report = await eachLine(rows, dryRun, async (row) => {
        const draft = draftOf(policy, row);
        const person = await checkPerson(deps, companies, { organisation, draft, options: { allFields: false } });
        onlyOnce(seen, person.mail ?? person.phoneKey ?? '', row.line);
        const known = await roster.known(organisation, person);
        return takePerson(deps, { organisation, person, known, by, dryRun });
      });
      if (!dryRun) await reviews.plan(organisation);
      return report;
    },
    async importCompanies(organisation, csv, { by, dryRun }) {
      const rows = readTable(csv, companyHeadings);
      if (!dryRun) await recordImport(deps, organisation, by, { kind: 'companies', lines: rows.length });
      const seen = new Map<string, number>();
      return eachLine(rows, dryRun, async (row) => {
        const change = await companyIn(companies, organisation, row);
        onlyOnce(seen, change.doc._id, row.line);
        if (!dryRun) await companies.apply(change);
        return change.kind;
      });
    },
  };
}

async function eachLine(
  rows: readonly TableRow[],
  dryRun: boolean,
  take: (row: TableRow) => Promise<keyof Counts>,
): Promise<RosterImport> {
  const counts: Counts = { added: 0, changed: 0, unchanged: 0 };
  const problems: { line: number; problem: string }[] = [];
  for (const row of rows) {
    try {
      counts[await take(row)] += 1;
    } catch (error) {
      if (!isAppError(error) || error.status >= 500) throw error;
      problems.push({ line: row.line, problem: error.message });
    }
  }
  return { dryRun, ...counts, problems };
}

async function takePerson(
  deps: RequesterDeps,
  about: { organisation: string; person: CheckedPerson; known: RequesterDoc | null; by: AuditActor; dryRun: boolean },
): Promise<keyof Counts> {
  const { organisation, person, known, by, dryRun } = about;
  const at = deps.clock.now();
  if (known === null) {
    if (!dryRun) {
      const doc = newRequester(organisation, person, { state: 'active', source: 'import', at, by: by.id });
      await deps.requesters.add(doc);
    }
    return 'added';
  }
  const lines = linesOf(person);
  if (known.state === 'active' && isSame(known, lines)) return 'unchanged';
  if (dryRun) return 'changed';
  // Who stands in the customer's file may open tickets again; their review begins anew.
  const validated = known.state === 'active' ? {} : { validatedAt: at, validatedBy: by.id };
  const set = { ...lines, ...validated, state: 'active' as const, updatedAt: at };
  await deps.requesters.change(known._id, ['active', 'invited', 'inactive'], set);
  if (known.mail !== lines.mail || known.phoneKey !== lines.phoneKey) await deps.requesters.unlinkAddresses(known._id);
  return 'changed';
}

function isSame(known: RequesterDoc, lines: ReturnType<typeof linesOf>): boolean {
  const told = ({ name, mail, phone, company, type, fields }: ReturnType<typeof linesOf>) =>
    JSON.stringify([name, mail, phone, company, type, Object.entries(fields).sort()]);
  return told(known) === told(lines);
}

function companyIn(companies: Companies, organisation: string, { cells }: TableRow): Promise<CompanyChange> {
  const { name = '', aliases, contract, director, directorMail, tellDirector, partner, partnerMail } = cells;
  const person = (who: string, email: string | undefined) => (who === '' ? null : { name: who, email: email || null });
  return companies.check(organisation, {
    name,
    ...(aliases === undefined ? {} : { aliases: aliases.split(/[|/]/).map((one) => one.trim()) }),
    ...(contract === undefined ? {} : { contract: contract || null }),
    ...(director === undefined ? {} : { director: person(director, directorMail) }),
    ...(tellDirector === undefined ? {} : { tellDirector: YES.has(foldName(tellDirector)) }),
    ...(partner === undefined ? {} : { partner: person(partner, partnerMail) }),
  });
}

/** Headings in Spanish and English, and the policy's own fields by their names and labels. */
function peopleHeadings({ requesters }: Policy): Headings {
  const own = requesters.fields.filter(({ field }) => !OWN_FIELDS.includes(field));
  return {
    ...{ nombre: 'name', 'nombre completo': 'name', name: 'name' },
    ...{ correo: 'mail', 'correo electronico': 'mail', email: 'mail', mail: 'mail' },
    ...{ telefono: 'phone', phone: 'phone', celular: 'phone' },
    ...{ empresa: 'company', compania: 'company', cooperativa: 'company', organizacion: 'company', company: 'company' },
    ...{ tipo: 'type', type: 'type' },
    ...Object.fromEntries(own.map(({ field, label }) => [foldName(label), `field.${field}`])),
    ...Object.fromEntries(own.map(({ field }) => [foldName(field), `field.${field}`])),
  };
}

function draftOf(policy: Policy, { cells }: TableRow): RequesterDraft {
  const { name = '', mail = '', phone = '', company = '', type = '' } = cells;
  const fields = Object.entries(cells).flatMap(([column, value]) =>
    column.startsWith('field.') ? [[column.slice('field.'.length), value]] : [],
  );
  // A type may be written as its label.
  const value = policy.requesters.types.find(({ label }) => foldName(label) === foldName(type))?.value ?? type;
  return { name, mail, phone, company, type: value, fields: Object.fromEntries(fields) };
}

function onlyOnce(seen: Map<string, number>, key: string, line: number): void {
  const before = seen.get(key);
  if (before !== undefined)
    throw new AppError('REQUESTER_INVALID', { problem: `line ${before} says the same one already` });
  seen.set(key, line);
}

function recordImport(
  deps: RequesterDeps,
  organisation: string,
  actor: AuditActor,
  facts: { kind: string; lines: number },
) {
  const subject = { kind: 'organisation', id: organisation };
  return recordDeed(deps, 'requester.import', { organisation, actor, subject, facts });
}
