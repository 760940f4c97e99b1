import type { z } from 'zod';
import type { MaintenanceNotice, Outage } from '../../contracts/availability-desk.ts';
import { AppError } from '../../errors/app-error.ts';
import { offers, serviceFor } from '../auth/organisation.ts';
import { auditActorOf } from '../auth/principal.ts';
import type { HttpDeps } from '../deps.ts';
import { type Route, route } from '../routing/route.ts';
import * as schema from './schema.ts';

const base = '/api/maintenance';
const read = 'availability.read';
const write = 'availability.write';

/** Notices of maintenance (MAS-110..112) and the log of events that interrupt availability (MAS-83). */
export function availabilityRoutes(deps: HttpDeps): Route[] {
  if (!offers(deps, 'maintenance') || !offers(deps, 'outages')) return [];
  return [...readingRoutes(deps), ...writingRoutes(deps), ...sendingRoutes(deps), ...outageRoutes(deps)];
}

function readingRoutes(deps: HttpDeps): Route[] {
  return [
    route(
      {
        ...{ method: 'get', path: base, access: read, summary: 'Notices of maintenance, newest first' },
        ...{ query: schema.noticesQuery, response: schema.noticesBody },
      },
      async ({ query: { after, limit }, principal }) => {
        const page = { limit, ...(after !== undefined && { after }) };
        const { items, next } = await serviceFor(deps, principal, 'maintenance').list(page);
        return { items: items.map(presentNotice), next };
      },
    ),
    route(
      {
        ...{ method: 'get', path: '/api/availability/offers', access: read },
        summary: 'Customers, services, environments and kinds of report to choose from',
        response: schema.offersBody,
      },
      async ({ principal }) => {
        const { companies, services } = await serviceFor(deps, principal, 'maintenance').offers();
        const { environments, reports } = serviceFor(deps, principal, 'outages').offers();
        return {
          ...{ companies: [...companies], services: [...services] },
          ...{ environments: [...environments], reports: [...reports] },
        };
      },
    ),
    route(
      {
        ...{ method: 'get', path: `${base}/:id`, access: read, summary: 'One notice with who got it' },
        ...{ params: schema.noticeParams, response: schema.noticeBody },
      },
      async ({ params, principal }) => presentNotice(await serviceFor(deps, principal, 'maintenance').get(params.id)),
    ),
    route(
      {
        ...{ method: 'get', path: `${base}/:id/foresight`, access: read },
        summary: 'How many people would get it now, whom nobody reaches, and whether it is too late for the policy',
        ...{ params: schema.noticeParams, response: schema.foresightBody },
      },
      async ({ params, principal }) => {
        const seen = await serviceFor(deps, principal, 'maintenance').foresee(params.id);
        return { ...seen, unreachable: [...seen.unreachable] };
      },
    ),
  ];
}

function writingRoutes(deps: HttpDeps): Route[] {
  return [
    route(
      {
        ...{ method: 'post', path: base, access: write, summary: 'Writes a notice down; nobody is told yet' },
        ...{ body: schema.writeBody, response: schema.noticeBody },
      },
      async ({ body: { key, ...draft }, principal }) => {
        const about = { key, by: auditActorOf(principal) };
        return presentNotice(await serviceFor(deps, principal, 'maintenance').write(draft, about));
      },
    ),
    route(
      {
        ...{ method: 'put', path: `${base}/:id`, access: write, summary: 'Says it anew' },
        ...{ params: schema.noticeParams, body: schema.rewriteBody, response: schema.noticeBody },
      },
      async ({ params: { id }, body, principal }) => {
        const about = { id, key: '', by: auditActorOf(principal) };
        return presentNotice(await serviceFor(deps, principal, 'maintenance').write(body, about));
      },
    ),
  ];
}

function sendingRoutes(deps: HttpDeps): Route[] {
  return [
    route(
      {
        ...{ method: 'post', path: `${base}/:id/announce`, access: write },
        summary: 'Mails it to everybody concerned, or tells them what changed',
        ...{ params: schema.noticeParams, body: schema.announceBody, response: schema.noticeBody },
      },
      async ({ params, body, principal }) => {
        const about = { ...body, by: auditActorOf(principal) };
        return presentNotice(await serviceFor(deps, principal, 'maintenance').announce(params.id, about));
      },
    ),
    route(
      {
        ...{ method: 'post', path: `${base}/:id/finish`, access: write },
        summary: 'Cancels it, or says that the service is restored, and tells everybody concerned',
        ...{ params: schema.noticeParams, body: schema.finishBody, response: schema.noticeBody },
      },
      async ({ params, body, principal }) => {
        const about = { ...body, by: auditActorOf(principal) };
        return presentNotice(await serviceFor(deps, principal, 'maintenance').finish(params.id, about));
      },
    ),
    route(
      {
        ...{ method: 'post', path: `${base}/:id/resend`, access: write, summary: 'Tries again what failed' },
        ...{ params: schema.noticeParams, response: schema.noticeBody },
      },
      async ({ params, principal }) => {
        const by = auditActorOf(principal);
        return presentNotice(await serviceFor(deps, principal, 'maintenance').resend(params.id, by));
      },
    ),
  ];
}

function outageRoutes(deps: HttpDeps): Route[] {
  return [
    route(
      {
        ...{ method: 'get', path: '/api/outages', access: read },
        summary: 'Events that interrupted availability in a period, and the figures of each service',
        ...{ query: schema.outageQuery, response: schema.outagesBody },
      },
      async ({ query, principal }) => {
        if (query.to <= query.from) throw new AppError('INPUT_INVALID', { path: 'to', problem: 'lies before from' });
        const log = serviceFor(deps, principal, 'outages');
        const [items, figures] = await Promise.all([log.list(query), log.figures(query)]);
        return { items: items.map(presentOutage), figures: [...figures] };
      },
    ),
    route(
      {
        ...{ method: 'post', path: '/api/outages', access: write, summary: 'Writes an event down' },
        ...{ body: schema.recordBody, response: schema.outageBody },
      },
      async ({ body: { key, ...draft }, principal }) => {
        const about = { key, by: auditActorOf(principal) };
        return presentOutage(await serviceFor(deps, principal, 'outages').record(draft, about));
      },
    ),
    route(
      {
        ...{ method: 'put', path: '/api/outages/:id', access: write },
        summary: 'Completes an event: when it ended, what caused it, what was done',
        ...{ params: schema.noticeParams, body: schema.changeBody, response: schema.outageBody },
      },
      async ({ params, body: { version, ...draft }, principal }) => {
        const about = { version, by: auditActorOf(principal) };
        return presentOutage(await serviceFor(deps, principal, 'outages').change(params.id, draft, about));
      },
    ),
  ];
}

function presentNotice(notice: MaintenanceNotice): z.input<typeof schema.noticeBody> {
  const { from, to, createdAt, announcedAt, deliveries, services, companies, ...rest } = notice;
  return {
    ...rest,
    ...{ services: [...services], companies: [...companies], from: from.toISOString(), to: to.toISOString() },
    ...{ createdAt: createdAt.toISOString(), announcedAt: announcedAt?.toISOString() ?? null },
    deliveries: deliveries.map((one) => ({ ...one, at: one.at?.toISOString() ?? null })),
  };
}

function presentOutage({ startedAt, endedAt, ...rest }: Outage): z.input<typeof schema.outageBody> {
  return { ...rest, startedAt: startedAt.toISOString(), endedAt: endedAt?.toISOString() ?? null };
}
