import { z } from 'zod';
import type { Policy } from '../../src/contracts/policy.ts';
import { AppError } from '../../src/errors/app-error.ts';

/** EXS-38: types of entries, in the words of the organisation. `material_de_venta` covers the four sales kinds (EXS-37). */
export const entryTypes = ['solucion', 'video_folleto', 'caso_de_uso', 'material_de_venta', 'recomendacion'] as const;

/** EXS-37. */
export const audiences = ['support', 'sales'] as const;

const line = (max: number) => z.string().trim().min(1).max(max);

/** An entry as a person or a file gives it. A link is needed: answers are links only (EXS-35). */
export const entrySchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,79}$/, 'use lower-case letters, digits and -'),
  title: line(160),
  summary: z.string().trim().max(1_000).default(''),
  tags: z.array(line(60)).max(20).default([]),
  module: z
    .string()
    .regex(/^[a-z][a-z0-9_]*$/)
    .nullable()
    .default(null),
  audience: z.enum(audiences),
  type: z.enum(entryTypes),
  url: z.url({ protocol: /^https$/ }).max(500),
  examples: z.array(line(200)).max(20).default([]),
  language: z.enum(['es', 'en']).default('es'),
});

/** A valid entry. */
export type EntryInput = z.infer<typeof entrySchema>;

/**
 * Checks an entry. Throws ENTRY_INVALID with the path (`entries[3].url`) and ENTRY_HOST_REFUSED when its link does not
 * point to one of the policy's hosts (EXS-36).
 */
export function parseEntry(input: unknown, path: string, policy: Policy): EntryInput {
  const parsed = entrySchema.safeParse(input);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const where = [path, ...(issue?.path.map(String) ?? [])].join('.');
    throw new AppError('ENTRY_INVALID', { path: where, problem: issue?.message ?? 'unknown' });
  }
  const { allowedHosts } = policy.knowledge;
  if (!isAllowedLink(parsed.data.url, allowedHosts)) {
    throw new AppError('ENTRY_HOST_REFUSED', { host: hostOf(parsed.data.url), allowed: allowedHosts.join(', ') });
  }
  return parsed.data;
}

/** EXS-36, P8: https, exactly one of the hosts, no port, no name or password in the address. */
export function isAllowedLink(url: string, allowedHosts: readonly string[]): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname, port, username, password } = new URL(url);
  const bare = protocol === 'https:' && port === '' && username === '' && password === '';
  return bare && allowedHosts.some((host) => host.toLowerCase() === hostname);
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : 'this address';
}
