import type { MaintenanceWord } from '../../contracts/availability-desk.ts';
import type { Link } from '../../contracts/envelope.ts';
import type { Policy } from '../../contracts/policy.ts';
import { hidden, type Page, type PageContext } from './frame.ts';
import { type Html, html } from './html.ts';

type Portal = NonNullable<Policy['portal']>;
type Template = Portal['templates'][number];

/** What a search of the entry found. */
export interface Found {
  readonly templates: readonly Template[];
  readonly links: readonly Link[];
}

/** MAS-28, MAS-112, MAS-146: the entry of the web channel: notices, search, catalogue, one card to raise a ticket, my tickets. */
export function homePage(
  context: PageContext,
  about: { portal: Portal; notices: readonly MaintenanceWord[]; found: Found | null },
): Page {
  const { say } = context;
  const { portal, notices, found } = about;
  const { heading, raise } = portal;
  const content = html`<h1>${heading}</h1>
    ${notices.length === 0 ? null : noticesOf(context, notices)}
    <form class="search" method="post" action="/mis-tickets/inicio" role="search" accept-charset="utf-8">${hidden(context)}
      <label for="words">${portal.search}</label>
      <div class="line"><input id="words" name="words" required maxlength="200" autocomplete="off" />
      <button type="submit">${say('list.find')}</button></div>
    </form>
    ${found === null ? null : foundOf(context, found)}
    <section class="cards" aria-label="${say('home.services')}">
      <a class="ticket raise" href="/mis-tickets/nuevo"><span class="subject">${raise.title}</span><span class="foot">${raise.text}</span></a>
      <a class="ticket" href="/mis-tickets"><span class="subject">${say('nav.own')}</span><span class="foot">${say('home.ownAbout')}</span></a>
    </section>
    <details class="categories"${found === null ? null : html` open`}><summary>${say('home.categories')}</summary>${catalogueOf(context, portal)}</details>
    ${servicesOf(context, portal)}`;
  return { title: heading, content, nav: 'home', shape: 'wide' };
}

/** MAS-138: a new ticket starts from here: what fails, and what may be asked for. */
export function cataloguePage(context: PageContext, portal: Portal): Page {
  const { say } = context;
  const content = html`<h1>${say('catalogue.heading')}</h1><p class="intro">${say('catalogue.intro')}</p>
    ${catalogueOf(context, portal)}
    <p class="beside"><a href="/mis-tickets/nuevo?plantilla=otro">${say('catalogue.other')}</a></p>`;
  return { title: say('catalogue.heading'), content, nav: 'new', shape: 'wide' };
}

function catalogueOf(context: PageContext, { categories, templates }: Portal): Html {
  const { say } = context;
  const group = ({ code, label }: Portal['categories'][number]) => {
    const own = templates.filter(({ category }) => category === code);
    if (own.length === 0) return null;
    return html`<h2>${label}</h2><ul class="tickets">${own.map((one) => templateOf(context, one))}</ul>`;
  };
  return html`<div class="catalogue" aria-label="${say('catalogue.heading')}">${categories.map(group)}</div>`;
}

function templateOf({ say }: PageContext, { code, title, text, answers }: Template): Html {
  // What an outage is, is an incident without being asked.
  const kind = answers.recordKind ?? (answers.availability === undefined ? undefined : 'incidente');
  const badge =
    kind === undefined
      ? null
      : html`<span class="badge ${kind === 'incidente' ? 'awaited' : 'open'}">${say(kind === 'incidente' ? 'catalogue.incident' : 'catalogue.request')}</span>`;
  return html`<li><a class="ticket" href="/mis-tickets/nuevo?plantilla=${code}">
      <span class="head"><span class="subject">${title}</span>${badge}</span><span class="foot">${text}</span></a></li>`;
}

/** MAS-112: what is current, the urgent first. */
export function noticesOf({ say, at }: PageContext, notices: readonly MaintenanceWord[]): Html {
  const line = ({ kind, title, text, from, to, services }: MaintenanceWord) => html`<li class="${kind}">
      <p class="head"><strong>${title}</strong><span class="badge ${kind === 'urgent' ? 'awaited' : 'open'}">${say(`notice.${kind}`)}</span></p>
      <p>${say(`notice.${kind}.when`, { from: at(from), to: at(to) })}</p>
      ${services.length === 0 ? null : html`<p>${say('notice.services', { services: services.join(', ') })}</p>`}
      ${text === '' ? null : html`<p class="text">${text}</p>`}</li>`;
  return html`<section class="notices" aria-labelledby="notices"><h2 id="notices">${say('notice.heading')}</h2>
    <ul>${notices.map(line)}</ul></section>`;
}

function foundOf(context: PageContext, { templates, links }: Found): Html {
  const { say } = context;
  if (templates.length === 0 && links.length === 0)
    return html`<p class="empty" role="status">${say('home.nothing')}</p>`;
  return html`<section class="found" aria-labelledby="found"><h2 id="found" role="status">${say('home.found')}</h2>
    ${links.length === 0 ? null : html`<ul class="links">${links.map(({ title, url }) => linkOf(title, url))}</ul>`}
    ${templates.length === 0 ? null : html`<ul class="tickets">${templates.map((one) => templateOf(context, one))}</ul>`}</section>`;
}

/** MAS-28: guides and manuals, reports, how to reach the desk. */
function servicesOf({ say }: PageContext, { guides, contact, reportTemplate }: Portal): Html {
  const reports =
    reportTemplate === null
      ? null
      : html`<section><h2>${say('home.reports')}</h2><p>${say('home.reportsAbout')}</p>
        <p><a href="/mis-tickets/nuevo?plantilla=${reportTemplate}">${say('home.askReport')}</a></p></section>`;
  const lines = contact.map(({ label, value }) => html`<div><dt>${label}</dt><dd>${value}</dd></div>`);
  return html`<div class="services">
    ${guides.length === 0 ? null : html`<section><h2>${say('home.guides')}</h2><ul class="links">${guides.map(({ title, url }) => linkOf(title, url))}</ul></section>`}
    ${reports}
    ${contact.length === 0 ? null : html`<section><h2>${say('home.contact')}</h2><dl>${lines}</dl></section>`}</div>`;
}

function linkOf(title: string, url: string): Html {
  return html`<li><a href="${url}" rel="noopener">${title}</a></li>`;
}
