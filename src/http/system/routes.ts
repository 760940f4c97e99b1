import { z } from 'zod';
import type { SystemPort } from '../../contracts/system.ts';
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
  backup: z
    .object({ at: instantField.nullable(), bytes: z.number().nullable(), isDue: z.boolean() })
    .nullable()
    .describe('The last one that was noted; isDue: none, or older than VENTANILLA_BACKUP_HOURS'),
  processes: z.enum(['one', 'many']),
  checks: z.record(z.string(), z.union([z.boolean(), z.string()])).describe('As /readyz says'),
});

/** How the connections to mail servers went. */
export const mailCheckBody = z.object({
  items: z.array(z.object({ name: z.string(), ok: z.boolean(), problem: z.string().nullable() })),
});

/** How each channel stands. */
export const channelsBody = z.object({
  items: z.array(
    z.object({
      channel: z.string(),
      way: z.enum(['served', 'byHand', 'missing']).describe('missing: the policy enables it and nothing listens'),
      accounts: z.array(z.string()).describe('Sites, mailboxes, numbers'),
      lastAt: instantField.nullable().describe('Of the last message on it within seven days'),
    }),
  ),
});

const jobsQuery = z.strictObject({ limit: z.coerce.number().int().min(1).max(200).default(50) });
/** Jobs that wait. */
export const jobsBody = z.object({
  items: z.array(
    z.object({
      key: z.string(),
      type: z.string(),
      runAt: instantField,
      failures: z.number().describe('Failed tries so far'),
    }),
  ),
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
        const { backup } = overview;
        return {
          ...{ ...overview, startedAt: overview.startedAt.toISOString(), checks: { ...checks } },
          backup: backup && { ...backup, at: backup.at?.toISOString() ?? null },
        };
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
    route(
      {
        method: 'get',
        path: '/api/channels',
        access: 'channels.manage',
        summary:
          'The channels that the policy of your organisation enables, and whether a message on them would be heard',
        response: channelsBody,
      },
      async ({ principal: { organisation } }) => ({
        items: (await system.channels(organisation)).map(({ channel, way, accounts, lastAt }) => {
          return { channel, way, accounts: [...accounts], lastAt: lastAt?.toISOString() ?? null };
        }),
      }),
    ),
    ...jobRoutes(system),
  ];
}

/** What waits to be done, and what failed and is tried again. */
function jobRoutes(system: SystemPort): Route[] {
  return [
    route(
      {
        method: 'get',
        path: '/api/system/jobs',
        access: 'channels.manage',
        summary: 'Jobs of your organisation: those that failed and are tried again, then the next ones',
        query: jobsQuery,
        response: jobsBody,
      },
      async ({ query: { limit }, principal: { organisation } }) => ({
        items: (await system.jobs(organisation, limit)).map(({ key, type, runAt, failures }) => {
          return { key, type, runAt: runAt.toISOString(), failures };
        }),
      }),
    ),
    route(
      {
        method: 'post',
        path: '/api/system/jobs/run',
        access: 'channels.manage',
        summary: 'Do a job now; it may run twice without harm',
        body: z.strictObject({ key: z.string().min(1).max(500) }),
        response: z.object({ ok: z.literal(true) }),
      },
      async ({ body: { key }, principal: { organisation } }) => {
        await system.runJob(organisation, key);
        return { ok: true as const };
      },
    ),
  ];
}
