import type { Clock } from '../../contracts/clock.ts';
import type { TicketKind } from '../../contracts/policy/kinds.ts';
import { DELIVERY } from '../../contracts/policy/kinds.ts';
import type { Policy } from '../../contracts/policy.ts';
import type { TicketEvent, TicketView } from '../../contracts/ticket.ts';
import type { KindActionView, KindCheckView, TicketKindsPort } from '../../contracts/ticket-kinds.ts';
import {
  checksOf,
  holdsPost,
  kindOfTicket,
  missingFor,
  postNames,
  type StandingCheck,
} from '../../policy/ticket-kinds.ts';
import type { TicketRulesOf } from '../rules.ts';
import { labelsOf } from '../state-machine.ts';

/** What looking needs. */
export interface KindLookDeps {
  readonly rulesOf: TicketRulesOf;
  readonly postsOf: (organisation: string, agentId: string) => Promise<readonly string[]>;
  readonly clock: Clock;
}

/** Says of a ticket what its kind asks for, what is missing, and what the reader may do (MAS-91..109). */
export function createTicketKinds({ rulesOf, postsOf, clock }: KindLookDeps): TicketKindsPort {
  return {
    async look(ticket, events, agentId) {
      const { policy, contract } = rulesOf(ticket.organisation, ticket.company);
      const kind = kindOfTicket(policy, ticket);
      if (kind === null) return null;
      const posts = await postsOf(ticket.organisation, agentId);
      const reader = (by: readonly string[]) => ({
        may: holdsPost(policy, posts, by),
        posts: postNames(policy, by),
      });
      const checks = checksOf(kind, ticket, events);
      const services = rulesOf(ticket.organisation, null).policy.contracts.find(
        ({ code }) => code === contract,
      )?.services;
      return {
        ...{ code: kind.code, label: kind.label, fixedScope: kind.fixedScope, services: services ?? [] },
        checks: checks.map((standing) => ({ ...checkView(policy, standing), ...reader(standing.check.by) })),
        actions: kind.actions.map((action) => ({
          ...actionView(policy, action, { ticket, events, now: clock.now() }),
          ...reader(action.by),
        })),
        delivery: kind.delivery && {
          ...reader(kind.delivery.by),
          ...{ formats: kind.delivery.formats, disclaimer: kind.delivery.disclaimer, confirm: kind.delivery.confirm },
          missing: missingFor(DELIVERY, checks).map(({ label }) => label),
        },
      };
    },
  };
}

function checkView(policy: Policy, { check, isDone }: StandingCheck): Omit<KindCheckView, 'may' | 'posts'> {
  const { code, label, needs, formats, fact, before } = check;
  const asked = policy.protocols.flatMap(({ ask }) => ask).find(({ field }) => field === fact)?.choices;
  const question = policy.diagnosis.questions.find(({ field }) => field === fact)?.choices;
  const choices = (asked ?? question ?? []).map(({ value, label: title }) => ({ value, label: title }));
  return {
    ...{ code, label, needs, isDone, formats, fact, choices },
    before: before.filter((step) => step !== DELIVERY).map((step) => labelsOf(policy, step).agentLabel),
    beforeDelivery: before.includes(DELIVERY),
  };
}

interface Looked {
  readonly ticket: TicketView;
  readonly events: readonly TicketEvent[];
  readonly now: Date;
}

/** MAS-94: once its clock has warned of the limit that holds now, until it was done since. */
function actionView(
  policy: Policy,
  { code, label, tells, text, clock: name }: TicketKind['actions'][number],
  { ticket, events, now }: Looked,
): Omit<KindActionView, 'may' | 'posts'> {
  const clock = ticket.clocks.find((one) => one.name === name);
  const { locale, timeZone } = policy.organisation;
  const due = clock?.dueAt ? new Intl.DateTimeFormat(locale, { timeZone, dateStyle: 'long' }).format(clock.dueAt) : '';
  const done = events.findLast(({ type, mark }) => type === 'marked' && mark === code);
  const warnAt = clock?.warnAt ?? null;
  const isRunning = clock?.status === 'running' || clock?.status === 'breached';
  return {
    ...{ code, label, tells, isDone: done !== undefined },
    text: text?.replaceAll('{{due}}', due).replaceAll('{{folio}}', ticket.folio) ?? null,
    isDue: isRunning && warnAt !== null && now >= warnAt && (done === undefined || done.at < warnAt),
  };
}
