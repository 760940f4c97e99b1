/** Whether a list allows a host: named itself, or below a name with a leading dot. Pure. */
export function isAllowedHost(host: string, hosts: readonly string[]): boolean {
  return hosts.some((allowed) => (allowed.startsWith('.') ? host.endsWith(allowed) : host === allowed));
}
