import { randomUUID } from 'node:crypto';
import type { Policy } from '../contracts/policy.ts';
import type { Redacted } from '../contracts/redacted.ts';
import type { RequesterDraft, RequesterSource, RequesterView } from '../contracts/requester-desk.ts';
import { AppError } from '../errors/app-error.ts';
import { foldName, mailOf, phoneKeyOf } from '../policy/addresses.ts';
import type { CompanyDoc, RequesterDoc } from '../storage/models/requesters.ts';
import type { Companies } from './companies.ts';
import type { RequesterDeps } from './deps.ts';
import { reviewDueAt } from './review.ts';

/** Names of the policy's fields that the list keeps in places of their own. */
export const OWN_FIELDS: readonly string[] = ['fullName', 'email', 'phone', 'company'];

/** A person as they were entered, redacted and checked. */
export interface CheckedPerson {
  readonly name: Redacted;
  readonly mail: string | null;
  readonly phone: Redacted | null;
  readonly phoneKey: string | null;
  readonly company: CompanyDoc | null;
  readonly type: string | null;
  readonly fields: Readonly<Record<string, Redacted>>;
}

/** What is asked of whoever comes onto the list: by hand and by file what makes them known, by a form every field. */
export interface CheckOptions {
  /** ALI-05, ICE-21: every field that the policy calls for must be there. */
  readonly allFields: boolean;
}

/**
 * Checks what was entered of a person. Somebody without a mail and a phone could never be recognised, so one of them must be
 * there; on a list, the company must be one that is served (ALI-09). Throws REQUESTER_INVALID, COMPANY_NOT_FOUND.
 */
export async function checkPerson(
  { redactor, policyOf }: Pick<RequesterDeps, 'redactor' | 'policyOf'>,
  companies: Pick<Companies, 'named'>,
  about: { readonly organisation: string; readonly draft: RequesterDraft; readonly options: CheckOptions },
): Promise<CheckedPerson> {
  const { organisation, draft, options } = about;
  const policy = policyOf(organisation);
  const clean = (text: string) => redactor.redact(text.trim(), { speaker: 'user' }).text;
  if (foldName(draft.name) === '') throw invalid('the name is missing', 'name');
  const mail = filled(draft.mail) ? mailOf(clean(draft.mail)) : null;
  if (filled(draft.mail) && mail === null) throw invalid('the mail address is not one', 'mail');
  const phone = filled(draft.phone) ? clean(draft.phone) : null;
  const phoneKey = phone === null ? null : phoneKeyOf(phone, policy.organisation.locale);
  if (phone !== null && phoneKey === null)
    throw invalid('the phone is not one: write its digits, with the country if it is another', 'phone');
  if (mail === null && phone === null) throw invalid('a mail address or a phone is needed', 'mail');
  const type = draft.type?.trim() || null;
  if (type !== null && !policy.requesters.types.some(({ value }) => value === type))
    throw invalid('the policy has no such type in requesters.types', 'type');
  const company = await companyOf(policy, companies, draft.company);
  const fields = fieldsOf(policy, draft, clean);
  if (options.allFields) requireFields(policy, { ...draft, fields });
  return { name: clean(draft.name), mail, phone, phoneKey, company, type, fields };
}

async function companyOf(policy: Policy, companies: Pick<Companies, 'named'>, name: string | null | undefined) {
  const { rule } = policy.requesters;
  if (!filled(name)) {
    if (rule === 'list') throw invalid('the company is missing');
    return null;
  }
  const found = await companies.named(policy.organisation.code, name);
  if (found === null && rule === 'list') throw new AppError('COMPANY_NOT_FOUND');
  return found;
}

function fieldsOf(policy: Policy, draft: RequesterDraft, clean: (text: string) => Redacted): Record<string, Redacted> {
  const known = policy.requesters.fields.map(({ field }) => field).filter((field) => !OWN_FIELDS.includes(field));
  const given = Object.entries(draft.fields ?? {}).filter(([, value]) => value.trim() !== '');
  const stranger = given.find(([field]) => !known.includes(field));
  if (stranger !== undefined) throw invalid('there is a field that the policy does not name in requesters.fields');
  return Object.fromEntries(given.map(([field, value]) => [field, clean(value)]));
}

function requireFields(
  policy: Policy,
  draft: Pick<RequesterDraft, 'name' | 'mail' | 'phone' | 'company' | 'fields'>,
): void {
  const own: Record<string, string | null | undefined> = {
    ...{ fullName: draft.name, email: draft.mail, phone: draft.phone, company: draft.company },
  };
  for (const { field, label, required } of policy.requesters.fields) {
    const value = OWN_FIELDS.includes(field) ? own[field] : draft.fields?.[field];
    if (required === 'always' && !filled(value)) throw invalid(`"${label}" is missing`, 'missing', label);
  }
}

function filled(text: string | null | undefined): text is string {
  return text !== null && text !== undefined && text.trim() !== '';
}

/** `what`: which datum, for pages that say it in words of their own. */
function invalid(problem: string, what = 'other', label = ''): AppError {
  return new AppError('REQUESTER_INVALID', { problem, what, label });
}

/** A new line of the list. */
export function newRequester(
  organisation: string,
  person: CheckedPerson,
  about: Pick<RequesterDoc, 'state'> & {
    source: RequesterSource;
    at: Date;
    by: string;
    designation?: string;
    id?: string;
  },
): RequesterDoc {
  const { state, source, at, by } = about;
  return {
    _id: about.id ?? randomUUID(),
    org: organisation,
    ...linesOf(person),
    ...{ state, source, designation: about.designation ?? null, createdAt: at, updatedAt: at },
    validatedAt: state === 'active' ? at : null,
    validatedBy: state === 'active' ? by : null,
    ...{ invitedAt: null, invites: 0, key: null },
  };
}

/** The part of a line that comes from what was entered. */
export function linesOf({ name, mail, phone, phoneKey, company, type, fields }: CheckedPerson) {
  return { name, mail, phone, phoneKey, company: company?._id ?? null, type, fields: { ...fields } };
}

/** A person of the list as the desk sees them. */
export function viewRequester(
  doc: RequesterDoc,
  about: { policy: Policy; company: Redacted | null; now: Date },
): RequesterView {
  const dueAt = reviewDueAt(about.policy, doc);
  return {
    ...{ id: doc._id, organisation: doc.org, name: doc.name, mail: doc.mail, phone: doc.phone },
    ...{ companyId: doc.company, company: about.company, type: doc.type, fields: doc.fields },
    ...{ state: doc.state, source: doc.source, createdAt: doc.createdAt },
    ...{ validatedAt: doc.validatedAt, validatedBy: doc.validatedBy, invitedAt: doc.invitedAt },
    ...{ reviewDueAt: dueAt, isReviewDue: dueAt !== null && dueAt <= about.now },
  };
}
