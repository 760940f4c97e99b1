import type { PortalLinkView } from '../../contracts/portal.ts';
import type { Page, PageContext } from './frame.ts';
import { type Html, html } from './html.ts';

/** Asking for a sign-in link. */
export function signInPage(
  { say, policy }: PageContext,
  about: { org: string; folio: string; isWrong: boolean },
): Page {
  const { name } = policy.organisation;
  const { rule, howTo } = policy.requesters;
  const problem = about.isWrong
    ? html`<p class="problem" role="alert" id="problem">${say('signIn.problem')}</p>`
    : null;
  const register = html`<p class="beside"><a href="/mis-tickets/registro?org=${about.org}">${say('signIn.register')}</a></p>`;
  const learn =
    howTo &&
    html`<p class="beside"><a href="${howTo.url}" rel="noopener">${say('signIn.howTo', { title: howTo.title })}</a></p>`;
  const content = html`<h1>${say('signIn.heading')}</h1>
    <p class="intro">${say('signIn.intro', { organisation: name })}</p>
    <form method="post" action="/mis-tickets/entrar" accept-charset="utf-8" novalidate>
      <input type="hidden" name="org" value="${about.org}" /><input type="hidden" name="folio" value="${about.folio}" />
      <label for="mail">${say('signIn.mail')}</label>
      ${problem}
      <input type="email" id="mail" name="mail" required maxlength="254" autocomplete="email" inputmode="email"
        aria-describedby="mail-hint${about.isWrong ? ' problem' : ''}"${about.isWrong ? html` aria-invalid="true"` : null} />
      <p class="hint" id="mail-hint">${say('signIn.hint')}</p>
      <button type="submit">${say('signIn.send')}</button>
    </form>
    ${rule === 'registered' ? register : rule === 'list' ? learn : null}`;
  return { title: say('signIn.heading'), content };
}

/** What a one-time link is about to do; the button does it, so that a mail scanner that looks changes nothing. */
export function linkPage({ say, policy }: PageContext, link: PortalLinkView): Page {
  const { kind, mail, name, code } = link;
  const values = { mail, name: name ?? mail, organisation: policy.organisation.name };
  const heading = say(`link.${kind}.heading`);
  const content = html`<h1>${heading}</h1>
    <p class="intro">${say(`link.${kind}.body`, values)}</p>
    ${code === null ? null : html`<p class="code">${code}</p>`}
    <form method="post"><button type="submit">${say(`link.${kind}.send`)}</button></form>`;
  return { title: heading, content };
}

/** A page that only says something. */
export function noticePage({ say }: PageContext, name: string, again: { href: string } | null): Page {
  const heading = say(`${name}.heading`);
  const way: Html | null = again && html`<p class="beside"><a href="${again.href}">${say(`${name}.again`)}</a></p>`;
  return { title: heading, content: html`<h1>${heading}</h1><p class="intro">${say(`${name}.body`)}</p>${way}` };
}
