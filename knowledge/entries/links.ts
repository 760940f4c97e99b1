/** https, a plain host of ASCII letters, and nothing between them: no name, no port, no backslash, no blank. */
const PLAIN = /^https:\/\/[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?=[/?#]|$)/i;
/** A value that a browser would go to: `https://x`, `//x`, and the same with backslashes. */
const LEADS_AWAY = /^\s*(?:[a-z][a-z0-9+.-]*:)?[/\\]{2}/i;
const ADDRESS_IN_TEXT = /\bhttps?:\/\/[^\s<>"'()[\]{}]+/gi;
const TRACKING = /^(utm_\w+|fbclid|gclid|si|feature|pp|ref|ref_src|mc_[ce]id)$/i;
const YOUTUBE_ID = /^[\w-]{6,20}$/;

/**
 * EXS-36, P8: https on one of the hosts (`*.exsim.example` also takes what is below it), without port, name, password or
 * letters of other scripts in the host, and without a parameter that leads on to a foreign host.
 */
export function isAllowedLink(link: string, allowedHosts: readonly string[]): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  if (!PLAIN.test(link) || /[\u0000-\u0020\u007f\\]/.test(link) || !URL.canParse(link)) return false;
  const url = new URL(link);
  if (url.protocol !== 'https:' || url.port !== '' || url.username !== '' || url.password !== '') return false;
  if (!isAllowedHost(url.hostname, allowedHosts)) return false;
  const values = [...url.searchParams.values()].filter((value) => LEADS_AWAY.test(value));
  return values.every((value) => {
    const target = value.trim().replace(/^[/\\]{2}/, 'https://');
    return URL.canParse(target) && isAllowedHost(new URL(target).hostname, allowedHosts);
  });
}

/** Whether a host name is one of the policy's. */
export function isAllowedHost(host: string, allowedHosts: readonly string[]): boolean {
  const name = host.toLowerCase();
  return allowedHosts.some((allowed) => {
    const wanted = allowed.toLowerCase();
    return wanted.startsWith('*.') ? name.endsWith(wanted.slice(1)) || name === wanted.slice(2) : name === wanted;
  });
}

/** The first address in a text that the policy does not allow; null = none. Texts carry no links to elsewhere. */
export function foreignLinkIn(text: string, allowedHosts: readonly string[]): string | null {
  const found = text.match(ADDRESS_IN_TEXT) ?? [];
  return found.map((link) => link.replace(/[.,;:!?]+$/, '')).find((link) => !isAllowedLink(link, allowedHosts)) ?? null;
}

/**
 * The same text for addresses that lead to the same place: all forms of a YouTube video are one; `www.`, a slash at the end,
 * tracking parameters and their order make no difference. Anchors do: a page of questions holds many answers.
 */
export function canonicalLink(link: string): string {
  const url = new URL(link);
  const video = youtubeVideo(url);
  if (video !== null) return `youtube:${video}`;
  const parameters = [...url.searchParams].filter(([name]) => !TRACKING.test(name)).sort(byText);
  const query = new URLSearchParams(parameters).toString();
  const anchor = url.hash.replace(/:~:.*$/, '').replace(/^#$/, '');
  const path = url.pathname.replace(/\/(index\.html?)?$/, '');
  return `${url.hostname.replace(/^www\./, '')}${path}${query === '' ? '' : `?${query}`}${anchor}`;
}

/** The id of the video that an address shows; null = no YouTube video. */
export function youtubeVideo(url: URL): string | null {
  const host = url.hostname.replace(/^(www|m|music)\./, '');
  const [, first = '', second = ''] = url.pathname.split('/');
  if (host === 'youtu.be') return idOrNull(first);
  if (host !== 'youtube.com' && host !== 'youtube-nocookie.com') return null;
  if (first === 'watch') return idOrNull(url.searchParams.get('v') ?? '');
  return ['shorts', 'embed', 'live', 'v'].includes(first) ? idOrNull(second) : null;
}

function idOrNull(id: string): string | null {
  return YOUTUBE_ID.test(id) ? id : null;
}

function byText([one]: [string, string], [other]: [string, string]): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
