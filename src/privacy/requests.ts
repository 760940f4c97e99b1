import { randomUUID } from 'node:crypto';
import type { Policy } from '../contracts/policy.ts';
import type { PrivacyAsk, PrivacyRequestKind, PrivacyRequestView } from '../contracts/privacy.ts';
import { AppError } from '../errors/app-error.ts';
import type { PrivacyRequestDoc } from '../storage/models/privacy-requests.ts';
import type { PrivacyDeps } from './deps.ts';

/** What a request is about, in both laws' words. */
const sorts = {
  give: ['access', 'consulta'],
  rectify: ['rectification', 'reclamo'],
  erase: ['cancellation', 'reclamo', 'opposition'],
} as const satisfies Record<string, readonly PrivacyRequestKind[]>;

/** The kind of a request: the asked one if it is of this sort, or the policy's first of it. Throws REQUEST_KIND_UNKNOWN. */
export function kindOf(policy: Policy, sort: keyof typeof sorts, asked?: PrivacyRequestKind): PrivacyRequestKind {
  const fits: readonly PrivacyRequestKind[] = sorts[sort];
  const known = policy.privacy.requests.map(({ kind }) => kind).filter((kind) => fits.includes(kind));
  const found = asked === undefined ? known[0] : known.find((kind) => kind === asked);
  if (found === undefined) throw new AppError('REQUEST_KIND_UNKNOWN', { known: known.join(', ') });
  return found;
}

/** A new line of the register, its term counted in the organisation's working days (P6). */
export function newRequest(
  { policy, calendar, clock }: Pick<PrivacyDeps, 'policy' | 'calendar' | 'clock'>,
  ask: PrivacyAsk,
  about: Pick<PrivacyRequestDoc, 'kind' | 'state'> & { closeOpen?: boolean; contacts?: readonly string[] },
): PrivacyRequestDoc {
  const receivedAt = clock.now();
  const amount = policy.privacy.requests.find(({ kind }) => kind === about.kind)?.businessDays ?? 1;
  return {
    _id: randomUUID(),
    org: ask.organisation,
    kind: about.kind,
    contact: ask.contactId,
    state: about.state,
    reason: ask.reason,
    by: `${ask.actor.kind}:${ask.actor.id}`,
    receivedAt,
    dueAt: calendar.add(receivedAt, { amount, unit: 'workingDays' }, 'endOfDay'),
    doneAt: null,
    closeOpen: about.closeOpen ?? false,
    ...(about.contacts && { contacts: [...about.contacts] }),
    counts: {},
  };
}

/** A line of the register as people read it. */
export function viewRequest(doc: PrivacyRequestDoc): PrivacyRequestView {
  const { _id, kind, contact, state, reason, by, receivedAt, dueAt, doneAt, counts } = doc;
  return { id: _id, kind, contactId: contact, state, reason, by, receivedAt, dueAt, doneAt, counts };
}
