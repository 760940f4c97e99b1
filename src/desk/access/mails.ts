import type { AgentDoc } from '../../storage/models/agents.ts';
import { digestToken } from '../tokens.ts';
import type { AccessDeps } from './deps.ts';

/** Mails a link to its person. False: there is no mail server, no address, or nobody serves the console yet. */
export async function mailLink(
  { mail, base, textsOf, policyOf, clock }: AccessDeps,
  agent: AgentDoc,
  link: { readonly kind: 'invite' | 'reset'; readonly token: string; readonly expiresAt: Date },
): Promise<boolean> {
  const [port, from] = [mail(), base()];
  if (port === null || from === null || agent.email === null) return false;
  const t = textsOf(agent.org);
  const { name: organisation } = policyOf(agent.org).organisation;
  const hours = Math.round((link.expiresAt.getTime() - clock.now().getTime()) / 3_600_000);
  const values = { organisation, name: agent.name, url: `${from}/console/sign-in#${link.token}`, hours };
  await port.send({
    // A digest: the Message-ID of a mail is no secret.
    id: `access-${digestToken(link.token).slice(0, 24)}`,
    ...{ organisation: agent.org, to: agent.email },
    subject: t(`access.${link.kind}.subject`, { organisation }),
    text: t(`access.${link.kind}.text`, values),
  });
  return true;
}
