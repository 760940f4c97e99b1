import type { Router } from 'express';
import { addressKey } from '../../contracts/address-key.ts';
import type { RequesterDraft } from '../../contracts/requester-desk.ts';
import { AppError, isAppError } from '../../errors/app-error.ts';
import { type FormBody, readForm, storeFiles } from './form-body.ts';
import { dataPage, MAX_ROWS, newPage, registerPage, type Typed, usersPage } from './form-pages.ts';
import { cataloguePage } from './home-pages.ts';
import {
  contextOf,
  formOf,
  keyOf,
  mailKey,
  open,
  organisationIn,
  type PortalRoom,
  show,
  signedIn,
  type Visit,
} from './room.ts';
import { notice } from './sign-in-routes.ts';

/** What people do for themselves: a new ticket, registering, their own data, new users. */
export function addSelfService(router: Router, room: PortalRoom): void {
  router.get(
    '/mis-tickets/nuevo',
    signedIn(room, async (visit) => beginNew(room, visit)),
  );
  router.post(
    '/mis-tickets/nuevo',
    signedIn(room, (visit) => openTicket(room, visit)),
  );
  addRegistration(router, room);
  router.get(
    '/mis-tickets/datos',
    signedIn(room, (visit) => showData(room, visit, { typed: null, problem: null })),
  );
  router.post(
    '/mis-tickets/datos',
    signedIn(room, (visit) => correct(room, visit)),
  );
  router.get(
    '/mis-tickets/usuarios',
    signedIn(room, async (visit) => showUsers(room, visit, {}, null)),
  );
  router.post(
    '/mis-tickets/usuarios',
    signedIn(room, (visit) => designate(room, visit)),
  );
}

function addRegistration(router: Router, room: PortalRoom): void {
  const page = (org: string, typed: Typed, problem: string | null) => {
    const context = contextOf(room, org, null);
    if (context.policy.requesters.rule !== 'registered') throw new AppError('NOT_FOUND');
    return { page: registerPage(context, { typed, problem, org }), context };
  };
  router.get(
    '/mis-tickets/registro',
    open(room, async (request, response) => {
      const made = page(organisationIn(room, request.query.org), {}, null);
      show(room, response, made.page, made.context);
    }),
  );
  router.get('/mis-tickets/registrado', open(room, notice(room, 'registered', null)));
  router.post(
    '/mis-tickets/registro',
    open(room, async (request, response) => {
      await room.guess.take(addressKey(request.ip));
      const { fields } = await readForm(request);
      const org = organisationIn(room, fields.org);
      await room.mail.take(mailKey(org, fields.email ?? ''));
      try {
        await room.portal.register(org, personIn(fields, ''));
      } catch (error) {
        const made = page(org, fields, problemOf(room, org, error));
        response.status(422);
        return show(room, response, made.page, made.context);
      }
      response.redirect(303, `/mis-tickets/registrado?org=${org}`);
    }),
  );
}

/** MAS-138: a new ticket begins with the catalogue, where the policy has one; what is in none of its templates may be told too. */
function beginNew(room: PortalRoom, visit: Visit): void {
  const { context, request, response, viewer } = visit;
  const { portal } = context.policy;
  const { plantilla } = request.query;
  const mayOpen = viewer.status === 'open' || viewer.status === 'valid';
  if (mayOpen && portal !== null && portal.templates.length > 0 && plantilla === undefined) {
    show(room, response, cataloguePage(context, portal), context);
    return;
  }
  const template = portal?.templates.find(({ code }) => code === plantilla);
  const typed: Typed = {
    ...(template && { plantilla: template.code }),
    ...(template?.description && { description: template.description }),
  };
  showNew(room, visit, typed, null);
}

function showNew(room: PortalRoom, { context, response, viewer }: Visit, typed: Typed, problem: string | null): void {
  const mayOpen = viewer.status === 'open' || viewer.status === 'valid';
  if (!mayOpen) throw new AppError('NOT_FOUND');
  const wording = (key: string) => room.deps.wording?.(viewer.organisation, key) ?? key;
  show(room, response, newPage(context, { typed, problem, wording }), context);
}

async function openTicket(room: PortalRoom, visit: Visit): Promise<void> {
  const { viewer, context, response } = visit;
  const form = await formOf(visit);
  const { fields } = form;
  try {
    const attachments = await filesIn(room, form.files);
    const part = (prefix: string) =>
      Object.fromEntries(
        Object.entries(fields).flatMap(([name, value]) =>
          name.startsWith(prefix) ? [[name.slice(prefix.length), value]] : [],
        ),
      );
    const given = { description: fields.description ?? '', answers: part('a-'), fields: part('f-'), attachments };
    const { folio } = await room.portal.open(viewer, given, keyOf(form));
    return response.redirect(303, `/mis-tickets/t/${folio}?hecho=open`);
  } catch (error) {
    const problem = problemOfCase(room, visit, error);
    response.status(422);
    showNew(room, { ...visit, context }, fields, problem);
  }
}

function problemOfCase({ deps }: PortalRoom, { context, viewer }: Visit, error: unknown): string {
  if (isAppError(error, 'PORTAL_CASE_INVALID')) {
    const field = String(error.details.field);
    const question = context.policy.diagnosis.questions.find((one) => one.field === field)?.text;
    const label = context.policy.intake.fields.find((one) => one.field === field)?.label;
    const named = question === undefined ? label : deps.wording?.(viewer.organisation, question);
    return context.say('new.problem', { field: named ?? context.say('new.description') });
  }
  if (isAppError(error) && error.code.startsWith('FILE')) return context.say('files.problem');
  throw error;
}

async function showData(
  room: PortalRoom,
  { viewer, context, request, response }: Visit,
  { typed, problem }: { typed: Typed | null; problem: string | null },
): Promise<void> {
  const own = await room.portal.own(viewer);
  if (own === null) throw new AppError('NOT_FOUND');
  const done = problem === null && request.query.hecho === 'datos' ? context.say('done.data') : null;
  show(room, response, dataPage(context, { own, typed, problem, done }), context);
}

async function correct(room: PortalRoom, visit: Visit): Promise<void> {
  const { fields } = await formOf(visit);
  const { viewer, response } = visit;
  try {
    await room.portal.correct(viewer, personIn(fields, ''));
  } catch (error) {
    const problem = problemOf(room, viewer.organisation, error);
    response.status(422);
    return showData(room, visit, { typed: fields, problem });
  }
  response.redirect(303, '/mis-tickets/datos?hecho=datos');
}

function showUsers(
  room: PortalRoom,
  { context, viewer, response, request }: Visit,
  typed: Typed,
  problem: string | null,
): void {
  if (viewer.requesterId === null || context.policy.requesters.designation === null) throw new AppError('NOT_FOUND');
  const isDone = problem === null && request.query.hecho === 'usuarios';
  const done = isDone ? context.say('done.users') : null;
  show(room, response, usersPage(context, { typed, problem, done }), context);
}

async function designate(room: PortalRoom, visit: Visit): Promise<void> {
  const { viewer, context, response } = visit;
  const { fields, files } = await formOf(visit);
  try {
    const [form = null] = await filesIn(
      room,
      files.filter(({ field }) => field === 'form'),
    );
    const rows = Array.from({ length: MAX_ROWS }, (_, place) => personIn(fields, `p${place + 1}-`));
    const people = rows.filter(({ name, mail }) => name.trim() !== '' || (mail ?? '').trim() !== '');
    const { signer = '', signerPosition = '', date = '' } = fields;
    await room.portal.designate(viewer, { signer, signerPosition, date, form, people });
  } catch (error) {
    const isTheirs = isAppError(error) && error.status < 500 && error.code !== 'CSRF_REFUSED';
    if (!isTheirs) throw error;
    response.status(422);
    return showUsers(room, visit, fields, context.say('users.problem'));
  }
  response.redirect(303, '/mis-tickets/usuarios?hecho=usuarios');
}

function filesIn({ deps }: PortalRoom, files: FormBody['files']) {
  return storeFiles(deps.files, files, (name) => deps.redactor.redact(name, { speaker: 'user' }).text);
}

/** A person as a form gives them; fields that are not the list's own are the policy's. */
function personIn(fields: FormBody['fields'], prefix: string): RequesterDraft {
  const own = ['fullName', 'email', 'phone', 'type', 'company'];
  const rest = Object.entries(fields).flatMap(([name, value]) => {
    const field = name.startsWith(prefix) ? name.slice(prefix.length) : '';
    return field === '' || own.includes(field) || FORM_FIELDS.has(field) || /^p\d+-/.test(field)
      ? []
      : [[field, value]];
  });
  const of = (name: string) => fields[`${prefix}${name}`] ?? '';
  return {
    name: of('fullName'),
    mail: of('email'),
    phone: of('phone'),
    type: of('type'),
    fields: Object.fromEntries(rest),
  };
}

/** Fields of a form that say nothing of a person. */
const FORM_FIELDS = new Set(['csrf', 'key', 'org', 'signer', 'signerPosition', 'date']);

/** What a page has words for. */
const PROBLEMS = new Set(['name', 'mail', 'phone', 'type', 'missing']);

/** What was wrong, in the words of the page. Throws what is not the person's to mend. */
function problemOf(room: PortalRoom, organisation: string, error: unknown): string {
  if (!isAppError(error, 'REQUESTER_INVALID') && !isAppError(error, 'COMPANY_NOT_FOUND')) throw error;
  const { say } = contextOf(room, organisation, null);
  const what = String(error.details.what ?? 'other');
  return say(`form.problem.${PROBLEMS.has(what) ? what : 'other'}`, { label: String(error.details.label ?? '') });
}
