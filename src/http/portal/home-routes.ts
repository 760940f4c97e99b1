import type { Router } from 'express';
import type { MaintenanceWord } from '../../contracts/availability-desk.ts';
import { AppError } from '../../errors/app-error.ts';
import { servicesOf } from '../auth/organisation.ts';
import { type Found, homePage } from './home-pages.ts';
import { FOLIO, formOf, type PortalRoom, show, signedIn, type Visit } from './room.ts';

const MOST_FOUND = 5;
/** Words that say nothing of what is looked for. */
const SHORT = 3;

/** The entry of the web channel (MAS-28, MAS-146), where the policy has one. */
export function addHome(router: Router, room: PortalRoom): void {
  router.get(
    '/mis-tickets/inicio',
    signedIn(room, async (visit) => showHome(room, visit, null)),
  );
  // A post: what somebody looks for is in no address, which is logged (P4).
  router.post(
    '/mis-tickets/inicio',
    signedIn(room, (visit) => search(room, visit)),
  );
}

function showHome(room: PortalRoom, { context, response, viewer }: Visit, found: Found | null): void {
  const { portal } = context.policy;
  if (portal === null) throw new AppError('NOT_FOUND');
  const notices = noticesFor(room, viewer.organisation, viewer.company);
  show(room, response, homePage(context, { portal, notices, found }), context);
}

/** MAS-112: what is current for a customer. */
export function noticesFor(
  { deps }: PortalRoom,
  organisation: string,
  company: string | null,
): readonly MaintenanceWord[] {
  return servicesOf(deps, organisation).board?.current(company, deps.clock.now()) ?? [];
}

async function search(room: PortalRoom, visit: Visit): Promise<void> {
  const { fields } = await formOf(visit);
  const { viewer, context, response } = visit;
  const asked = (fields.words ?? '').trim().slice(0, 200);
  const folio = asked.toUpperCase();
  if (FOLIO.test(folio)) return response.redirect(303, `/mis-tickets/t/${folio}`);
  const clean = room.deps.redactor.redact(asked, { speaker: 'user' }).text;
  const words = plain(clean)
    .split(' ')
    .filter((word) => word.length > SHORT);
  const templates = (context.policy.portal?.templates ?? []).filter(({ title, text }) => {
    const said = plain(`${title} ${text}`);
    return words.some((word) => said.includes(word));
  });
  const answers = servicesOf(room.deps, viewer.organisation).answers;
  const links = clean === '' ? [] : (answers?.answer(clean).links ?? []);
  showHome(room, visit, { templates: templates.slice(0, MOST_FOUND), links: links.slice(0, MOST_FOUND) });
}

function plain(text: string): string {
  const bare = text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  return bare.replace(/[^a-z0-9]+/g, ' ').trim();
}
