import { z } from 'zod';
import { type Course, courseKinds } from '../../contracts/courses.ts';
import { offers, serviceFor } from '../auth/organisation.ts';
import { auditActorOf } from '../auth/principal.ts';
import type { HttpDeps } from '../deps.ts';
import { idField, instantField } from '../routing/fields.ts';
import { type Route, route } from '../routing/route.ts';

/** A date of a course, workshop or webinar. */
export const courseBody = z.object({
  id: z.string(),
  kind: z.enum(courseKinds),
  title: z.string(),
  startsAt: instantField,
  url: z.string(),
});
/** All of them; `isOffered`: the policy lets the bot give them. */
export const coursesBody = z.object({ isOffered: z.boolean(), items: z.array(courseBody) });
const addBody = z.strictObject({
  key: idField.describe('Makes a repeat known'),
  kind: z.enum(courseKinds),
  title: z.string().trim().min(1).max(200),
  startsAt: z.iso.datetime({ offset: true }).transform((text) => new Date(text)),
  url: z.url({ protocol: /^https$/ }).max(2_000),
});

/** Dates of courses that the bot gives by link (EXS-54). */
export function courseRoutes(deps: HttpDeps): Route[] {
  if (!offers(deps, 'courses')) return [];
  const path = '/api/courses';
  const access = 'courses.write';
  return [
    route(
      {
        ...{ method: 'get', path, access: 'knowledge.read', response: coursesBody },
        summary: 'Dates of courses, workshops and webinars, the latest first',
      },
      async ({ principal }) => {
        const isOffered = serviceFor(deps, principal, 'policy').knowledge.courseDates;
        return { isOffered, items: (await serviceFor(deps, principal, 'courses').list()).map(present) };
      },
    ),
    route(
      {
        ...{ method: 'post', path, access, body: addBody, response: courseBody },
        summary: 'Enters a date; the bot gives it until it begins',
      },
      async ({ body: { key, ...draft }, principal }) =>
        present(await serviceFor(deps, principal, 'courses').add(draft, { key, by: auditActorOf(principal) })),
    ),
    route(
      {
        ...{ method: 'delete', path: `${path}/:id`, access, params: z.strictObject({ id: idField }), response: null },
        summary: 'Takes a date away',
      },
      async ({ params: { id }, principal }) =>
        serviceFor(deps, principal, 'courses').remove(id, auditActorOf(principal)),
    ),
  ];
}

function present({ id, kind, title, startsAt, url }: Course): z.input<typeof courseBody> {
  return { id, kind, title, startsAt: startsAt.toISOString(), url };
}
