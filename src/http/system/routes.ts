import { z } from 'zod';
import type { HttpDeps } from '../deps.ts';
import { instantField } from '../routing/fields.ts';
import { type Route, route } from '../routing/route.ts';

/** The installation as JSON. */
export const systemBody = z.object({
  version: z.string(),
  node: z.string(),
  startedAt: instantField,
  store: z.object({ kind: z.string(), bytes: z.number().nullable() }),
  filesBytes: z.number(),
  freeBytes: z.number(),
  outbox: z.number().describe('Conversations with replies on their way out'),
  jobs: z.number(),
  processes: z.enum(['one', 'many']),
  checks: z.record(z.string(), z.union([z.boolean(), z.string()])).describe('As /readyz says'),
});

/** How the connections to mail servers went. */
export const mailCheckBody = z.object({
  items: z.array(z.object({ name: z.string(), ok: z.boolean(), problem: z.string().nullable() })),
});

/** How the installation is, and whether its mail servers let it in. */
export function systemRoutes({ system, health }: HttpDeps): Route[] {
  if (!system) return [];
  return [
    route(
      {
        method: 'get',
        path: '/api/system',
        access: 'channels.manage',
        summary: 'How the installation is: versions, storage, what waits, and the checks of /readyz',
        response: systemBody,
      },
      async () => {
        const [overview, { checks }] = await Promise.all([system.overview(), health.ready()]);
        return { ...overview, startedAt: overview.startedAt.toISOString(), checks: { ...checks } };
      },
    ),
    route(
      {
        method: 'post',
        path: '/api/system/mail-check',
        access: 'channels.manage',
        summary: 'Connect to the mail server and to every mailbox, and say what came of it',
        response: mailCheckBody,
      },
      async () => ({ items: (await system.checkMail()).map((one) => ({ ...one })) }),
    ),
  ];
}
