import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Gateway } from '../../compose/gateway.ts';
import { readConfig } from '../../config/config.ts';
import { type ApiScope, apiScopes } from '../../contracts/api-tokens.ts';
import { type CliIo, type ExitCode, UsageError, writeJson, writeLine } from '../io.ts';
import { withGateway } from '../open-gateway.ts';
import { parseInput } from '../parse-input.ts';
import { gatewayApi, onStoreOrGateway } from '../running-gateway.ts';

const base = '/api/integrations/tokens';
const DAY_MS = 86_400_000;
const instant = z.union([z.date(), z.iso.datetime().transform((text) => new Date(text))]).nullable();
const view = z.object({
  id: z.string(),
  organisation: z.string(),
  name: z.string(),
  scopes: z.array(z.string()).readonly(),
  createdAt: instant,
  createdBy: z.string(),
  expiresAt: instant,
  lastUsedAt: instant,
  revokedAt: instant,
});
const created = z.object({ token: z.string(), view });
const listed = z.object({ items: z.array(view) });
type View = z.output<typeof view>;

/** `ventanilla token create`: a token for a program, shown this once. */
export async function createToken(
  io: CliIo,
  { name, scope, days, json }: { name: string; scope: readonly string[]; days: string; json?: boolean },
): Promise<ExitCode> {
  const scopes = scope.map(scopeOf);
  if (scopes.length === 0) throw new UsageError(`Say what it may do: --scope ${apiScopes.join('|')}`);
  const expiresInDays = daysOf(days);
  const config = readConfig(io.env);
  const made = parseInput(
    created,
    await onStoreOrGateway<unknown>(config, {
      store: () => withGateway(io, config, (gateway) => createHere(gateway, { name, scopes, expiresInDays })),
      gateway: () => gatewayApi(config).post(base, { name, scopes, expiresInDays }),
    }),
  );
  if (json) await writeJson(io.stdout, made);
  else await writeLine(io.stdout, `${made.token}\n${lineOf(made.view)}\nKeep it now: nobody can show it again.`);
  return 0;
}

/** `ventanilla token list`: all tokens, ended ones too. */
export async function listTokens(io: CliIo, { json }: { json?: boolean }): Promise<ExitCode> {
  const config = readConfig(io.env);
  const { items } = parseInput(
    listed,
    await onStoreOrGateway<unknown>(config, {
      store: () => withGateway(io, config, async ({ apiTokens }) => ({ items: await apiTokens.list() })),
      gateway: () => gatewayApi(config).get(base),
    }),
  );
  if (json) await writeJson(io.stdout, { items });
  else for (const one of items) await writeLine(io.stdout, lineOf(one));
  return 0;
}

/** `ventanilla token revoke`: ends a token at once. Throws API_TOKEN_NOT_FOUND. */
export async function revokeToken(io: CliIo, id: string, { json }: { json?: boolean }): Promise<ExitCode> {
  const config = readConfig(io.env);
  const ended = parseInput(
    view,
    await onStoreOrGateway<unknown>(config, {
      store: () => withGateway(io, config, (gateway) => revokeHere(gateway, id)),
      gateway: () => gatewayApi(config).delete(`${base}/${encodeURIComponent(id)}`),
    }),
  );
  if (json) await writeJson(io.stdout, ended);
  else await writeLine(io.stdout, lineOf(ended));
  return 0;
}

async function createHere(
  gateway: Gateway,
  { name, scopes, expiresInDays }: { name: string; scopes: readonly ApiScope[]; expiresInDays: number | null },
) {
  const { apiTokens, policy, clock, redactor } = gateway;
  const id = randomUUID();
  const organisation = policy.organisation.code;
  await record(gateway, 'create', id, { scopes: scopes.join(' '), days: expiresInDays ?? 0 });
  const expiresAt = expiresInDays === null ? null : new Date(clock.now().getTime() + expiresInDays * DAY_MS);
  const draft = { id, organisation, name: redactor.redact(name).text, scopes, expiresAt, createdBy: 'operator' };
  return apiTokens.create(draft);
}

async function revokeHere(gateway: Gateway, id: string) {
  await gateway.apiTokens.get(id);
  await record(gateway, 'revoke', id, {});
  return gateway.apiTokens.revoke(id);
}

function record({ audit, clock, policy }: Gateway, deed: string, id: string, facts: Record<string, string | number>) {
  return audit.record({
    organisation: policy.organisation.code,
    at: clock.now(),
    actor: { kind: 'operator', id: 'operator' },
    action: `apiToken.${deed}`,
    subject: { kind: 'apiToken', id },
    facts,
  });
}

function scopeOf(word: string): ApiScope {
  const found = apiScopes.find((scope) => scope === word);
  if (found === undefined) throw new UsageError(`There is no scope "${word}". Known: ${apiScopes.join(', ')}`);
  return found;
}

function daysOf(text: string): number | null {
  if (text === 'never') return null;
  const days = Number(text);
  if (Number.isInteger(days) && days >= 1 && days <= 3_650) return days;
  throw new UsageError('--days takes a whole number from 1 to 3650, or never');
}

function lineOf({ id, name, scopes, expiresAt, lastUsedAt, revokedAt }: View): string {
  const state = revokedAt ? `revoked ${day(revokedAt)}` : `until ${expiresAt ? day(expiresAt) : 'revoked'}`;
  return `${id}  ${name}  ${scopes.join(' ')}  ${state}  last used ${lastUsedAt ? day(lastUsedAt) : 'never'}`;
}

function day(at: Date): string {
  return at.toISOString().slice(0, 10);
}
