import { PRIVATE_ADDRESS } from '../../../src/network/addresses.ts';
import { isAllowedHost, isAllowedLink, youtubeVideo } from '../links.ts';
import type { Ask, Head } from './request.ts';

/** What a check found. `problem` is a code of ours, never a text of the site. */
export type Verdict =
  | { readonly kind: 'ok'; readonly status: number | null }
  /** Definitely not there: removed, private, or it leads to a place that the policy does not allow. */
  | { readonly kind: 'gone'; readonly status: number | null; readonly problem: string }
  /** No good answer this time. */
  | { readonly kind: 'trouble'; readonly status: number | null; readonly problem: string }
  /** The host asks for patience. */
  | { readonly kind: 'busy'; readonly seconds: number }
  /** Our own network is down: says nothing about the link. */
  | { readonly kind: 'offline' };

/** What a check may touch. */
export interface CheckRules {
  readonly ask: Ask;
  readonly allowedHosts: readonly string[];
  /** Whether an address may be asked, beyond the policy's hosts. For tests. */
  readonly isAllowed?: (url: string) => boolean;
}

const MAX_REDIRECTS = 5;
const BUSY_SECONDS = 600;
/** Answers to HEAD that may only mean that the host does not like HEAD. */
const ASK_AGAIN_BY_GET = new Set([400, 403, 404, 405, 406, 410, 500, 501, 503]);
const OUR_OWN = new Set(['EAI_AGAIN', 'ENETUNREACH', 'ENETDOWN', 'EADDRNOTAVAIL', 'EMFILE', 'ENFILE']);

/** Checks one link: YouTube videos by oEmbed, others by HEAD, then GET, redirects followed by hand. */
export async function checkLink(link: string, rules: CheckRules): Promise<Verdict> {
  try {
    const video = youtubeVideo(new URL(link));
    return video === null ? await follow(link, rules) : await checkVideo(video, rules);
  } catch (error) {
    return failed(error);
  }
}

async function follow(link: string, rules: CheckRules): Promise<Verdict> {
  const isAllowed = rules.isAllowed ?? ((url: string) => isAllowedLink(url, rules.allowedHosts));
  let here = new URL(link);
  for (let hops = 0; hops <= MAX_REDIRECTS; hops++) {
    if (!isAllowed(here.href)) return { kind: 'gone', status: null, problem: 'redirect_refused' };
    const head = await headOrGet(here, rules.ask);
    if (!isRedirect(head)) return verdictOf(head);
    const next = URL.canParse(head.location ?? '', here.href) ? new URL(head.location ?? '', here) : null;
    if (next === null) return { kind: 'gone', status: head.status, problem: 'redirect_broken' };
    // YouTube asks for consent in some countries before it shows a page; a person gets through.
    if (isConsentPage(here, next)) return { kind: 'ok', status: head.status };
    here = next;
  }
  return { kind: 'gone', status: null, problem: 'redirect_loop' };
}

async function headOrGet(url: URL, ask: Ask): Promise<Head> {
  const head = await ask('HEAD', url);
  return ASK_AGAIN_BY_GET.has(head.status) ? ask('GET', url) : head;
}

/**
 * 200: public. 401: the owner forbids embedding, people may watch it. 403: private. 404 and 400: removed, or never was.
 */
async function checkVideo(video: string, { ask }: CheckRules): Promise<Verdict> {
  const url = new URL('https://www.youtube.com/oembed?format=json');
  url.searchParams.set('url', `https://www.youtube.com/watch?v=${video}`);
  const head = await ask('GET', url);
  const { status } = head;
  if (status === 401) return { kind: 'ok', status };
  if (status === 403) return { kind: 'gone', status, problem: 'video_private' };
  if (status === 404 || status === 400) return { kind: 'gone', status, problem: 'video_removed' };
  return verdictOf(head);
}

function verdictOf({ status, retryAfter }: Head): Verdict {
  if (status >= 200 && status < 300) return { kind: 'ok', status };
  if (status === 404 || status === 410) return { kind: 'gone', status, problem: 'not_found' };
  if (status === 429) return { kind: 'busy', seconds: retryAfter ?? BUSY_SECONDS };
  if (status === 401 || status === 403) return { kind: 'trouble', status, problem: 'forbidden' };
  return { kind: 'trouble', status, problem: status >= 500 ? 'server_error' : 'unexpected_status' };
}

function failed(error: unknown): Verdict {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  if (OUR_OWN.has(code)) return { kind: 'offline' };
  const trouble = (problem: string): Verdict => ({ kind: 'trouble', status: null, problem });
  if (code === PRIVATE_ADDRESS) return trouble('private_address');
  if (code === 'ENOTFOUND') return trouble('name_unknown');
  if (code === 'ETIMEDOUT') return trouble('timeout');
  if (code === 'ECONNREFUSED' || code === 'ECONNRESET' || code === 'EHOSTUNREACH') return trouble('no_connection');
  if (/CERT|SSL|TLS|SELF_SIGNED|ALTNAME/.test(code)) return trouble('certificate');
  return trouble('no_answer');
}

function isRedirect({ status, location }: Head): boolean {
  return location !== null && [301, 302, 303, 307, 308].includes(status);
}

function isConsentPage(from: URL, to: URL): boolean {
  return isAllowedHost(from.hostname, ['*.youtube.com']) && to.hostname === 'consent.youtube.com';
}
