import type { PortalTicket } from '../../contracts/portal.ts';
import { hidden, type Page, type PageContext } from './frame.ts';
import { type Html, html } from './html.ts';

/** A list of tickets: one's own (MAS-137), or those of the companies that one directs (ALI-48). */
export function listPage(
  context: PageContext,
  about: { tickets: readonly PortalTicket[]; isOpen: boolean; isCompany: boolean; done: string | null },
): Page {
  const { say, viewer } = context;
  const { tickets, isOpen, isCompany, done } = about;
  const base = isCompany ? '/mis-tickets/empresa' : '/mis-tickets';
  const heading = isCompany ? say('list.company', { company: viewer?.directs.join(', ') ?? '' }) : say('list.heading');
  const tab = (name: 'open' | 'all', isHere: boolean) =>
    html`<a href="${base}${name === 'all' ? '?ver=todos' : ''}"${isHere ? html` aria-current="true"` : null}>${say(`list.${name}`)}</a>`;
  const empty = html`<p class="empty">${say(isOpen ? 'list.empty.open' : 'list.empty.all')}</p>`;
  const content = html`<h1>${heading}</h1>
    ${done === null ? null : html`<p class="done" role="status">${done}</p>`}
    ${isCompany ? html`<p class="supervision">${say('list.supervision')}</p>` : null}
    <div class="tools">
      <p class="tabs" role="group" aria-label="${say('list.filter')}">${tab('open', isOpen)}${tab('all', !isOpen)}</p>
      <form class="find" method="post" action="/mis-tickets/buscar" role="search">${hidden(context)}
        <label for="folio">${say('list.search')}</label>
        <input id="folio" name="folio" required maxlength="40" autocomplete="off" autocapitalize="characters" spellcheck="false" />
        <button type="submit">${say('list.find')}</button>
      </form>
    </div>
    ${tickets.length === 0 ? empty : html`<ul class="tickets">${tickets.map((ticket) => rowOf(context, ticket))}</ul>`}`;
  return { title: heading, content, nav: isCompany ? 'company' : 'own', shape: 'wide' };
}

/** The state of a ticket, in the requester's words. */
export function badge({ label, tone }: Pick<PortalTicket, 'label' | 'tone'>): Html {
  return html`<span class="badge ${tone}">${label}</span>`;
}

function rowOf({ say, at }: PageContext, ticket: PortalTicket): Html {
  const { folio, subject, tone, updatedAt } = ticket;
  const awaited = tone === 'awaited' ? html`<span class="awaited">${say('list.awaited')}</span>` : null;
  return html`<li><a class="ticket" href="/mis-tickets/t/${folio}">
      <span class="head"><span class="folio">${folio}</span>${badge(ticket)}</span>
      <span class="subject">${subject}</span>
      <span class="foot">${awaited}<span>${say('list.updated', { at: at(updatedAt) })}</span></span>
    </a></li>`;
}
