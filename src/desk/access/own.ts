import type { AccessStanding, OwnAccess, OwnSession } from '../../contracts/sign-in.ts';
import { AppError } from '../../errors/app-error.ts';
import type { AgentDoc } from '../../storage/models/agents.ts';
import type { CredentialsDoc } from '../../storage/models/credentials.ts';
import { type AccessDeps, agentOf, endAll, loginOf, ownerOf, ownWords, recordAccess } from './deps.ts';
import { checkPassword } from './password-rules.ts';
import { makeRecoveryCodes, recoveryDigest } from './recovery-codes.ts';
import { proveSecondFactor, totpPlace } from './second-factor.ts';
import { makeTotpSecret, totpStep, totpUri } from './totp.ts';

/** What everybody may do with their own access. */
export function createOwnAccess(deps: AccessDeps): OwnAccess {
  const { credentials, box, policyOf, clock, sessions } = deps;
  return {
    async standing(agentId) {
      return standingOf(deps, await agentOf(deps, agentId), await credentials.find(agentId));
    },
    changePassword: (own, current, next) => changePassword(deps, own, current, next),
    async beginTotp({ agentId }, { password, code }) {
      const agent = await agentOf(deps, agentId);
      const known = await credentials.find(agentId);
      await confirmByPassword(deps, known, password);
      // Who knows the password and finds a console open must not bind the account to a device of theirs.
      await proveSecondFactor(deps, known, code);
      const secret = makeTotpSecret();
      await credentials.beginTotp(ownerOf(agent), box.seal(secret, totpPlace(agentId)));
      const issuer = `Ventanilla ${policyOf(agent.org).organisation.name}`;
      return { secret, uri: totpUri(secret, { issuer, label: loginOf(agent) }) };
    },
    async confirmTotp({ agentId, sessionId }, code) {
      const agent = await agentOf(deps, agentId);
      const begun = (await credentials.find(agentId))?.totpBegun ?? null;
      const now = clock.now();
      const step = begun && totpStep(box.open(begun, totpPlace(agentId)), code.replace(/\s/g, ''), now);
      if (begun === null || step === null) throw new AppError('SECOND_FACTOR_WRONG');
      await recordAccess(deps, 'totp.enrol', { agent });
      const codes = makeRecoveryCodes();
      const recovery = codes.map((one) => recoveryDigest(box, agentId, one));
      if (!(await credentials.confirmTotp(agentId, { sealed: begun, step: step as number, recovery, at: now })))
        throw new AppError('SECOND_FACTOR_WRONG');
      await sessions.proven(sessionId);
      await endAll(deps, agent, sessionId);
      return codes;
    },
    async removeTotp({ agentId }, code) {
      const agent = await agentOf(deps, agentId);
      if (isRequired(deps, agent)) throw new AppError('SECOND_FACTOR_REQUIRED');
      await mustProve(deps, agentId, code);
      await recordAccess(deps, 'totp.remove', { agent });
      await credentials.clearTotp(agentId);
    },
    async renewRecoveryCodes({ agentId }, code) {
      const agent = await agentOf(deps, agentId);
      await mustProve(deps, agentId, code);
      await recordAccess(deps, 'recoveryCodes.renew', { agent });
      const codes = makeRecoveryCodes();
      await credentials.setRecovery(
        agentId,
        codes.map((one) => recoveryDigest(box, agentId, one)),
      );
      return codes;
    },
  };
}

/** How somebody's access stands. */
export function standingOf(deps: AccessDeps, agent: AgentDoc, known: CredentialsDoc | null): AccessStanding {
  return {
    agentId: agent._id,
    login: known === null || known.password === null ? null : known.login,
    passwordSince: known?.passwordAt ?? null,
    totpSince: known?.totpAt ?? null,
    totpRequired: isRequired(deps, agent),
    recoveryCodesLeft: known?.recovery.length ?? 0,
  };
}

function isRequired({ policyOf }: AccessDeps, { org, roles }: AgentDoc): boolean {
  return roles.some((role) => policyOf(org).console.requireTotpFor.includes(role));
}

/** A code is needed where there is a second factor, and refused where there is none. */
async function mustProve(deps: AccessDeps, agentId: string, code: string): Promise<void> {
  const known = await deps.credentials.find(agentId);
  if (!(await proveSecondFactor(deps, known, code))) throw new AppError('SECOND_FACTOR_WRONG');
}

/** An open console that was left alone must not be enough to take an account over. Who has no password has none to show. */
async function confirmByPassword(
  { hasher }: AccessDeps,
  known: CredentialsDoc | null,
  password: string | null,
): Promise<void> {
  if (known === null || known.password === null) return;
  if (!(await hasher.verify(password ?? '', known.password))) throw new AppError('SIGN_IN_REFUSED');
}

async function changePassword(deps: AccessDeps, own: OwnSession, current: string, next: string): Promise<void> {
  const { credentials, hasher, policyOf, clock } = deps;
  const agent = await agentOf(deps, own.agentId);
  const known = await credentials.find(own.agentId);
  await confirmByPassword(deps, known, current);
  // Who came by a link has no password to confirm with: an administrator's link sets the first one.
  if (known === null || known.password === null) throw new AppError('SIGN_IN_REFUSED');
  checkPassword(next, {
    length: policyOf(agent.org).console.passwordLength,
    own: ownWords(deps, { id: agent._id, name: agent.name, organisation: agent.org, email: agent.email ?? '' }),
  });
  if (current === next) throw new AppError('PASSWORD_WEAK', { problem: 'it is the one that you have' });
  const stored = await hasher.hash(next);
  await recordAccess(deps, 'password.change', { agent });
  await credentials.setPassword({ ...ownerOf(agent), login: known.login }, stored, clock.now());
  await endAll(deps, agent, own.sessionId);
}
