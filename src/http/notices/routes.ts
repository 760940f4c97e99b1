import { z } from 'zod';
import { type NoticeView, noticeKinds } from '../../contracts/notifications.ts';
import { AppError } from '../../errors/app-error.ts';
import type { HttpDeps } from '../deps.ts';
import { idField, instantField, pageFields, pageOf } from '../routing/fields.ts';
import { type Route, route } from '../routing/route.ts';

const noticeBody = z.object({
  id: z.string(),
  kind: z.enum(noticeKinds),
  at: instantField,
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  readAt: instantField.nullable(),
});

/** A page of them, and how many of all are not read. */
const noticesBody = z.object({ ...pageOf(noticeBody).shape, unread: z.number().int() });

/** What one is told: one's own notices and nobody else's. */
export function noticeRoutes({ notices }: HttpDeps): Route[] {
  if (!notices) return [];
  return [
    route(
      {
        method: 'get',
        path: '/api/me/notices',
        access: 'notices.own',
        summary: 'Your notices, newest first',
        query: z.strictObject(pageFields),
        response: noticesBody,
      },
      async ({ query: { limit, after }, principal }) => {
        const unread = await notices.unread(principal.id);
        const page = await notices.list(principal.id, after === undefined ? { limit } : { limit, after });
        return { items: page.items.map(presentNotice), next: page.next, unread };
      },
    ),
    route(
      {
        ...{ method: 'post', path: '/api/me/notices/read', access: 'notices.own', response: null },
        summary: 'Mark all your notices as read',
      },
      ({ principal }) => notices.readAll(principal.id),
    ),
    route(
      {
        method: 'post',
        path: '/api/me/notices/:id/read',
        access: 'notices.own',
        summary: 'Mark a notice as read',
        params: z.strictObject({ id: idField }),
        response: null,
      },
      async ({ params, principal }) => {
        if (!(await notices.read(principal.id, params.id))) throw new AppError('NOTICE_NOT_FOUND');
      },
    ),
  ];
}

/** A notice as JSON. */
export function presentNotice({ id, kind, at, facts, readAt }: NoticeView): z.input<typeof noticeBody> {
  return { id, kind, at: at.toISOString(), facts, readAt: readAt?.toISOString() ?? null };
}
