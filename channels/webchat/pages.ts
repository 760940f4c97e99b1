import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Request, type RequestHandler, type Response, Router } from 'express';
import { AssetShelf } from './assets.ts';
import { baseUrl, type WebchatContext } from './context.ts';
import type { WebchatSite } from './options.ts';
import { type PageLanguage, type PageTexts, pageLanguage, readPageTexts } from './page-texts.ts';
import { errorHandler } from './respond.ts';

// One of Web Chat's libraries adds an empty style element without a nonce; this allows that and nothing else.
const EMPTY_STYLE = 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=';

/** A path and what answers under it. */
export interface PageMount {
  readonly path: string;
  readonly router: Router;
}

/** The page, its files and the embed script. `/` answers only itself and leaves every other address alone. */
export function createPages(context: WebchatContext): PageMount[] {
  const shelf = new AssetShelf(context.options.assets);
  const chat = Router();
  chat.get('/', showPage(context, { framed: true }));
  chat.get('/:file', (request, response, next) => shelf.serve(request.params.file)(request, response, next));
  // `/chat/CODE`: the page of one site among several.
  chat.get('/:site', (request, response, next) =>
    context.sites.has(request.params.site) ? showPage(context, { framed: true })(request, response, next) : next(),
  );
  const embed = Router();
  embed.get('/', shelf.serve('embed.js', { shared: true }));
  const root = Router({ strict: true });
  root.get('/', showPage(context, { framed: false }));
  return [
    { path: '/chat', router: guarded(context, chat) },
    { path: '/embed.js', router: guarded(context, embed) },
    { path: '/', router: guarded(context, root) },
  ];
}

function guarded(context: WebchatContext, router: Router): Router {
  router.use(errorHandler(context.options.logger));
  return router;
}

function showPage(context: WebchatContext, { framed }: { framed: boolean }): RequestHandler {
  return async (request, response) => {
    const site = context.sites.find(siteNamed(request));
    const language = pageLanguage(request.query.lang, site.language);
    const { directory } = context.options.assets;
    const texts = await readPageTexts(directory, language);
    const template = await readFile(join(directory, 'page.html'), 'utf8');
    const nonce = randomBytes(16).toString('base64url');
    securityHeaders(response, { nonce, base: baseUrl(context, request), framed, site });
    response.setHeader('Cache-Control', 'no-store');
    response.setHeader('Content-Type', 'text/html; charset=utf-8');
    response.end(fillPage(template, { site, language, texts, nonce, limits: context.limits }));
  };
}

/** By the path, else by `?site=`; neither = the first site. */
function siteNamed({ params, query }: Request): string | undefined {
  if (typeof params.site === 'string') return params.site;
  return typeof query.site === 'string' ? query.site : undefined;
}

function securityHeaders(
  response: Response,
  { nonce, base, framed, site }: { nonce: string; base: string; framed: boolean; site: WebchatSite },
): void {
  const { origins = 'any' } = site;
  const ancestors = !framed ? "'none'" : origins === 'any' ? '*' : ["'self'", ...origins].join(' ');
  const policy = [
    "default-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    `frame-ancestors ${ancestors}`,
    `script-src 'self' 'nonce-${nonce}'`,
    // Web Chat writes its styles at run time and signs them with the nonce.
    `style-src 'self' 'nonce-${nonce}' '${EMPTY_STYLE}'`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    // blob: is how Web Chat reads a file that the person chose.
    `connect-src 'self' ${base.replace(/^http/, 'ws')} blob:`,
    'worker-src blob:',
  ];
  response.setHeader('Content-Security-Policy', policy.join('; '));
  // The old header knows only "nobody" and "myself"; frame-ancestors above says who.
  if (framed) response.removeHeader('X-Frame-Options');
  else response.setHeader('X-Frame-Options', 'DENY');
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('Referrer-Policy', 'no-referrer');
}

function fillPage(
  template: string,
  about: {
    site: WebchatSite;
    language: PageLanguage;
    texts: PageTexts;
    nonce: string;
    limits: { fileBytes: number; files: number };
  },
): string {
  const { site, language, nonce, limits } = about;
  const megabytes = String(Math.floor(limits.fileBytes / 1024 / 1024));
  const texts = { ...about.texts, uploadHint: (about.texts.uploadHint ?? '').replace('{size}', megabytes) };
  const settings = { site: site.id, language, texts, fileBytes: limits.fileBytes, files: limits.files };
  const values: Record<string, string> = {
    ...Object.fromEntries(Object.entries(texts).map(([key, text]) => [`text.${key}`, escapeHtml(text)])),
    nonce,
    title: escapeHtml(site.title),
    privacyLink: linkTo(site.privacyUrl, about.texts.privacyLink),
    ticketsLink: linkTo(site.ticketsUrl, about.texts.ticketsLink),
    settings: escapeHtml(JSON.stringify(settings)),
  };
  // The template is a valid page in the first language; only its mark of the language changes.
  return template
    .replace('<html lang="es">', `<html lang="${language}">`)
    .replace(/\{\{([\w.]+)\}\}/g, (_, key: string) => values[key] ?? '');
}

function escapeHtml(text: string): string {
  const names: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
  return text.replace(/[&<>"']/g, (sign) => names[sign] ?? sign);
}

/** A link in a tab of its own: the page may stand in somebody else's frame. Nothing where there is no address. */
function linkTo(url: string | undefined, text = ''): string {
  if (url === undefined || !/^(https?:\/)?\//i.test(url)) return '';
  return `<a href="${escapeHtml(url)}" target="_blank" rel="noopener noreferrer">${escapeHtml(text)}</a>`;
}
