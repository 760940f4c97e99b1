import type { z } from 'zod';
import type { Permission } from '../../contracts/desk.ts';
import { mentionsIn } from '../../contracts/mentions.ts';
import type { Redacted } from '../../contracts/redacted.ts';
import type { TicketDeed } from '../../contracts/ticket-deeds.ts';
import { AppError } from '../../errors/app-error.ts';
import { actorOf } from '../auth/principal.ts';
import type { HttpDeps } from '../deps.ts';
import { type Route, route } from '../routing/route.ts';
import * as deeds from './deed-schema.ts';
import { presentTicket } from './presenter.ts';
import { ticketBody, ticketParams } from './schema.ts';
import { visibleTicket } from './visible-ticket.ts';

type Redact = (text: string) => Redacted;
/** Ids of the agents of the ticket's organisation whom a text names with `@`. */
type Mentioned = (text: Redacted) => Promise<string[]>;

/** A deed as a request brings it: its body, and how it becomes the deed. Texts go through the redactor (P4). */
interface DeedRequest<B extends z.ZodObject> {
  readonly path: string;
  readonly summary: string;
  readonly access: Permission;
  readonly body: B;
  readonly deed: (body: z.output<B>, redact: Redact, mentioned: Mentioned) => TicketDeed | Promise<TicketDeed>;
}

/** What may be done to a ticket over HTTP, but for giving it to somebody. The policy decides who may do what. */
export function deedRoutes(deps: HttpDeps): Route[] {
  const on = <B extends z.ZodObject>(request: DeedRequest<B>) => deedRoute(deps, request);
  const access = 'tickets.move';
  return [
    on({
      ...{ path: 'move', access, summary: 'Move a ticket to another state, if the policy allows it' },
      body: deeds.moveBody,
      deed: ({ key: _, ifVersion: _version, note, until, ...move }, redact) =>
        ({
          ...{ type: 'move', ...given(move), ...texts({ note }, redact) },
          ...(until !== undefined && { until: new Date(until) }),
        }) as TicketDeed,
    }),
    on({
      ...{ path: 'route', access: 'tickets.assign', summary: 'Give a ticket to another area' },
      body: deeds.routeBody,
      deed: ({ key: _, reason, ...to }, redact) =>
        ({ type: 'route', ...given(to), ...texts({ reason }, redact) }) as TicketDeed,
    }),
    on({
      ...{ path: 'priority', access, summary: 'Correct the priority, with the reason' },
      body: deeds.priorityBody,
      deed: ({ priority, reason }, redact) => ({ type: 'prioritise', priority, reason: redact(reason) }),
    }),
    on({
      ...{ path: 'facts', access, summary: 'Set facts that rules ask about; the priority follows' },
      body: deeds.factsBody,
      deed: ({ facts }, redact) => ({ type: 'setFacts', facts: codesOf(facts, redact) }),
    }),
    on({
      ...{ path: 'fields', access, summary: 'Set data of the case that the intake names' },
      body: deeds.fieldsBody,
      deed: ({ fields }, redact) => ({ type: 'setFields', fields: redactAll(fields, redact) }),
    }),
    on({
      ...{ path: 'classification', access, summary: 'Confirm the classes that were proposed, or correct them' },
      body: deeds.classifyBody,
      deed: ({ classes }, redact) => ({ type: 'classify', classes: codesOf(classes, redact) }),
    }),
    on({
      ...{ path: 'marks', access, summary: 'Note that something is done that clocks and protocols wait for' },
      body: deeds.markBody,
      deed: ({ mark, note, file }, redact) => ({
        ...{ type: 'mark', mark, ...texts({ note }, redact) },
        ...(file !== undefined && { file }),
      }),
    }),
    on({
      ...{ path: 'notes', access, summary: 'Write a note, for the desk alone or for the requester too' },
      body: deeds.noteBody,
      deed: async ({ text, internal }, redact, mentioned) => {
        const clean = redact(text);
        return { type: 'note', text: clean, internal, mentions: internal ? await mentioned(clean) : [] };
      },
    }),
    on({
      ...{ path: 'tags', access, summary: 'Put tags on a ticket and take others off' },
      body: deeds.tagsBody,
      deed: ({ add, remove }, redact) => ({ type: 'tag', add: add.map((one) => redact(one.trim())), remove }),
    }),
    on({
      ...{ path: 'apart', access, summary: 'Open a new ticket for what goes beyond this one; it follows it' },
      body: deeds.apartBody,
      deed: ({ text }, redact) => ({ type: 'requesterReply', text: redact(text), apart: true }),
    }),
    ...joiningRoutes(deps),
  ];
}

function joiningRoutes(deps: HttpDeps): Route[] {
  const on = <B extends z.ZodObject>(request: DeedRequest<B>) => deedRoute(deps, request);
  const access = 'tickets.move';
  return [
    on({
      ...{ path: 'relations', access, summary: 'Say how two tickets belong together; the other side follows' },
      body: deeds.relateBody,
      deed: ({ relation, ticket }) => ({ type: 'relate', relation, ticket }),
    }),
    on({
      ...{ path: 'merge', access, summary: 'End a duplicate in the ticket that stays' },
      body: deeds.mergeBody,
      deed: ({ into }) => ({ type: 'merge', into }),
    }),
    on({
      ...{ path: 'watchers', access, summary: 'Follow a ticket, or stop following it' },
      body: deeds.watchBody,
      deed: ({ watcher, on: isOn }) => ({ type: 'watch', watcher, on: isOn }),
    }),
    on({
      ...{ path: 'escalate', access, summary: 'Take a ticket up a ladder, to the next level or to a named one' },
      body: deeds.escalateBody,
      deed: ({ key: _, reason, ...to }, redact) =>
        ({ type: 'escalate', ...given(to), ...texts({ reason }, redact) }) as TicketDeed,
    }),
    on({
      ...{ path: 'date', access, summary: 'Note the date agreed with the requester; a later one needs its reason' },
      body: deeds.dateBody,
      deed: ({ dueAt, reason }, redact) => ({
        type: 'agreeDate',
        dueAt: new Date(dueAt),
        ...texts({ reason }, redact),
      }),
    }),
  ];
}

function deedRoute<B extends z.ZodObject>(
  deps: HttpDeps,
  { path, summary, access, body, deed }: DeedRequest<B>,
): Route {
  return route(
    {
      ...{ method: 'post', path: `/api/tickets/:id/${path}`, access, summary },
      ...{ params: ticketParams, body, response: ticketBody },
    } as const,
    async ({ params, body: sent, principal }) => {
      const { ticket } = await visibleTicket(deps, principal, params.id);
      const { role, id } = actorOf(principal);
      const redact: Redact = (text) => deps.redactor.redact(text, { speaker: 'agent' }).text;
      const doing = { actor: { role, id }, at: deps.clock.now(), ...conditionsOf(sent) };
      const mentioned: Mentioned = (text) => mentionedIn(deps, ticket.organisation, text);
      const done = await deed(sent as z.output<B>, redact, mentioned);
      return presentTicket(await deps.tickets.act(ticket.id, done, doing));
    },
  );
}

/** Found in the redacted text, which is all that is kept. */
async function mentionedIn({ desk }: HttpDeps, organisation: string, text: Redacted): Promise<string[]> {
  const named = mentionsIn(text);
  if (named.length === 0) return [];
  const people = new Set((await desk.listAgents(organisation)).map(({ id }) => id));
  return named.filter((id) => people.has(id));
}

/** Under which key, and on which version alone, a deed is to be done. */
export function conditionsOf(sent: { readonly key?: string | undefined; readonly ifVersion?: number | undefined }) {
  const { key, ifVersion } = sent;
  return {
    ...(key !== undefined && { key }),
    ...(ifVersion !== undefined && { ifVersion, refuseIfChanged: true as const }),
  };
}

/** Facts as they may be kept: a word in which the redactor finds something is no code (P4). Throws INPUT_INVALID. */
export function codesOf<V>(facts: Readonly<Record<string, V>>, redact: Redact): Readonly<Record<string, V>> {
  for (const [name, value] of Object.entries(facts)) {
    const text: string | null = typeof value === 'string' ? value : null;
    if (text !== null && text !== (redact(text) as string)) {
      throw new AppError('INPUT_INVALID', {
        path: `facts.${name}`,
        problem: 'write a code of the policy, no address and no password',
      });
    }
  }
  return facts;
}

/** Only what was sent. */
function given(body: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined));
}

function texts<N extends string>(
  sent: Readonly<Record<N, string | undefined>>,
  redact: Redact,
): { [K in N]?: Redacted } {
  const said = Object.entries<string | undefined>(sent).filter((entry): entry is [N, string] => entry[1] !== undefined);
  return Object.fromEntries(said.map(([name, text]) => [name, redact(text)])) as { [K in N]?: Redacted };
}

function redactAll(fields: Readonly<Record<string, string>>, redact: Redact): Record<string, Redacted> {
  return Object.fromEntries(Object.entries(fields).map(([field, text]) => [field, redact(text)]));
}
