import type { Attachment } from '../../src/contracts/envelope.ts';
import type { TicketDraft } from '../../src/contracts/ticket.ts';
import type { RateLimits } from '../../src/http/limits/rate-limits.ts';
import { buildAvailability } from './availability.ts';
import { redacted } from './flow-context.ts';
import { createPortalPages } from './portal-server.ts';
import { buildRequesterWorld, LEAD, type RequesterWorld, type RequesterWorldOptions } from './requesters.ts';

/** What came back, read as a person sees it. */
export interface Seen {
  readonly status: number;
  readonly location: string | null;
  readonly body: string;
  readonly headers: Headers;
}

/** The pages over the real stage and real tickets, walked through as a browser does without a script. */
export async function buildPortal(
  options: RequesterWorldOptions & { limits?: Partial<RateLimits>; services?: object } = {},
) {
  const world = await buildRequesterWorld(options);
  const room = buildAvailability(world);
  const server = await createPortalPages(world, options.limits, { board: room.board, ...options.services });
  return {
    ...{ world, room, url: server.url, files: server.files },
    browser: () => createBrowser(world, server.url),
    async destroy() {
      await server.close();
      await world.destroy();
    },
  };
}

/** The pages with somebody who looks at them. */
export type Portal = Awaited<ReturnType<typeof buildPortal>>;

/** Somebody with a browser: keeps the cookie, and sends a page's own forms. */
export function createBrowser(world: RequesterWorld, url: string) {
  let cookie = '';
  let last = '';
  const call = async (path: string, init: RequestInit = {}): Promise<Seen> => {
    const answer = await fetch(new URL(path, url), {
      ...init,
      redirect: 'manual',
      headers: { ...(cookie ? { cookie } : {}), 'sec-fetch-site': 'same-origin', ...init.headers },
    });
    const [set] = answer.headers.getSetCookie();
    if (set !== undefined) cookie = set.split(';')[0] ?? '';
    const body = await answer.text();
    if (body !== '') last = body;
    return { status: answer.status, location: answer.headers.get('location'), body, headers: answer.headers };
  };
  const browser = {
    get: (path: string) => call(path),
    /** Sends a form as the last page had it: its hidden fields come along. */
    post(path: string, fields: Readonly<Record<string, string>>, file?: { field: string; name: string; text: string }) {
      const form = new FormData();
      for (const name of ['csrf', 'key']) {
        const value = new RegExp(`name="${name}" value="([^"]*)"`).exec(last)?.[1];
        if (value !== undefined) form.set(name, value);
      }
      for (const [name, value] of Object.entries(fields)) form.set(name, value);
      if (file) form.set(file.field, new Blob([file.text], { type: 'text/plain' }), file.name);
      return call(path, { method: 'POST', body: form });
    },
    raw: call,
    get cookie() {
      return cookie;
    },
    /** Signs in through the mail, as a person does. */
    async signIn(mail: string): Promise<Seen> {
      await browser.get('/mis-tickets/entrar');
      await browser.post('/mis-tickets/entrar', { mail, org: world.organisation });
      await world.jobs.runDue();
      const link = new URL(world.linkTo(mail)).pathname;
      await browser.get(link);
      await browser.post(link, {});
      return browser.get('/mis-tickets');
    },
  };
  return browser;
}

/** Somebody on the list with a ticket of their own, opened by mail. */
export async function withTicket(
  world: RequesterWorld,
  about: {
    mail: string;
    company: string;
    subject?: string;
    attachments?: readonly Attachment[];
    more?: Partial<TicketDraft>;
  },
) {
  const { organisation, deps, stage, tickets, clock } = world;
  const draft = { name: 'Ruth Sol', mail: about.mail, company: about.company };
  const person = await stage.desk.add(organisation, draft, LEAD);
  await deps.requesters.change(person.id, ['invited', 'active'], { state: 'active', validatedAt: clock.now() });
  const contact = await world.contact('email', about.mail);
  const standing = await stage.standing.standing(organisation, contact, clock.now());
  const ticket = await tickets.open(
    `mail:${about.mail}:${about.subject ?? ''}`,
    {
      subject: redacted(about.subject ?? 'No abre el módulo de cartera'),
      description: redacted('Desde ayer no abre el módulo de cartera.'),
      ...{ reason: 'mail', diagnosis: {}, complexity: null, area: world.policy.areas[0]?.code ?? '' },
      ...{ company: standing.company, attachments: about.attachments ?? [], ...about.more },
    },
    {
      ...{ organisation, conversationId: null, contactId: contact.id, at: clock.now() },
      actor: { role: 'requester', id: contact.id },
    },
  );
  return { person, contact, ticket };
}
