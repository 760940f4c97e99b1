import type { Request, Response, Router } from 'express';
import { addressKey } from '../../contracts/address-key.ts';
import { isAppError } from '../../errors/app-error.ts';
import { readForm } from './form-body.ts';
import { clearPortalCookie, isSecure, portalTokenIn, setPortalCookie } from './portal-session.ts';
import {
  contextOf,
  FOLIO,
  formOf,
  mailKey,
  open,
  organisationIn,
  type PortalRoom,
  sessionOf,
  show,
  signedIn,
} from './room.ts';
import { linkPage, noticePage, signInPage } from './sign-in-pages.ts';

/** Looks like a mail address: what is plainly none is said at once, and no more is. */
const MAIL = /^\S{1,64}@[^\s@]+\.[^\s@]+$/;

/** Signing in by a link in the mail, and out. */
export function addSignIn(router: Router, room: PortalRoom): void {
  router.get(
    '/mis-tickets/entrar',
    open(room, (request, response) => askPage(room, request, response)),
  );
  router.post(
    '/mis-tickets/entrar',
    open(room, (request, response) => ask(room, request, response)),
  );
  router.post(
    '/mis-tickets/clave',
    open(room, (request, response) => enter(room, request, response)),
  );
  router.get('/mis-tickets/enviado', open(room, notice(room, 'sent', '/mis-tickets/entrar')));
  router.get('/mis-tickets/confirmado', open(room, notice(room, 'proved', null)));
  router.get(
    '/mis-tickets/enlace/:token',
    open(room, (request, response) => look(room, request, response)),
  );
  router.post(
    '/mis-tickets/enlace/:token',
    open(room, (request, response) => use(room, request, response)),
  );
  router.post(
    '/mis-tickets/salir',
    signedIn(room, async (visit) => {
      await formOf(visit);
      const token = portalTokenIn(visit.request);
      if (token !== null) await room.portal.signOut(token);
      clearPortalCookie(visit.response, isSecure(visit.request, room.deps.settings));
      visit.response.redirect(303, `/mis-tickets/entrar?org=${visit.viewer.organisation}`);
    }),
  );
}

/** A page that only says something. */
export function notice(room: PortalRoom, name: string, again: string | null) {
  return async (request: Request, response: Response): Promise<void> => {
    const organisation = organisationIn(room, request.query.org);
    const context = contextOf(room, organisation, null);
    show(
      room,
      response,
      noticePage(context, name, again === null ? null : { href: `${again}?org=${organisation}` }),
      context,
    );
  };
}

async function askPage(room: PortalRoom, request: Request, response: Response): Promise<void> {
  if ((await sessionOf(room, request)) !== null) return response.redirect(303, '/mis-tickets');
  const org = organisationIn(room, request.query.org);
  const folio = typeof request.query.folio === 'string' && FOLIO.test(request.query.folio) ? request.query.folio : '';
  const context = contextOf(room, org, null);
  show(room, response, signInPage(context, { org, folio, isWrong: false }), context);
}

/** Says the same whoever the address belongs to, and takes as long: the mail leaves by a job (ALI-47). */
async function ask(room: PortalRoom, request: Request, response: Response): Promise<void> {
  await room.guess.take(addressKey(request.ip));
  const { fields } = await readForm(request);
  const org = organisationIn(room, fields.org);
  const mail = (fields.mail ?? '').trim();
  const folio = FOLIO.test(fields.folio ?? '') ? String(fields.folio) : '';
  if (!MAIL.test(mail) || mail.length > 254) {
    const context = contextOf(room, org, null);
    response.status(422);
    return show(room, response, signInPage(context, { org, folio, isWrong: true }), context);
  }
  await room.mail.take(mailKey(org, mail));
  await room.portal.askLink(org, mail, folio || null);
  response.redirect(303, `/mis-tickets/enviado?org=${org}`);
}

async function look(room: PortalRoom, request: Request, response: Response, isKeyWrong = false): Promise<void> {
  const link = await room.portal.openLink(tokenIn(request));
  if (link === null) return unavailable(room, request, response);
  const context = contextOf(room, link.organisation, null);
  if (isKeyWrong) response.status(422);
  show(room, response, linkPage(context, link, isKeyWrong), context);
}

async function use(room: PortalRoom, request: Request, response: Response): Promise<void> {
  await room.guess.take(addressKey(request.ip));
  const { fields } = await readForm(request);
  let used: Awaited<ReturnType<typeof room.portal.redeem>>;
  try {
    used = await room.portal.redeem(tokenIn(request), fields.secret ?? '');
  } catch (error) {
    if (!isAppError(error, 'REQUESTER_INVALID')) throw error;
    return look(room, request, response, true);
  }
  if (used === null) return unavailable(room, request, response);
  if (used.session === null) return response.redirect(303, `/mis-tickets/confirmado?org=${used.organisation}`);
  begin(room, request, response, used.session);
  const entry = entryOf(room, used.organisation);
  response.redirect(303, used.folio === null ? entry : `/mis-tickets/t/${encodeURIComponent(used.folio)}`);
}

/** ICE-20. A wrong key, an unknown name and a person without a key have the same answer, after the same work. */
async function enter(room: PortalRoom, request: Request, response: Response): Promise<void> {
  await room.guess.take(addressKey(request.ip));
  const { fields } = await readForm(request);
  const org = organisationIn(room, fields.org);
  const { name = '', secret = '' } = fields;
  await room.mail.take(mailKey(`key|${org}`, name));
  const session = await room.portal.enter(org, name.slice(0, 254), secret);
  if (session === null) {
    const context = contextOf(room, org, null);
    response.status(422);
    return show(room, response, signInPage(context, { org, folio: '', isWrong: false, isKeyWrong: true }), context);
  }
  begin(room, request, response, session);
  response.redirect(303, entryOf(room, org));
}

/** Where somebody begins who wanted no ticket in particular (MAS-146). */
function entryOf(room: PortalRoom, organisation: string): string {
  return contextOf(room, organisation, null).policy.portal === null ? '/mis-tickets' : '/mis-tickets/inicio';
}

function begin(
  room: PortalRoom,
  request: Request,
  response: Response,
  session: { token: string; expiresAt: Date },
): void {
  const { token, expiresAt } = session;
  const lastsMs = expiresAt.getTime() - room.deps.clock.now().getTime();
  setPortalCookie(response, token, { lastsMs, secure: isSecure(request, room.deps.settings) });
}

/** A wrong, an ended and a used link have the same answer. */
async function unavailable(room: PortalRoom, request: Request, response: Response): Promise<void> {
  response.status(404);
  return notice(room, 'unavailable', '/mis-tickets/entrar')(request, response);
}

function tokenIn({ params }: Request): string {
  return typeof params.token === 'string' ? params.token : '';
}
