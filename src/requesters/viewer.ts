import type { PortalViewer } from '../contracts/portal.ts';
import type { PortalSessionDoc } from '../storage/models/portal.ts';
import type { RequesterDoc } from '../storage/models/requesters.ts';
import type { Companies } from './companies.ts';
import type { RequesterDeps } from './deps.ts';

/** The name under which a signed-in person writes: their tickets are the page's, not a channel's. */
const PORTAL = 'portal';

/** Who an address stands for: a person of the list, the contacts behind it, and the companies that they direct. */
export interface Subject {
  readonly requester: RequesterDoc | null;
  readonly contacts: readonly string[];
  readonly directs: readonly string[];
}

/**
 * Who signs in with a mail. Where anybody may ask, whoever wrote from it or gave it as theirs: opening the link shows that
 * it is. Where there is a list, only who stands on it. A director need not be on it (ALI-48).
 */
export async function subjectOf(
  deps: RequesterDeps,
  companies: Companies,
  organisation: string,
  mail: string,
): Promise<Subject> {
  const { requesters, contacts, policyOf } = deps;
  const found = await requesters.byMail(organisation, mail);
  const requester =
    found.find(({ state }) => state === 'active') ?? found.find(({ state }) => state === 'invited') ?? null;
  const policy = policyOf(organisation);
  const channels = Object.keys(policy.channels).filter((name) => policy.channels[name]?.identity === 'address');
  const wrote = await contacts.behind([...channels, PORTAL].map((channel) => `${organisation}|${channel}|${mail}`));
  const isOpen = policy.requesters.rule === 'open';
  const linked = requester === null ? [] : await requesters.contactsOf(requester._id);
  const claimed = isOpen ? await contacts.withMail(organisation, mail) : [];
  const directs = (await companies.directedBy(organisation, mail)).map(({ name }) => name);
  // The link proves the address, so it proves whoever is joined with its contact; what is only claimed leads no further.
  const joined = (await Promise.all([...linked, ...wrote].map((id) => contacts.membersOf(id)))).flat();
  const own = isOpen || requester !== null ? [...linked, ...wrote, ...joined, ...claimed] : [];
  return { requester, contacts: [...new Set(own)], directs };
}

/** The contact under which a signed-in person opens tickets. */
export async function portalContact(deps: RequesterDeps, viewer: PortalViewer): Promise<string> {
  const { contacts, requesters, clock } = deps;
  const { organisation: org, mail: sender, name, requesterId } = viewer;
  const { id } = await contacts.resolve({ org, channel: PORTAL, sender, name, at: clock.now() });
  if (requesterId !== null)
    await requesters.link({ _id: id, org, contact: id, requester: requesterId, proof: 'link', at: clock.now() });
  return id;
}

/** Who a session stands for now; null: they are on the list no more. */
export async function viewerOf(
  deps: RequesterDeps,
  companies: Companies,
  session: PortalSessionDoc,
): Promise<PortalViewer | null> {
  const { org: organisation, mail } = session;
  const { requester, contacts, directs } = await subjectOf(deps, companies, organisation, mail);
  if (session.requester !== null && (requester?._id !== session.requester || requester.state !== 'active')) return null;
  const isOpen = deps.policyOf(organisation).requesters.rule === 'open';
  if (requester === null && !isOpen && directs.length === 0) return null;
  const company = requester?.company == null ? null : await deps.companies.find(requester.company);
  return {
    ...{ organisation, mail, contacts, directs, sessionId: session._id },
    requesterId: requester?._id ?? null,
    name: requester?.name ?? null,
    company: company?.name ?? null,
    status: isOpen ? 'open' : requester?.state === 'active' ? 'valid' : 'unknown',
  };
}
