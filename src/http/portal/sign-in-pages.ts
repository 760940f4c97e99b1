import type { PortalLinkView } from '../../contracts/portal.ts';
import type { Page, PageContext, Say } from './frame.ts';
import { type Html, html } from './html.ts';

/** Asking for a sign-in link. */
export function signInPage(
  { say, policy }: PageContext,
  about: { org: string; folio: string; isWrong: boolean; isKeyWrong?: boolean },
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
    ${rule === 'open' ? null : keyForm(say, about)}
    ${rule === 'registered' ? register : rule === 'list' ? learn : null}`;
  return { title: say('signIn.heading'), content };
}

/** What a one-time link is about to do; the button does it, so that a mail scanner that looks changes nothing. */
export function linkPage({ say, policy }: PageContext, link: PortalLinkView, isKeyWrong = false): Page {
  const { kind, mail, name, code } = link;
  const values = { mail, name: name ?? mail, organisation: policy.organisation.name };
  const heading = say(`link.${kind}.heading`);
  const content = html`<h1>${heading}</h1>
    <p class="intro">${say(`link.${kind}.body`, values)}</p>
    ${code === null ? null : html`<p class="code">${code}</p>`}
    <form method="post">${kind === 'activate' ? newKey(say, isKeyWrong) : null}<button type="submit">${say(`link.${kind}.send`)}</button></form>`;
  return { title: heading, content };
}

/** A page that only says something. */
export function noticePage({ say }: PageContext, name: string, again: { href: string } | null): Page {
  const heading = say(`${name}.heading`);
  const way: Html | null = again && html`<p class="beside"><a href="${again.href}">${say(`${name}.again`)}</a></p>`;
  return { title: heading, content: html`<h1>${heading}</h1><p class="intro">${say(`${name}.body`)}</p>${way}` };
}

/** ICE-20: who chose a key enters without the mail. Open at once where it did not fit. */
function keyForm(say: Say, { org, isKeyWrong = false }: { org: string; isKeyWrong?: boolean }): Html {
  const problem = isKeyWrong
    ? html`<p class="problem" role="alert" id="key-problem">${say('signIn.key.problem')}</p>`
    : null;
  return html`<details${isKeyWrong ? html` open` : null}><summary>${say('signIn.key.open')}</summary>
    <form method="post" action="/mis-tickets/clave" accept-charset="utf-8"><input type="hidden" name="org" value="${org}" />
      ${problem}
      <div class="row"><label for="name">${say('signIn.key.name')}</label>
        <input type="text" id="name" name="name" required maxlength="254" autocomplete="username" autocapitalize="none" spellcheck="false" /></div>
      <div class="row"><label for="key">${say('signIn.key.key')}</label>
        <input type="password" id="key" name="secret" required maxlength="200" autocomplete="current-password" /></div>
      <button type="submit" class="second">${say('signIn.key.send')}</button>
    </form></details>`;
}

/** ALI-08, ICE-19: a key of one's own, for whoever wants one. */
function newKey(say: Say, isWrong: boolean): Html {
  const problem = isWrong
    ? html`<p class="problem" role="alert" id="key-problem">${say('link.activate.keyProblem')}</p>`
    : null;
  return html`<label for="key">${say('link.activate.key')}</label>${problem}
    <input type="password" id="key" name="secret" maxlength="200" autocomplete="new-password" aria-describedby="key-hint${isWrong ? ' key-problem' : ''}" />
    <p class="hint" id="key-hint">${say('link.activate.keyHint')}</p>`;
}
