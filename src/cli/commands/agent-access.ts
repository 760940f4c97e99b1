import { z } from 'zod';
import { readConfig } from '../../config/config.ts';
import { signInUrl } from '../../http/session/sign-in-url.ts';
import { type CliIo, type ExitCode, writeJson, writeLine } from '../io.ts';
import { withGateway } from '../open-gateway.ts';
import { parseInput } from '../parse-input.ts';
import { addressOf, gatewayApi, onStoreOrGateway } from '../running-gateway.ts';

const operator = { kind: 'operator', id: 'operator' } as const;
const linkSchema = z.object({
  url: z.string(),
  kind: z.enum(['invite', 'reset']),
  expiresAt: z.string(),
  mailed: z.boolean(),
});
const endedSchema = z.object({ ended: z.number() });

/** `ventanilla agent invite`: a link to choose a password. Throws AGENT_NOT_FOUND. */
export async function inviteAgent(
  io: CliIo,
  id: string,
  { mail = false, json }: { mail?: boolean; json?: boolean },
): Promise<ExitCode> {
  const config = readConfig(io.env);
  const base = config.publicUrl ?? addressOf(config);
  const answer = await onStoreOrGateway<unknown>(config, {
    store: () =>
      withGateway(io, config, async ({ access, policy, serveConsole }) => {
        serveConsole(base);
        const { token, expiresAt, ...link } = await access.passwordLink(policy.organisation.code, id, {
          ...{ mail, by: operator },
        });
        return { ...link, url: signInUrl(base, token), expiresAt: expiresAt.toISOString() };
      }),
    gateway: () => gatewayApi(config).post(`/api/agents/${encodeURIComponent(id)}/password-link`, { mail }),
  });
  const link = parseInput(linkSchema, answer);
  if (json) await writeJson(io.stdout, link);
  else {
    const sent = mail && !link.mailed ? '; NOT mailed: no mail server or no address' : link.mailed ? '; mailed' : '';
    await writeLine(io.stdout, `${link.url}\n  for ${id}, valid once, until ${link.expiresAt}${sent}`);
  }
  return mail && !link.mailed ? 1 : 0;
}

/** `ventanilla agent reset-totp`: whoever lost their phone signs in without a second factor. Throws AGENT_NOT_FOUND. */
export async function resetTotp(io: CliIo, id: string): Promise<ExitCode> {
  const config = readConfig(io.env);
  await onStoreOrGateway<unknown>(config, {
    store: () =>
      withGateway(io, config, ({ access, policy }) => access.resetTotp(policy.organisation.code, id, operator)),
    gateway: () => gatewayApi(config).delete(`/api/agents/${encodeURIComponent(id)}/totp`),
  });
  await writeLine(io.stdout, `${id} has no second factor any more; their sessions have ended.`);
  return 0;
}

/** `ventanilla agent sign-out`. Throws AGENT_NOT_FOUND. */
export async function signOutAgent(io: CliIo, id: string): Promise<ExitCode> {
  const config = readConfig(io.env);
  const answer = await onStoreOrGateway<unknown>(config, {
    store: () =>
      withGateway(io, config, async ({ access, policy }) => ({
        ended: await access.endSessions(policy.organisation.code, id, { by: operator }),
      })),
    gateway: () => gatewayApi(config).delete(`/api/agents/${encodeURIComponent(id)}/sessions`),
  });
  const { ended } = parseInput(endedSchema, answer);
  await writeLine(io.stdout, `${ended} ${ended === 1 ? 'session' : 'sessions'} of ${id} ended.`);
  return 0;
}
