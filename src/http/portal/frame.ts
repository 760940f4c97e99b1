import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Policy } from '../../contracts/policy.ts';
import type { PortalViewer } from '../../contracts/portal.ts';
import { escapeHtml, type Html, html } from './html.ts';

/** One text of the pages, with its `{names}` filled. */
export type Say = (key: string, values?: Readonly<Record<string, string | number>>) => string;

/** What every page knows: whose page it is, in which words, and who looks at it. */
export interface PageContext {
  readonly policy: Policy;
  readonly say: Say;
  /** An instant in the organisation's zone. */
  readonly at: (instant: Date) => string;
  readonly day: (instant: Date) => string;
  readonly viewer: PortalViewer | null;
  /** Goes into every form of a session. */
  readonly csrf: string;
  /** Makes a repeat of one form known (P2). */
  readonly formKey: string;
}

/** A page: its title, what is in it, which entry of the navigation it is, and how wide it stands. */
export interface Page {
  readonly title: string;
  readonly content: Html;
  readonly nav?: 'home' | 'own' | 'new' | 'company' | 'data' | 'users';
  readonly shape?: 'card' | 'wide';
}

/** Makes whole pages from `web/tickets`. */
export interface PortalFrame {
  say(language: 'es' | 'en'): Say;
  render(page: Page, context: PageContext): string;
}

/** Reads the files once, when the first page is asked for. */
export function createPortalFrame(directory: string): PortalFrame {
  let loaded: { frame: string; texts: Record<'es' | 'en', Readonly<Record<string, string>>> } | undefined;
  const files = () => {
    const read = (name: string) => readFileSync(join(directory, name), 'utf8');
    const texts = (language: 'es' | 'en') => JSON.parse(read(`texts/${language}.json`)) as Record<string, string>;
    loaded ??= { frame: read('frame.html'), texts: { es: texts('es'), en: texts('en') } };
    return loaded;
  };
  return {
    say: (language) => (key, values) => {
      const text = files().texts[language][key];
      if (text === undefined) throw new Error(`The pages have no text ${key}.`);
      return text.replace(/\{(\w+)\}/g, (_, name: string) => String(values?.[name] ?? ''));
    },
    render(page, context) {
      const { say, policy } = context;
      const language = policy.organisation.locale === 'en' ? 'en' : 'es';
      const values: Record<string, string> = {
        title: escapeHtml(`${page.title} · ${policy.organisation.name}`),
        skip: escapeHtml(say('skip')),
        organisation: escapeHtml(policy.organisation.name),
        account: accountOf(context).text,
        nav: navOf(page, context).text,
        shape: page.shape ?? 'card',
        content: page.content.text,
      };
      return files()
        .frame.replace(/\{\{(\w+)\}\}/g, (_, name: string) => values[name] ?? '')
        .replace('<html lang="es">', `<html lang="${language}">`);
    },
  };
}

/** Hidden fields of a form of a session. */
export function hidden({ csrf, formKey }: Pick<PageContext, 'csrf' | 'formKey'>): Html {
  return html`<input type="hidden" name="csrf" value="${csrf}" /><input type="hidden" name="key" value="${formKey}" />`;
}

function accountOf(context: PageContext): Html {
  const { viewer, say } = context;
  if (viewer === null) return html``;
  return html`<div class="account"><p class="who">${viewer.name ?? viewer.mail}</p>
    <form method="post" action="/mis-tickets/salir">${hidden(context)}<button class="plain" type="submit">${say('signOut')}</button></form></div>`;
}

function navOf({ nav }: Page, { viewer, say, policy }: PageContext): Html {
  if (viewer === null) return html``;
  const mayOpen = viewer.status === 'open' || viewer.status === 'valid';
  const isListed = viewer.requesterId !== null;
  const entries = [
    { name: 'home', path: '/inicio', isThere: policy.portal !== null },
    { name: 'own', path: '', isThere: mayOpen },
    { name: 'new', path: '/nuevo', isThere: mayOpen },
    { name: 'company', path: '/empresa', isThere: viewer.directs.length > 0 },
    { name: 'data', path: '/datos', isThere: isListed && policy.requesters.rule === 'registered' },
    { name: 'users', path: '/usuarios', isThere: isListed && policy.requesters.designation !== null },
  ].filter(({ isThere }) => isThere);
  if (entries.length === 0) return html``;
  const link = ({ name, path }: (typeof entries)[number]) =>
    html`<li><a href="/mis-tickets${path}"${nav === name ? html` aria-current="page"` : null}>${say(`nav.${name}`)}</a></li>`;
  return html`<nav aria-label="${say('nav.label')}"><ul>${entries.map(link)}</ul></nav>`;
}
