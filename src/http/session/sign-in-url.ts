/**
 * The address of a sign-in link. The token stands after `#`: browsers never send that part, so it reaches no log, no proxy
 * and no Referer, and whoever previews the link (a mail scanner, a chat) cannot use it up.
 */
export function signInUrl(baseUrl: string, token: string): string {
  return `${baseUrl.replace(/\/+$/, '')}/console/sign-in#${token}`;
}
