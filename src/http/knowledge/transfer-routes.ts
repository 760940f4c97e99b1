import { offers, serviceFor } from '../auth/organisation.ts';
import type { HttpDeps } from '../deps.ts';
import { type Route, route } from '../routing/route.ts';
import { doer } from './entry-routes.ts';
import * as schema from './entry-schema.ts';

/** Entries from files and into files. A file may publish, so importing asks for `knowledge.publish`. */
export function transferRoutes(deps: HttpDeps): Route[] {
  if (!offers(deps, 'transfer')) return [];
  return [
    route(
      {
        method: 'post',
        path: '/api/knowledge/import',
        access: 'knowledge.publish',
        summary: 'Import files; with dryRun only say what would become of each line',
        body: schema.importBody,
        response: schema.reportBody,
      },
      async ({ body, principal }) => {
        const transfer = serviceFor(deps, principal, 'transfer');
        const { files, state, audience, type, ...rest } = body;
        const by = { ...doer(principal), how: 'import' as const };
        const said = { ...(state ? { state } : {}), ...(audience ? { audience } : {}), ...(type ? { type } : {}) };
        const given = files.map(({ name, base64 }) => ({ name, bytes: Buffer.from(base64, 'base64') }));
        const report = await transfer.import(given, { ...rest, ...said, by });
        const lines = report.lines.map(({ changes, ...line }) => ({
          ...line,
          ...(changes ? { changes: [...changes] } : {}),
        }));
        return { dryRun: report.dryRun, counts: { ...report.counts }, lines };
      },
    ),
    route(
      {
        method: 'get',
        path: '/api/knowledge/export',
        access: 'knowledge.read',
        summary: 'Entries as files, Base64; import takes them back',
        query: schema.exportQuery,
        response: schema.exportBody,
      },
      async ({ query: { format, state }, principal }) => {
        const transfer = serviceFor(deps, principal, 'transfer');
        const files = await transfer.export(format, state ? { state } : {});
        return { files: files.map(({ name, bytes }) => ({ name, base64: Buffer.from(bytes).toString('base64') })) };
      },
    ),
  ];
}
