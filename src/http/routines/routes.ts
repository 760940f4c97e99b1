import type { z } from 'zod';
import type { Evidence, RoutineRun, Routines, RoutineViewer } from '../../contracts/routines.ts';
import { AppError } from '../../errors/app-error.ts';
import { organisationOf } from '../auth/organisation.ts';
import { mayDo, type Principal } from '../auth/principal.ts';
import type { HttpDeps } from '../deps.ts';
import { readBytes } from '../routing/body.ts';
import { type Route, route } from '../routing/route.ts';
import * as schema from './schema.ts';

const base = '/api/routines';
/** Largest file that is taken, bytes. */
const MAX_BYTES = 10 * 1024 * 1024;

type Shown = z.input<typeof schema.runBody>;
type ViewerOf = (principal: Principal) => RoutineViewer;

/** Recurring checklists: one's own, and for leads those of everybody (EXS-31..EXS-33, EXS-48..EXS-55). */
export function routineRoutes(deps: HttpDeps): Route[] {
  const { routines } = deps;
  if (!routines) return [];
  const viewer = (principal: Principal, all = true): RoutineViewer => ({
    ...{ organisation: organisationOf(deps, principal), id: principal.id },
    all: all && mayDo(deps.desk, principal, 'routines.manage'),
  });
  const common = { access: 'routines.own', response: schema.runBody } as const;
  return [
    route(
      {
        ...{ method: 'get', path: base, access: 'routines.own', query: schema.listQuery, response: schema.runsBody },
        summary: 'Checklists: what is to be done, or what was signed',
      },
      async ({ query, principal }) => {
        const filter = { history: query.history === 'true', limit: query.limit };
        return { items: (await routines.list(viewer(principal, query.all === 'true'), filter)).map(presentRun) };
      },
    ),
    route(
      { ...common, method: 'get', path: `${base}/:id`, summary: 'A checklist with its lists', params: schema.idParams },
      async ({ params, principal }) => presentRun(await routines.get(viewer(principal), params.id)),
    ),
    route(
      {
        ...{ ...common, method: 'post', path: `${base}/:id/items`, params: schema.idParams, body: schema.tickBody },
        summary: 'Tick an item off, or take the tick back',
      },
      async ({ params, body, principal }) => presentRun(await routines.tick(viewer(principal), params.id, body)),
    ),
    route(
      {
        ...{ ...common, method: 'post', path: `${base}/:id/sign`, params: schema.idParams, body: schema.signBody },
        summary: 'Sign a checklist off',
      },
      async ({ params, body, principal }) => presentRun(await routines.sign(viewer(principal), params.id, body.note)),
    ),
    ...fileRoutes(routines, viewer),
  ];
}

/** Evidence as a file: put on an item, and downloaded; never shown as a page. */
function fileRoutes(routines: Routines, viewer: ViewerOf): Route[] {
  return [
    route(
      {
        ...{ method: 'post', path: `${base}/:id/files`, access: 'routines.own', response: schema.runBody },
        summary: 'Put a file of at most 10 MB on an item of a checklist as evidence',
        ...{ params: schema.idParams, query: schema.fileQuery, consumes: 'application/octet-stream' },
      } as const,
      async ({ params, query: { item, name }, principal, request }) => {
        const content = await readBytes(request, MAX_BYTES);
        if (content.length === 0) throw new AppError('INPUT_INVALID', { path: 'body', problem: 'the file is empty' });
        return presentRun(await routines.attach(viewer(principal), params.id, { item, file: { name, content } }));
      },
    ),
    route(
      {
        ...{ method: 'get', path: `${base}/:id/files/:fileId`, access: 'routines.own' },
        summary: 'Download a file of a checklist',
        ...{ params: schema.fileParams, produces: 'application/octet-stream', response: null },
      } as const,
      async ({ params, principal, response }) => {
        const { name, content } = await routines.file(viewer(principal), params.id, params.fileId);
        response.attachment(name).type('application/octet-stream');
        response.setHeader('Content-Security-Policy', "default-src 'none'; sandbox");
        response.end(Buffer.from(content));
      },
    ),
  ];
}

function presentEvidence({ kind, text, file }: Evidence): Shown['items'][number]['evidence'][number] {
  return { kind, text, file: file ? { fileId: file.fileId, size: file.size, review: file.review ?? null } : null };
}

function presentRun({ organisation: _organisation, from, dueAt, signedAt, items, roles, ...rest }: RoutineRun) {
  const run: z.input<typeof schema.runBody> = {
    ...rest,
    ...{ from: from.toISOString(), dueAt: dueAt.toISOString(), signedAt: signedAt?.toISOString() ?? null },
    roles: [...roles],
    items: items.map(({ at, lines, evidence, ...item }) => ({
      ...{ ...item, at: at?.toISOString() ?? null, evidence: evidence.map(presentEvidence) },
      lines: lines?.map((line) => ({ ...line })) ?? null,
    })),
  };
  return run;
}
