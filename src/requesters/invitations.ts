import type { AuditActor } from '../contracts/audit.ts';
import { AppError } from '../errors/app-error.ts';
import { effectIdOf } from '../storage/ids.ts';
import type { PortalLinkDoc } from '../storage/models/portal.ts';
import type { RequesterDoc } from '../storage/models/requesters.ts';
import { type RequesterDeps, recordDeed } from './deps.ts';
import { digestOf, tokenOf, urlOfLink } from './links.ts';

const JOB = 'requesters.invite';
const HOUR_MS = 3_600_000;
/** Life of an activation link where the policy has no designation. */
const DEFAULT_HOURS = 72;
/** A gateway without a way to send mail looks again after this long. */
const NO_MAIL_MS = 15 * 60_000;

/** Activation mails (ALI-08). */
export interface Invitations {
  /** Sets a mail on its way; an earlier link ends. Throws REQUESTER_STATE, REQUESTER_INVALID. */
  invite(person: RequesterDoc, by: AuditActor): Promise<RequesterDoc>;
  /** Sends what waits; found again from the list at every start (P5). */
  recover(): Promise<number>;
}

/** Activation mails, each sent by a job that finds its person on the list. */
export function createInvitations(deps: RequesterDeps): Invitations {
  const { jobs, requesters, clock } = deps;
  const schedule = (id: string, runAt: Date) =>
    jobs.schedule({ key: `${JOB}:${id}`, type: JOB, runAt, data: { requester: id } });

  jobs.handle(JOB, async ({ data }) => {
    const person = await requesters.find(String(data.requester));
    if (person?.inviteDueAt === undefined) return;
    // Who is active meanwhile, or off the list, needs none any more.
    const isSettled = person.state !== 'invited' || (await send(deps, person));
    if (isSettled) await requesters.invited(person._id, person.inviteDueAt, clock.now());
    else await schedule(person._id, new Date(clock.now().getTime() + NO_MAIL_MS));
  });

  return {
    async invite(person, by) {
      if (person.state !== 'invited') throw new AppError('REQUESTER_STATE', { state: person.state });
      if (person.mail === null)
        throw new AppError('REQUESTER_INVALID', { problem: 'without a mail address nothing can be sent' });
      const subject = { kind: 'requester', id: person._id };
      await recordDeed(deps, 'requester.invite', { organisation: person.org, actor: by, subject });
      await deps.portal.dropLinks('activate', person._id);
      const set = { inviteDueAt: clock.now(), invites: person.invites + 1 };
      const changed = await requesters.change(person._id, ['invited'], set);
      await schedule(person._id, clock.now());
      return changed ?? person;
    },
    async recover() {
      const waiting = await requesters.waitingForInvite();
      for (const { _id } of waiting) await schedule(_id, clock.now());
      return waiting.length;
    },
  };
}

/** False: there is no way to send yet. */
async function send(deps: RequesterDeps, person: RequesterDoc): Promise<boolean> {
  const { policyOf, textsOf, logger } = deps;
  const mail = deps.mail();
  const link = linkOf(deps, person);
  const url = urlOfLink(deps, link);
  if (mail === null || url === null || person.mail === null) {
    logger.warn({ requester: person._id }, 'an activation mail waits: this gateway has no way to send it');
    return false;
  }
  // A repeat after a crash finds the link of its first run.
  if ((await deps.portal.link(link._id)) === null) await deps.portal.addLink(link);
  const t = textsOf(person.org);
  const { name, botName } = policyOf(person.org).organisation;
  const hours = hoursOf(deps, person.org);
  await mail.send({
    ...{ id: `activation-${link._id}`, organisation: person.org, to: person.mail },
    subject: t('requesters.activation.subject', { organisation: name }),
    text: t('requesters.activation.text', { name: person.name, organisation: name, desk: botName, url, hours }),
  });
  return true;
}

function linkOf({ linkKey, clock, policyOf }: RequesterDeps, person: RequesterDoc): PortalLinkDoc {
  const id = effectIdOf('portalLink', person.org, `activate:${person._id}:${person.invites}`);
  const now = clock.now();
  return {
    ...{ _id: id, org: person.org, kind: 'activate', tokenDigest: digestOf(tokenOf(linkKey, id)) },
    ...{ mail: person.mail ?? '', requester: person._id, contact: '', folio: null, createdAt: now },
    expiresAt: new Date(now.getTime() + hoursOf({ policyOf }, person.org) * HOUR_MS),
  };
}

function hoursOf({ policyOf }: Pick<RequesterDeps, 'policyOf'>, organisation: string): number {
  return policyOf(organisation).requesters.designation?.activationHours ?? DEFAULT_HOURS;
}
