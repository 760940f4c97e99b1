import type { Router } from 'express';
import type { PortalTicketDetail } from '../../contracts/portal.ts';
import { AppError, isAppError } from '../../errors/app-error.ts';
import { detailPage } from './detail-page.ts';
import { type FormBody, storeFiles } from './form-body.ts';
import { listPage } from './list-page.ts';
import { FOLIO, formOf, keyOf, type PortalRoom, show, signedIn, type Visit } from './room.ts';

const DONE = new Set(['reply', 'close', 'reject', 'evaluate', 'escalate', 'open']);

/** One's own tickets and, for a director, those of the company. */
export function addTickets(router: Router, room: PortalRoom): void {
  router.get(
    '/mis-tickets',
    signedIn(room, (visit) => list(room, visit, false)),
  );
  router.get(
    '/mis-tickets/empresa',
    signedIn(room, (visit) => list(room, visit, true)),
  );
  // A post: what somebody types is in no address, which is logged (P4).
  router.post(
    '/mis-tickets/buscar',
    signedIn(room, (visit) => find(visit)),
  );
  router.get(
    '/mis-tickets/t/:folio',
    signedIn(room, (visit) => detail(room, visit, null)),
  );
  router.get(
    '/mis-tickets/t/:folio/archivos/:fileId',
    signedIn(room, (visit) => sendFile(room, visit)),
  );
  const deed = (name: string, run: Deed) =>
    router.post(
      `/mis-tickets/t/:folio/${name}`,
      signedIn(room, (visit) => act(room, visit, run)),
    );
  deed('comentar', reply);
  deed('cerrar', async ({ portal }, { viewer, folio, form }) => {
    await portal.close(viewer, folio, keyOf(form));
    return 'close';
  });
  deed('no-resuelto', async ({ portal }, { viewer, folio, form }) => {
    const text = form.fields.text ?? '';
    if (text.trim() === '') return null;
    await portal.reject(viewer, folio, { text, key: keyOf(form) });
    return 'reject';
  });
  deed('escalar', async ({ portal }, { viewer, folio, form }) => {
    const text = form.fields.text ?? '';
    if (text.trim() === '') return null;
    await portal.escalate(viewer, folio, { text, key: keyOf(form) });
    return 'escalate';
  });
  deed('evaluar', async ({ portal }, { viewer, folio, form }) => {
    const { score = '', comment = '' } = form.fields;
    if (!/^\d{1,3}$/.test(score)) return null;
    await portal.evaluate(viewer, folio, { score: Number(score), comment, key: keyOf(form) });
    return 'evaluate';
  });
}

/** What a form of a ticket did, for the page to say, or the new ticket that it opened; null: something was missing in it. */
type Deed = (
  room: PortalRoom,
  about: { viewer: Visit['viewer']; folio: string; form: FormBody },
) => Promise<'reply' | 'close' | 'reject' | 'evaluate' | 'escalate' | { readonly folio: string } | null>;

const reply: Deed = async ({ portal, deps }, { viewer, folio, form }) => {
  const text = form.fields.text ?? '';
  if (text.trim() === '') return null;
  // Before a file is stored: whose ticket it is not, fills no disk.
  if (!(await portal.ticket(viewer, folio))?.isOwn) throw new AppError('TICKET_NOT_FOUND');
  const redact = (name: string) => deps.redactor.redact(name, { speaker: 'user' }).text;
  const attachments = await storeFiles(deps.files, form.files, redact);
  const apart = form.fields.apart === 'yes';
  const { folio: now } = await portal.reply(viewer, folio, { text, attachments, key: keyOf(form), apart });
  return now === folio ? 'reply' : { folio: now };
};

async function act(room: PortalRoom, visit: Visit, run: Deed): Promise<void> {
  const { viewer, context, response } = visit;
  const form = await formOf(visit);
  const folio = folioOf(visit);
  let problem = context.say('reply.problem');
  try {
    const done = await run(room, { viewer, folio, form });
    // What was said became a ticket of its own: it is shown.
    if (done !== null && typeof done === 'object')
      return response.redirect(303, `/mis-tickets/t/${done.folio}?hecho=open`);
    if (done !== null) return response.redirect(303, `/mis-tickets/t/${folio}?hecho=${done}`);
  } catch (error) {
    if (!isAppError(error) || !error.code.startsWith('FILE')) throw error;
    problem = context.say('files.problem');
  }
  response.status(422);
  await detail(room, visit, problem);
}

async function list(room: PortalRoom, visit: Visit, isCompany: boolean): Promise<void> {
  const { viewer, context, request, response } = visit;
  if (isCompany && viewer.directs.length === 0) throw new AppError('NOT_FOUND');
  // A director who is on no list has nothing of their own to see here.
  if (!isCompany && viewer.status === 'unknown' && viewer.directs.length > 0)
    return response.redirect(303, '/mis-tickets/empresa');
  const isOpen = request.query.ver !== 'todos';
  const tickets = await room.portal.tickets(viewer, { open: isOpen, company: isCompany });
  show(room, response, listPage(context, { tickets, isOpen, isCompany, done: null }), context);
}

async function find(visit: Visit): Promise<void> {
  const { fields } = await formOf(visit);
  const folio = (fields.folio ?? '').trim().toUpperCase();
  if (!FOLIO.test(folio)) throw new AppError('NOT_FOUND');
  visit.response.redirect(303, `/mis-tickets/t/${folio}`);
}

async function detail(room: PortalRoom, visit: Visit, problem: string | null): Promise<void> {
  const { context, request, response } = visit;
  const ticket = await ticketOf(room, visit);
  const hecho = String(request.query.hecho ?? '');
  const done = problem === null && DONE.has(hecho) ? context.say(`done.${hecho}`, { folio: ticket.folio }) : null;
  show(room, response, detailPage(context, { ticket, done, problem }), context);
}

/** A file of the public history. Always a download and never a page. */
async function sendFile(room: PortalRoom, visit: Visit): Promise<void> {
  const { request, response } = visit;
  const ticket = await ticketOf(room, visit);
  const files = ticket.history.flatMap((event) => event.files);
  const file = files.find(({ fileId, review }) => fileId === request.params.fileId && review !== 'held');
  const bytes = file && (await room.deps.files?.get(file.fileId));
  if (!file || !bytes) throw new AppError('FILE_NOT_FOUND');
  response.attachment(file.name).type('application/octet-stream');
  response.setHeader('Content-Security-Policy', "default-src 'none'; sandbox");
  response.setHeader('Cache-Control', 'no-store');
  response.end(Buffer.from(bytes));
}

/** Throws TICKET_NOT_FOUND, whatever the reason (ALI-47). */
async function ticketOf({ portal }: PortalRoom, visit: Visit): Promise<PortalTicketDetail> {
  const ticket = await portal.ticket(visit.viewer, folioOf(visit));
  if (ticket === null) throw new AppError('TICKET_NOT_FOUND');
  return ticket;
}

function folioOf({ request }: Visit): string {
  const { folio } = request.params;
  if (typeof folio !== 'string' || !FOLIO.test(folio)) throw new AppError('TICKET_NOT_FOUND');
  return folio;
}
