import type { LinkKind } from '../../contracts/sign-in.ts';
import { AppError } from '../../errors/app-error.ts';
import type { SignInLinkDoc } from '../../storage/models/agents.ts';
import { digestToken, makeToken } from '../tokens.ts';
import type { AccessDeps } from './deps.ts';
import { plainCode, randomCode } from './recovery-codes.ts';

const HOUR = 3_600_000;
/** How long each kind works, hours. A mailed one may lie in a shared mailbox; an invitation waits for Monday. */
const LASTS: Readonly<Record<Exclude<LinkKind, 'signIn'>, number>> = { invite: 72, reset: 1, setup: 24 };
const SETUP_LENGTH = 12;

type LinkDeps = Pick<AccessDeps, 'links' | 'clock'>;

/** A link that lets somebody choose a password. Those made for them before stop working. */
export async function makePasswordLink(
  { links, clock }: LinkDeps,
  agent: string,
  kind: 'invite' | 'reset',
): Promise<{ token: string; expiresAt: Date }> {
  const token = makeToken();
  const now = clock.now();
  const expiresAt = new Date(now.getTime() + LASTS[kind] * HOUR);
  await links.dropLinks({ agent, kind });
  await links.addLink({ _id: digestToken(token), agent, kind, expiresAt }, now);
  return { token, expiresAt };
}

/** The code that makes an organisation's first administrator: short, because it may be typed off another screen. */
export async function makeSetupCode({ links, clock }: LinkDeps, org: string): Promise<string> {
  const code = randomCode(SETUP_LENGTH).replace(/(.{4})(?=.)/g, '$1-');
  const now = clock.now();
  const expiresAt = new Date(now.getTime() + LASTS.setup * HOUR);
  await links.addLink({ _id: digestToken(code), agent: '', kind: 'setup', org, expiresAt }, now);
  return code;
}

/** A link that works, with its digest. Uses nothing up. Throws SIGN_IN_LINK_INVALID. */
export async function findLink({ links, clock }: LinkDeps, token: string): Promise<SignInLinkDoc> {
  const link = (await links.findLink(digestToken(token))) ?? (await links.findLink(digestToken(typedCode(token))));
  if (link === null || link.expiresAt <= clock.now()) throw new AppError('SIGN_IN_LINK_INVALID');
  return link;
}

/** Uses a link up: of two at once, one gets it. Throws SIGN_IN_LINK_INVALID. */
export async function takeLink({ links }: LinkDeps, { _id }: SignInLinkDoc): Promise<void> {
  if ((await links.takeLink(_id)) === null) throw new AppError('SIGN_IN_LINK_INVALID');
}

/** A setup code as it was printed, however it was typed. */
function typedCode(typed: string): string {
  return plainCode(typed.slice(0, 64)).replace(/(.{4})(?=.)/g, '$1-');
}
