import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import type { PortalLinkView, PortalPort, RequesterProof } from '../contracts/portal.ts';
import { AppError } from '../errors/app-error.ts';
import { mailOf } from '../policy/addresses.ts';
import { effectIdOf } from '../storage/ids.ts';
import type { PortalLinkDoc } from '../storage/models/portal.ts';
import type { Companies } from './companies.ts';
import { type RequesterDeps, recordDeed, requestersActor } from './deps.ts';
import type { Invitations } from './invitations.ts';
import { hashOfKey, isGoodKey, isKeyOf, MIN_KEY } from './keys.ts';
import { digestOf, tokenOf, urlOfLink } from './links.ts';
import type { ReviewJobs } from './review.ts';
import { subjectOf, viewerOf } from './viewer.ts';

const JOB = 'requesters.link';
const MINUTE_MS = 60_000;
const LINK_MINUTES = 15;
const SESSION_HOURS = 12;

/** What signing in works with beside the stage's own. */
export interface AccessParts {
  readonly companies: Companies;
  readonly invitations: Invitations;
  readonly reviews: ReviewJobs;
}

/** Signing in, and proving a conversation. */
export type Access = Pick<PortalPort, 'askLink' | 'openLink' | 'redeem' | 'viewer' | 'signOut' | 'enter'> &
  RequesterProof;

/** One-time links by mail, and the sessions that they open. Mails leave by jobs: how long an answer takes tells nothing. */
export function createAccess(deps: RequesterDeps, parts: AccessParts): Access {
  const { portal, clock, jobs } = deps;
  jobs.handle(JOB, ({ data }) => mailLink(deps, String(data.link)));

  async function open(token: string): Promise<PortalLinkDoc | null> {
    const link = await portal.linkByToken(digestOf(token));
    return link !== null && link.expiresAt > clock.now() ? link : null;
  }

  return {
    async askLink(organisation, given, folio) {
      const mail = mailOf(given);
      if (mail === null) return;
      const { requester, contacts, directs } = await subjectOf(deps, parts.companies, organisation, mail);
      if (requester?.state === 'invited') await parts.invitations.invite(requester, requestersActor);
      else if (requester !== null || contacts.length > 0 || directs.length > 0)
        await offer(deps, {
          kind: 'signIn',
          org: organisation,
          mail,
          requester: requester?._id ?? null,
          contact: contacts[0] ?? '',
          folio,
        });
    },
    async openLink(token) {
      const link = await open(token);
      return link === null ? null : viewLink(deps, link);
    },
    async redeem(token, key = '') {
      const link = await open(token);
      if (link === null) return null;
      const chosen = link.kind === 'activate' ? key : '';
      if (chosen !== '' && !isGoodKey(chosen))
        throw new AppError('REQUESTER_INVALID', { problem: `a key has ${MIN_KEY} characters or more`, what: 'key' });
      const subject = { kind: link.requester === null ? 'organisation' : 'requester', id: link.requester ?? link.org };
      const actor = { kind: 'contact', id: link.requester ?? (link.contact || 'unknown') } as const;
      await recordDeed(deps, `requester.${link.kind}`, { organisation: link.org, actor, subject });
      if ((await portal.takeLink(link.tokenDigest)) === null) return null;
      if (!(await take(deps, parts, link, chosen))) return null;
      const about = { kind: link.kind, organisation: link.org, folio: link.folio };
      return { ...about, session: link.kind === 'prove' ? null : await openSession(deps, link) };
    },
    async viewer(sessionToken) {
      const session = await portal.session(digestOf(sessionToken));
      if (session === null || session.expiresAt <= clock.now()) return null;
      return viewerOf(deps, parts.companies, session);
    },
    async enter(organisation, name, key) {
      const person = await personNamed(deps, organisation, name);
      if (!(await isKeyOf(key, person?.key ?? null)) || person?.mail == null) return null;
      const subject = { kind: 'requester', id: person._id };
      await recordDeed(deps, 'requester.enter', { organisation, actor: { kind: 'contact', id: person._id }, subject });
      return openSession(deps, { org: organisation, mail: person.mail, requester: person._id, contact: '' });
    },
    signOut: (sessionToken) => portal.endSession(digestOf(sessionToken)),
    async ask(key, { organisation, contactId: contact, mail: given }) {
      const mail = mailOf(given);
      const known = mail === null ? [] : await deps.requesters.byMail(organisation, mail);
      const person = known.find(({ state }) => state === 'active');
      // Made from a link either way, so that the answer does not tell whether the address is known.
      const id = effectIdOf('proof', organisation, key);
      if (mail !== null && person !== undefined)
        await offer(deps, { kind: 'prove', org: organisation, mail, requester: person._id, contact, folio: null }, id);
      return { code: codeOf(deps, id) };
    },
    async kinOf(contact) {
      const link = await deps.requesters.linkOf(contact);
      const kin = link === null ? [] : await deps.requesters.contactsOf(link.requester);
      return [...new Set([contact, ...kin])];
    },
    isProven: async (contact) => (await deps.requesters.linkOf(contact))?.proof === 'link',
  };
}

type Offer = Pick<PortalLinkDoc, 'kind' | 'org' | 'mail' | 'requester' | 'contact' | 'folio'>;

async function offer(deps: RequesterDeps, about: Offer, id: string = randomUUID()): Promise<void> {
  const { clock, portal, jobs, linkKey } = deps;
  const createdAt = clock.now();
  const expiresAt = new Date(createdAt.getTime() + LINK_MINUTES * MINUTE_MS);
  await portal.addLink({ _id: id, ...about, tokenDigest: digestOf(tokenOf(linkKey, id)), createdAt, expiresAt });
  await jobs.schedule({ key: `${JOB}:${id}`, type: JOB, runAt: createdAt, data: { link: id } });
}

/** A link that ended while the mail server was away is not sent any more. */
async function mailLink(deps: RequesterDeps, id: string): Promise<void> {
  const link = await deps.portal.link(id);
  const mail = deps.mail();
  if (link === null || link.expiresAt <= deps.clock.now()) return;
  const url = urlOfLink(deps, link);
  if (mail === null || url === null) {
    deps.logger.warn({ link: id }, 'a sign-in link was not sent: this gateway has no way to send mail');
    return;
  }
  const t = deps.textsOf(link.org);
  const organisation = deps.policyOf(link.org).organisation.name;
  await mail.send({
    ...{ id: `${link.kind}-${id}`, organisation: link.org, to: link.mail },
    subject: t(`requesters.${link.kind}.subject`, { organisation }),
    text: t(`requesters.${link.kind}.text`, { organisation, url, minutes: LINK_MINUTES, code: codeOf(deps, id) }),
  });
}

/** Does what the link is for; false: there is nobody any more for whom. */
async function take(deps: RequesterDeps, { reviews }: AccessParts, link: PortalLinkDoc, key: string): Promise<boolean> {
  const { requesters, clock } = deps;
  const at = clock.now();
  if (link.kind === 'prove' && link.requester !== null) {
    const { contact, org, requester } = link;
    await requesters.link({ _id: contact, org, contact, requester, proof: 'link', at });
  }
  if (link.kind !== 'activate' || link.requester === null) return true;
  const own = key === '' ? {} : { key: await hashOfKey(key) };
  const active = { ...own, state: 'active', validatedAt: at, validatedBy: link.requester, updatedAt: at } as const;
  const person = await requesters.change(link.requester, ['invited'], active);
  await reviews.plan(link.org);
  return person !== null;
}

/** Who has this mail or this identification number; null when nobody has, or two. */
async function personNamed({ requesters }: RequesterDeps, organisation: string, name: string) {
  const mail = mailOf(name);
  const found =
    mail === null
      ? await requesters.byIdentification(organisation, name.trim())
      : (await requesters.byMail(organisation, mail)).filter(({ state }) => state === 'active');
  return found.length === 1 ? (found[0] ?? null) : null;
}

type SessionOf = Pick<PortalLinkDoc, 'org' | 'mail' | 'requester' | 'contact'>;

async function openSession(deps: RequesterDeps, { org, mail, requester, contact }: SessionOf) {
  const token = randomBytes(32).toString('base64url');
  const createdAt = deps.clock.now();
  const expiresAt = new Date(createdAt.getTime() + SESSION_HOURS * 60 * MINUTE_MS);
  const session = {
    _id: randomUUID(),
    tokenDigest: digestOf(token),
    org,
    mail,
    requester,
    contact,
    createdAt,
    expiresAt,
  };
  await deps.portal.addSession(session);
  return { token, expiresAt };
}

async function viewLink(deps: RequesterDeps, link: PortalLinkDoc): Promise<PortalLinkView> {
  const person = link.requester === null ? null : await deps.requesters.find(link.requester);
  return {
    ...{ kind: link.kind, organisation: link.org, mail: link.mail, name: person?.name ?? null },
    code: link.kind === 'prove' ? codeOf(deps, link._id) : null,
  };
}

/** Four digits that conversation and mail both show, so that nobody confirms somebody else's conversation. */
function codeOf({ linkKey }: RequesterDeps, id: string): string {
  const digest = createHmac('sha256', linkKey).update(`ventanilla portal code|${id}`).digest();
  return String(digest.readUInt32BE(0) % 10_000).padStart(4, '0');
}
