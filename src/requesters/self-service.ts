import { reportFactsOf } from '../contracts/availability.ts';
import type { Policy } from '../contracts/policy.ts';
import type { PortalCase, PortalPort, PortalViewer } from '../contracts/portal.ts';
import { pieceOf } from '../contracts/redacted-text.ts';
import type { RequesterDesk, RequesterDraft } from '../contracts/requester-desk.ts';
import type { RequesterPort } from '../contracts/requesters.ts';
import type { TicketDraft, TicketPort } from '../contracts/ticket.ts';
import { AppError } from '../errors/app-error.ts';
import { areaFor, whenHolds } from '../policy/routing.ts';
import { effectIdOf } from '../storage/ids.ts';
import type { Companies } from './companies.ts';
import { type RequesterDeps, recordDeed, requestersActor } from './deps.ts';
import type { Invitations } from './invitations.ts';
import { checkPerson, linesOf, newRequester } from './people.ts';
import type { Roster } from './roster.ts';
import { portalContact } from './viewer.ts';

const MAX_SUBJECT = 80;

/** What self-service works with beside the stage's own. */
export interface SelfServiceParts {
  readonly companies: Companies;
  readonly invitations: Invitations;
  readonly roster: Roster;
  readonly desk: Pick<RequesterDesk, 'fileDesignation'>;
  readonly standing: RequesterPort;
  readonly tickets: TicketPort;
  readonly askLink: PortalPort['askLink'];
}

type SelfService = Pick<PortalPort, 'open' | 'register' | 'own' | 'correct' | 'designate'>;

/** What people do for themselves: register, correct their data, open a ticket, ask for new users. */
export function createSelfService(deps: RequesterDeps, parts: SelfServiceParts): SelfService {
  const { requesters, clock } = deps;

  async function lineOf({ requesterId, organisation }: PortalViewer) {
    const doc = requesterId === null ? null : await requesters.find(requesterId);
    return doc?.org === organisation ? doc : null;
  }

  return {
    open: (viewer, given, key) => openCase(deps, parts, viewer, given, key),
    register: (organisation, draft) => register(deps, parts, organisation, draft),
    async own(viewer) {
      const doc = await lineOf(viewer);
      if (doc === null) return null;
      const { name, mail, phone, type, fields } = doc;
      return { name, mail, phone, type, fields, company: viewer.company };
    },
    async correct(viewer, draft) {
      const doc = await lineOf(viewer);
      if (doc === null) throw new AppError('REQUESTER_NOT_FOUND');
      // The address is what they are known by, and the company is the customer's to name.
      const whole = { ...draft, mail: doc.mail, company: viewer.company };
      const { organisation } = viewer;
      const person = await checkPerson(deps, parts.companies, {
        organisation,
        draft: whole,
        options: { allFields: true },
      });
      const subject = { kind: 'requester', id: doc._id };
      await recordDeed(deps, 'requester.correct', { organisation, actor: { kind: 'contact', id: doc._id }, subject });
      const { company: _company, ...lines } = linesOf(person);
      await requesters.change(doc._id, ['active'], { ...lines, updatedAt: clock.now() });
      if (doc.phoneKey !== lines.phoneKey) await requesters.unlinkAddresses(doc._id);
    },
    async designate(viewer, draft) {
      if (viewer.requesterId === null || viewer.company === null)
        throw new AppError('DESIGNATION_REFUSED', { cause: 'whoever files must be on the list' });
      const filer = { kind: 'requester', requesterId: viewer.requesterId } as const;
      return parts.desk.fileDesignation(viewer.organisation, { ...draft, company: viewer.company }, filer);
    },
  };
}

/**
 * ICE-19: an address that is on the list already gets a sign-in link instead: the page says the same, so that nobody learns
 * who is registered. Throws REQUESTER_INVALID.
 */
async function register(
  deps: RequesterDeps,
  parts: SelfServiceParts,
  organisation: string,
  draft: RequesterDraft,
): Promise<void> {
  if (deps.policyOf(organisation).requesters.rule !== 'registered') throw new AppError('NOT_FOUND');
  const person = await checkPerson(deps, parts.companies, { organisation, draft, options: { allFields: true } });
  if (person.mail === null) throw new AppError('REQUESTER_INVALID', { problem: 'a mail address is needed' });
  const known = await parts.roster.known(organisation, person);
  // Whom the desk took off the list does not come back by themselves.
  if (known?.state === 'inactive') return;
  if (known !== null) return parts.askLink(organisation, person.mail, null);
  const id = effectIdOf('requester', organisation, person.mail);
  const doc = newRequester(organisation, person, {
    state: 'invited',
    source: 'registration',
    at: deps.clock.now(),
    by: id,
    id,
  });
  await recordDeed(deps, 'requester.register', {
    organisation,
    actor: requestersActor,
    subject: { kind: 'requester', id },
  });
  await deps.requesters.add(doc);
  const stored = await deps.requesters.find(id);
  if (stored?.state === 'invited') await parts.invitations.invite(stored, requestersActor);
}

async function openCase(
  deps: RequesterDeps,
  { tickets, standing }: SelfServiceParts,
  viewer: PortalViewer,
  given: PortalCase,
  key: string,
): Promise<{ folio: string }> {
  if (viewer.status !== 'open' && viewer.status !== 'valid')
    throw new AppError('REQUESTER_STATE', { state: viewer.status });
  const { organisation } = viewer;
  const policy = deps.policyOf(organisation);
  const contactId = await portalContact(deps, viewer);
  const contact = { id: contactId, name: viewer.name, userType: null, customerClass: null, email: null, phone: null };
  const at = deps.clock.now();
  const about = await standing.standing(organisation, { ...contact, organisation: viewer.company, visits: 0 }, at);
  const draft = draftOf(deps, policy, given);
  const outage = outageFactsIn(policy, given, about.facts);
  const facts = { ...draft.facts, ...outage, ...about.facts };
  const protocol = policy.protocols.find(({ when }) => when !== undefined && whenHolds(when, facts))?.name ?? null;
  const whole = { ...draft, company: about.company, facts, protocol };
  const actor = { role: 'requester', id: contactId } as const;
  const opened = await tickets.open(`portal:${key}`, whole, {
    organisation,
    conversationId: null,
    contactId,
    actor,
    at,
  });
  return { folio: opened.folio };
}

/** MAS-82, MAS-85: a template of the catalogue that is a report of unavailability. Throws PORTAL_CASE_INVALID. */
function outageFactsIn(
  { availability }: Policy,
  { answers }: PortalCase,
  contract: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const report = availability.reports.find(({ value }) => value === answers.availability);
  if (report === undefined) return {};
  const { environments } = availability;
  const environment = environments.find(({ value }) => value === answers.environment)?.value ?? null;
  if (environment === null && environments.length > 1)
    throw new AppError('PORTAL_CASE_INVALID', { field: 'environment' });
  return reportFactsOf(availability, report.value, { environment, contract });
}

/** Checks the answers against the policy: only questions that it asks, only values that it knows. Throws PORTAL_CASE_INVALID. */
function draftOf({ redactor }: RequesterDeps, policy: Policy, given: PortalCase): TicketDraft {
  const clean = (text: string) => redactor.redact(text.trim(), { speaker: 'user' }).text;
  const description = clean(given.description);
  if (description === '') throw new AppError('PORTAL_CASE_INVALID', { field: 'description' });
  // A ticket was asked for: that much is decided.
  const answers: Record<string, string> = { needs: 'ticket' };
  for (const { field, choices, when } of policy.diagnosis.questions) {
    if (!whenHolds(when, answers)) continue;
    const value = given.answers[field] ?? '';
    if (choices.length > 0 && !choices.some((choice) => choice.value === value))
      throw new AppError('PORTAL_CASE_INVALID', { field });
    answers[field] = value;
  }
  const picked: Record<string, string> = {};
  const fields = policy.intake.fields.flatMap(({ field, required, when, choices }) => {
    const text = given.fields[field]?.trim() ?? '';
    const choice = choices.find(({ value }) => value === text);
    if (choice !== undefined) {
      picked[field] = choice.value;
      return [[field, clean(choice.label)] as const];
    }
    if (choices.length > 0 && text !== '') throw new AppError('PORTAL_CASE_INVALID', { field });
    if (text === '' && required === 'always' && whenHolds(when, answers))
      throw new AppError('PORTAL_CASE_INVALID', { field });
    return text === '' ? [] : [[field, clean(text)] as const];
  });
  const { needs: _needs, ...asked } = answers;
  const diagnosis = Object.fromEntries(
    Object.entries(asked).filter(([field]) => policy.diagnosis.fields.includes(field)),
  );
  return {
    ...{ description, subject: pieceOf(description, 0, subjectEnd(description)), reason: 'request', diagnosis },
    ...{ complexity: null, area: areaFor(policy, answers), facts: { channel: 'portal', ...asked, ...picked } },
    ...{ fields: Object.fromEntries(fields), attachments: given.attachments },
  };
}

/** The first line, whole words of it. */
function subjectEnd(text: string): number {
  const line = text.indexOf('\n');
  const end = line === -1 ? text.length : line;
  if (end <= MAX_SUBJECT) return end;
  const space = text.lastIndexOf(' ', MAX_SUBJECT);
  return space > MAX_SUBJECT / 2 ? space : MAX_SUBJECT;
}
