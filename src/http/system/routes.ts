import { z } from 'zod';
import type { HttpDeps } from '../deps.ts';
import { instantField } from '../routing/fields.ts';
import { type Route, route } from '../routing/route.ts';

/** The installation as JSON. Null is what is of the whole, for who is of one of several organisations. */
export const systemBody = z.object({
  version: z.string(),
  node: z.string(),
  startedAt: instantField,
  store: z.object({ kind: z.string(), bytes: z.number().nullable() }),
  filesBytes: z.number().nullable().describe('At most ten minutes old'),
  freeBytes: z.number().nullable(),
  outbox: z.number().describe('Conversations with replies on their way out'),
  jobs: z.number().nullable(),
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
        summary:
          'How the installation is: versions, storage, what waits, and the checks of /readyz, of your organisation alone',
        response: systemBody,
      },
      async ({ principal: { organisation } }) => {
        const [overview, { checks }] = await Promise.all([
          system.overview(organisation),
          health.ready(organisation ?? undefined),
        ]);
        return { ...overview, startedAt: overview.startedAt.toISOString(), checks: { ...checks } };
      },
    ),
    route(
      {
        method: 'post',
        path: '/api/system/mail-check',
        access: 'channels.manage',
        summary: 'Connect to the mail server and to every mailbox of your organisation, and say what came of it',
        response: mailCheckBody,
      },
      async ({ principal: { organisation } }) => ({
        items: (await system.checkMail(organisation)).map((one) => ({ ...one })),
      }),
    ),
  ];
}
