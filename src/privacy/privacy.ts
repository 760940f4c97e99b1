import type { AuditEntry, AuditRecord } from '../contracts/audit.ts';
import type {
  ErasureReport,
  PersonalData,
  PrivacyAsk,
  PrivacyPort,
  PrivacyRequestView,
  Rectification,
  TextForgetter,
} from '../contracts/privacy.ts';
import { AppError } from '../errors/app-error.ts';
import type { PrivacyRequestDoc } from '../storage/models/privacy-requests.ts';
import type { PrivacyDeps } from './deps.ts';
import { type Counts, erasePerson } from './eraser.ts';
import { checkWaysToEnd, closeTickets, openWork } from './open-work.ts';
import { collectPerson, findPerson, type Person } from './person.ts';
import { kindOf, newRequest, viewRequest } from './requests.ts';
import { forgetTexts } from './unconsented.ts';

/** The privacy stage. */
export interface Privacy extends PrivacyPort, TextForgetter {
  /** Finishes the erasures that a crash left in the middle; how many there were. */
  recover(): Promise<number>;
}

const AUDIT_PAGE = 200;

/** Makes the stage. */
export function createPrivacy(deps: PrivacyDeps): Privacy {
  const { data, register, audit, clock } = deps;

  const personOf = (organisation: string, contactId: string) => findOwn(deps, organisation, contactId);

  return {
    async export(ask) {
      await personOf(ask.organisation, ask.contactId);
      const request = newRequest(deps, ask, { kind: kindOf(deps.policy, 'give', ask.kind), state: 'open' });
      await audit.record(deedOf(ask, 'privacy.export', { request: request._id, kind: request.kind }, clock.now()));
      await register.add(request);
      const { person, collections, files } = await collectPerson(data, ask.contactId);
      await register.finish(request._id, clock.now(), countsOf(collections));
      return {
        contactId: ask.contactId,
        exportedAt: clock.now(),
        collections,
        files,
        audit: await auditOf(deps, person),
      };
    },
    async preview(organisation, contactId) {
      const person = await personOf(organisation, contactId);
      const { collections, files } = await collectPerson(data, contactId);
      const { privacy_requests: _register, ...counts } = countsOf(collections);
      return { requestId: null, counts: { ...counts, files: files.length }, open: openWork(person) };
    },
    async erase(ask) {
      const person = await personOf(ask.organisation, ask.contactId);
      if (person.contacts.some(({ heldAt }) => heldAt)) throw new AppError('CONTACT_HELD');
      const open = openWork(person);
      if (!ask.closeOpen && open.conversations + open.tickets > 0) throw new AppError('CONTACT_BUSY', open);
      if (ask.closeOpen) checkWaysToEnd(deps.policy, person);
      const kind = kindOf(deps.policy, 'erase', ask.kind);
      const about = { kind, state: 'running', closeOpen: ask.closeOpen, contacts: person.members } as const;
      const request = newRequest(deps, ask, about);
      await audit.record(deedOf(ask, 'privacy.erase', { request: request._id, kind }, clock.now()));
      await register.add(request);
      return { requestId: request._id, counts: await finish(deps, request), open };
    },
    rectify: (ask, right) => rectify(deps, ask, right),
    async hold(ask, isHeld) {
      const { members } = await personOf(ask.organisation, ask.contactId);
      await audit.record(deedOf(ask, isHeld ? 'privacy.hold' : 'privacy.release', {}, clock.now()));
      const set = { heldAt: isHeld ? clock.now() : null };
      for (const _id of members) await data.blank('contacts', { _id }, { set, unset: [] });
    },
    requests: async (organisation, limit) => (await register.list(organisation, limit)).map(viewRequest),
    forgetTexts: (about) => forgetTexts(deps, about),
    async recover() {
      const left = (await register.running()).filter(({ org }) => org === deps.policy.organisation.code);
      for (const request of left) {
        await finish(deps, request).catch((err: unknown) => {
          deps.logger.error({ err, request: request._id }, 'an erasure is not finished; the next start tries again');
        });
      }
      return left.length;
    },
  };
}

async function findOwn({ data }: PrivacyDeps, organisation: string, contactId: string): Promise<Person> {
  const person = await findPerson(data, contactId);
  if (person.contact?.org !== organisation) throw new AppError('CONTACT_NOT_FOUND');
  return person;
}

/** What is wrong about a person is put right; what they said stays as they said it. The trail names fields, no values. */
async function rectify(deps: PrivacyDeps, ask: PrivacyAsk, right: Rectification): Promise<PrivacyRequestView> {
  const { data, register, audit, clock, policy } = deps;
  const { members } = await findOwn(deps, ask.organisation, ask.contactId);
  const request = newRequest(deps, ask, { kind: kindOf(policy, 'rectify', ask.kind), state: 'open' });
  const fields = Object.keys(right).sort();
  const facts = { request: request._id, kind: request.kind, fields: fields.join(' ') };
  await audit.record(deedOf(ask, 'privacy.rectify', facts, clock.now()));
  await register.add(request);
  // Whatever was joined to the person said the same of them, and would say it again after an undo.
  const set = { ...right, ...Object.fromEntries(fields.map((field) => [`learnedAt.${field}`, clock.now()])) };
  for (const _id of members) {
    await data.blank('contacts', { _id }, { set, unset: [] });
    deps.forget({ contact: _id });
  }
  const [doneAt, counts] = [clock.now(), { fields: fields.length }];
  await register.finish(request._id, doneAt, counts);
  return viewRequest({ ...request, state: 'done', doneAt, counts });
}

/** Does what a running request says, and closes it. A repeat after a crash finds less to do and says what was left. */
export async function finish(deps: PrivacyDeps, request: PrivacyRequestDoc): Promise<ErasureReport['counts']> {
  const { audit, register, clock, data } = deps;
  if (request.closeOpen)
    await closeTickets(deps, await findPerson(data, request.contact, request.contacts), {
      kind: 'system',
      id: 'privacy',
    });
  const counts: Counts = await erasePerson(deps, request);
  await audit.record({
    organisation: request.org,
    at: clock.now(),
    actor: { kind: 'system', id: 'privacy' },
    action: 'privacy.erased',
    subject: { kind: 'contact', id: request.contact },
    facts: { request: request._id, ...counts },
  });
  await register.finish(request._id, clock.now(), counts);
  return counts;
}

function deedOf(ask: PrivacyAsk, action: string, facts: NonNullable<AuditRecord['facts']>, at: Date): AuditRecord {
  const { organisation, actor, reason, contactId } = ask;
  return { organisation, at, actor, action, subject: { kind: 'contact', id: contactId }, reason, facts };
}

function countsOf(collections: PersonalData['collections']): Counts {
  return Object.fromEntries(Object.entries(collections).map(([name, docs]) => [name, docs.length]));
}

/** Lines of the trail about the person, their conversations and their tickets, newest first. */
async function auditOf({ audit, policy }: PrivacyDeps, { members, conversations, tickets }: Person) {
  const organisation = policy.organisation.code;
  const lines: AuditEntry[] = [];
  for (const subject of [...members, ...[...conversations, ...tickets].map(({ _id }) => _id)]) {
    for (let after: string | null | undefined; after !== null; ) {
      const page = await audit.list({ organisation, subject, limit: AUDIT_PAGE, ...(after ? { after } : {}) });
      lines.push(...page.items);
      after = page.next;
    }
  }
  return lines.sort((a, b) => b.seq - a.seq).map((line) => ({ ...line }));
}
