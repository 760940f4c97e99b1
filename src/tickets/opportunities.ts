import type { AuditActor, AuditPort } from '../contracts/audit.ts';
import type { Clock } from '../contracts/clock.ts';
import type { NotificationPort } from '../contracts/notifications.ts';
import type { OpportunityAbout, OpportunityDesk, RecordedOpportunity } from '../contracts/opportunities.ts';
import type { Policy } from '../contracts/policy.ts';
import type { Redactor } from '../contracts/redacted.ts';
import type { OpportunityDraft } from '../contracts/ticket.ts';
import type { DeskPerson } from '../contracts/ticket-notices.ts';
import { AppError } from '../errors/app-error.ts';
import { effectIdOf } from '../storage/ids.ts';
import type { OpportunityDoc } from '../storage/models/opportunities.ts';
import { OpportunityRepository } from '../storage/repositories/opportunities.ts';
import { createDemos } from './demos.ts';
import { opportunityFolio } from './folio.ts';

/** What opportunities work with. */
export interface OpportunityDeps {
  readonly models: ConstructorParameters<typeof OpportunityRepository>[0];
  readonly policyOf: (organisation: string) => Policy;
  readonly people: (organisation: string) => Promise<readonly Pick<DeskPerson, 'id' | 'posts' | 'roles'>[]>;
  readonly notifications: NotificationPort;
  readonly audit: AuditPort;
  readonly redactor: Redactor;
  readonly clock: Clock;
}

type About = Parameters<OpportunityDesk['record']>[2];

/** Records sales opportunities once per key, routes them to the policy's sales roles and tells whoever has one (EXS-62..EXS-65). */
export function createOpportunities(deps: OpportunityDeps): OpportunityDesk {
  const repository = new OpportunityRepository(deps.models);
  const demos = createDemos({
    ...{ ...deps, repository },
    tell: (doc, at, key) => tellSellers(deps, doc, { kind: 'opportunity.demo', at, key }),
  });
  async function record(key: string, draft: OpportunityDraft, about: About): Promise<OpportunityDoc> {
    checkComplete(draft);
    const { organisation, salesRoles } = deps.policyOf(about.organisation);
    const { category, module, description, customer } = draft;
    const { conversationId: conversation, contactId: contact, at: recordedAt } = about;
    const stored = await repository.record(
      key,
      {
        ...{ org: about.organisation, category, module, description, customer: { ...customer } },
        ...{ conversation, contact, roles: [...salesRoles], recordedAt },
      },
      (number) => opportunityFolio(organisation.folioPrefix, number),
    );
    // Told twice it arrives once: a turn that is repeated after a crash makes good what was left out (P5).
    await tellSales(deps, stored);
    return stored;
  }
  return {
    record: async (key, draft, about) => ({ folio: (await record(key, draft, about)).folio }),
    async list(organisation, page) {
      const docs = await repository.page(organisation, page);
      return {
        items: docs.map(viewOpportunity),
        next: docs.length < page.limit ? null : (docs.at(-1)?.number ?? null),
      };
    },
    async ofConversation(organisation, conversation) {
      return (await repository.ofConversation(organisation, conversation)).map(viewOpportunity);
    },
    async mark({ key, category, module, description, customer }, about, by) {
      if (deps.policyOf(about.organisation).salesRoles.length === 0) throw new AppError('OPPORTUNITY_UNROUTED');
      const clean = (text: string) => deps.redactor.redact(text.trim(), { speaker: 'agent' }).text;
      const maybe = (text: string | null) => (text === null || text.trim() === '' ? null : clean(text));
      const draft: OpportunityDraft = {
        ...{ category, module, description: clean(description) },
        customer: {
          name: clean(customer.name),
          organisation: maybe(customer.organisation),
          contact: maybe(customer.contact),
        },
      };
      const at = deps.clock.now();
      const own = `desk:${about.conversationId}:${key}`;
      checkComplete(draft);
      // The same asked again is no second deed.
      if (!(await repository.has(about.organisation, own))) await recordMark(deps, category, about, by);
      return viewOpportunity(await record(own, draft, { ...about, at }));
    },
    planDemo: async (about, draft, by) => viewOpportunity(await demos.plan(about, draft, by)),
    confirmDemo: async (about, met, by) => viewOpportunity(await demos.confirm(about, met, by)),
  };
}

function recordMark(
  { audit, clock }: OpportunityDeps,
  category: OpportunityDraft['category'],
  { organisation, conversationId, isSuspected }: OpportunityAbout,
  actor: AuditActor,
): Promise<void> {
  return audit.record({
    ...{ organisation, at: clock.now(), actor, action: isSuspected ? 'opportunity.confirm' : 'opportunity.mark' },
    ...{ subject: { kind: 'conversation', id: conversationId }, facts: { category } },
  });
}

/** EXS-64: without customer data or a description an opportunity cannot be sent. */
function checkComplete(draft: OpportunityDraft): void {
  const missing = [
    ...(draft.customer.name.trim() === '' ? ['customer.name'] : []),
    ...(draft.description.trim() === '' ? ['description'] : []),
  ];
  if (missing.length > 0) throw new AppError('OPPORTUNITY_INCOMPLETE', { missing: missing.join(', ') });
}

async function tellSales(deps: OpportunityDeps, doc: OpportunityDoc): Promise<void> {
  await tellSellers(deps, doc, { kind: 'opportunity.recorded', at: doc.recordedAt, key: doc._id });
}

/** Tells those who got it; the same key again tells nobody twice. */
async function tellSellers(
  { people, notifications }: Pick<OpportunityDeps, 'people' | 'notifications'>,
  { org: organisation, folio, conversation, roles }: OpportunityDoc,
  { kind, at, key }: { kind: 'opportunity.recorded' | 'opportunity.demo'; at: Date; key: string },
): Promise<void> {
  for (const { id: agentId, posts, roles: own } of await people(organisation)) {
    if (!roles.some((role) => posts.includes(role) || own.some((has) => has === role))) continue;
    const notice = effectIdOf('notice', organisation, `${kind}:${agentId}:${key}`);
    const facts = { folio, conversation };
    await notifications.notify({ id: notice, organisation, agentId, kind, at, facts });
  }
}

function viewOpportunity(doc: OpportunityDoc): RecordedOpportunity {
  const { _id: id, folio, category, module, description, customer, conversation, contact, roles, recordedAt } = doc;
  const { demo = null, demoVersion = 0 } = doc;
  return {
    ...{ id, folio, category, module, description, customer },
    ...{ conversationId: conversation, contactId: contact, roles, recordedAt, demo, demoVersion },
  };
}
