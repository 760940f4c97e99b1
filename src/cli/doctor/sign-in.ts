import { z } from 'zod';
import type { Config } from '../../config/config.ts';
import { AppError } from '../../errors/app-error.ts';
import { signInUrl } from '../../http/session/sign-in-url.ts';
import type { CliIo } from '../io.ts';
import { withGateway } from '../open-gateway.ts';
import { parseInput } from '../parse-input.ts';
import { addressOf, gatewayApi, onStoreOrGateway } from '../running-gateway.ts';

/** A way into the console that works once. */
export interface SignInLink {
  readonly url: string;
  readonly agent: string;
  /** ISO 8601, UTC. */
  readonly expiresAt: string;
}

const linkSchema = z.object({ url: z.string(), expiresAt: z.string() });
const agentsSchema = z.object({ items: z.array(z.object({ id: z.string(), roles: z.array(z.string()) })) });

/** For whom a link is made. */
export interface SignInWish {
  /** Null: the first administrator. */
  readonly agent: string | null;
  /** Of this organisation; null: of the first that the configuration runs. */
  readonly policy: string | null;
}

/** Makes a sign-in link. Throws AGENT_NOT_FOUND, STORE_LOCKED. */
export function makeSignInLink(io: CliIo, config: Config, { agent, policy }: SignInWish): Promise<SignInLink> {
  return onStoreOrGateway(config, {
    store: () => onStore(io, policy === null ? config : { ...config, policies: [policy] }, agent),
    gateway: () => onGateway(policy === null ? gatewayApi(config) : gatewayApi(config, undefined, policy), agent),
  });
}

function onStore(io: CliIo, config: Config, given: string | null): Promise<SignInLink> {
  return withGateway(io, config, async ({ desk, policy, audit, clock }) => {
    await desk.ensureAdministrator(policy.organisation.code);
    const agent = given ?? administratorOf(await desk.listAgents(policy.organisation.code));
    if (!(await desk.listAgents(policy.organisation.code)).some(({ id }) => id === agent)) {
      throw new AppError('AGENT_NOT_FOUND');
    }
    await audit.record({
      organisation: policy.organisation.code,
      at: clock.now(),
      actor: { kind: 'operator', id: 'operator' },
      action: 'signInLink.create',
      subject: { kind: 'agent', id: agent },
    });
    const { token, expiresAt } = await desk.createSignInLink(agent);
    const base = config.publicUrl ?? addressOf(config);
    return { url: signInUrl(base, token), agent, expiresAt: expiresAt.toISOString() };
  });
}

async function onGateway(api: ReturnType<typeof gatewayApi>, given: string | null): Promise<SignInLink> {
  const { items } = parseInput(agentsSchema, await api.get('/api/agents'));
  if (items.length === 0) throw new AppError('ADMINISTRATOR_AWAITED');
  const agent = given ?? administratorOf(items);
  const link = await api.post(`/api/agents/${encodeURIComponent(agent)}/sign-in-link`);
  return { ...parseInput(linkSchema, link), agent };
}

function administratorOf(agents: readonly { readonly id: string; readonly roles: readonly string[] }[]): string {
  const found = agents.find(({ roles }) => roles.includes('admin'));
  if (!found) throw new AppError('AGENT_NOT_FOUND');
  return found.id;
}
