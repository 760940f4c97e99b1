import type { TicketChange, TicketEffect } from '../contracts/ticket-effects.ts';
import { AppError } from '../errors/app-error.ts';
import { effectIdOf } from '../storage/ids.ts';
import type { TicketNoticeDoc } from '../storage/models/ticket-notices.ts';
import type { TicketNoticeDeps } from './deps.ts';
import { planOf } from './plan.ts';
import { sendNotice } from './sending.ts';

/** Notices about tickets. */
export interface TicketNotices {
  /** Stores who is to be told of an event, then sets it on its way. */
  readonly effect: TicketEffect;
  /** P5: takes up what waits to be told. Returns how many. */
  recover(): Promise<number>;
}

const JOB = 'ticketNotice';
/** After so many tries a notice is given up, and counted. */
const MAX_TRIES = 12;

/** Tells people of what happens to tickets: each notice is stored before it is sent, retried, and never sent twice. */
export function createTicketNotices(deps: TicketNoticeDeps): TicketNotices {
  const { stored, jobs, clock } = deps;
  const schedule = (id: string) =>
    jobs.schedule({ key: `${JOB}:${id}`, type: JOB, runAt: clock.now(), data: { notice: id } });
  jobs.handle(JOB, async ({ data }) => {
    const notice = await stored.find(String(data.notice));
    if (notice?.state === 'waiting') await attempt(deps, notice);
  });
  return {
    effect: {
      name: 'notices',
      async apply(change) {
        for (const notice of await planned(deps, change)) {
          if (await stored.add(notice)) await schedule(notice._id);
        }
      },
    },
    async recover() {
      const waiting = await stored.waiting();
      for (const id of waiting) await schedule(id);
      return waiting.length;
    },
  };
}

async function planned(deps: TicketNoticeDeps, change: TicketChange) {
  const { ticket, event } = change;
  const { organisation, company: name } = ticket;
  const company = name === null || deps.companies === null ? null : await deps.companies.find(organisation, name);
  const policy = deps.policyOf(organisation, name);
  const desk = await deps.people(organisation);
  return planOf(change, { policy, desk, company, hasMail: deps.mail !== null }).map(({ recipient, way, reason }) => ({
    _id: effectIdOf('notice', organisation, `${event.id}|${recipient}|${way}`),
    ...{ org: organisation, ticket: ticket.id, seq: event.seq, reason, way, recipient, at: event.at },
  }));
}

async function attempt(deps: TicketNoticeDeps, notice: TicketNoticeDoc): Promise<void> {
  const { stored, metrics, logger } = deps;
  try {
    const outcome = await sendNotice(deps, notice);
    await stored.settle(notice._id, outcome);
    metrics?.noticeSent(notice.way, outcome);
  } catch (err) {
    await stored.tried(notice._id);
    const isFinal = (err instanceof AppError && !err.retryable) || notice.tries + 1 >= MAX_TRIES;
    if (!isFinal) throw err;
    await stored.settle(notice._id, 'failed');
    metrics?.noticeSent(notice.way, 'failed');
    logger.error({ err, notice: notice._id, ticket: notice.ticket, way: notice.way }, 'a notice was given up');
  }
}
