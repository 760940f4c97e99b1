import {
  type FirstAdministrator,
  type OpenedSession,
  plainLogin,
  type SignInAttempt,
  type SignInDoor,
} from '../../contracts/sign-in.ts';
import { AppError } from '../../errors/app-error.ts';
import { type AccessDeps, agentOf, endAll, loginOf, ownerOf, ownWords, recordAccess } from './deps.ts';
import { findLink, makePasswordLink, takeLink } from './links.ts';
import { mailLink } from './mails.ts';
import { checkPassword } from './password-rules.ts';
import { proveSecondFactor } from './second-factor.ts';

/** The way in, for people who are nobody yet. */
export function createDoor(deps: AccessDeps): SignInDoor {
  const { agents, organisations, logger } = deps;
  return {
    signIn: (attempt) => signIn(deps, attempt),
    async lookAtLink(token) {
      const link = await findLink(deps, token);
      const kind = link.kind ?? 'signIn';
      const agent = link.agent === '' ? null : await agents.find(link.agent);
      const organisation = agent?.org ?? link.org ?? '';
      const isStale = kind === 'setup' && !(await agents.isEmpty(organisation));
      if ((agent === null && kind !== 'setup') || isStale) throw new AppError('SIGN_IN_LINK_INVALID');
      const { passwordLength } = deps.policyOf(organisation).console;
      const login = agent && loginOf(agent);
      return { kind, organisation, name: agent?.name ?? null, login, passwordLength };
    },
    setPassword: (token, password) => setPassword(deps, token, password),
    createAdministrator: (code, administrator) => createAdministrator(deps, code, administrator),
    forgot(login) {
      // Nobody waits: how long it takes would tell whether somebody has this login.
      mailReset(deps, login).catch((err: unknown) =>
        logger.warn({ err }, 'a link for a forgotten password was not mailed'),
      );
    },
    get mails() {
      return deps.mail() !== null;
    },
    async awaitsAdministrator() {
      for (const organisation of organisations()) if (await agents.isEmpty(organisation)) return true;
      return false;
    },
  };
}

async function signIn(deps: AccessDeps, { login, password, code, device }: SignInAttempt): Promise<OpenedSession> {
  const { credentials, agents, hasher, sessions } = deps;
  const known = await credentials.byLogin(plainLogin(login));
  // The same work for nobody, and for somebody without a password.
  const isRight = await hasher.verify(password, known?.password ?? null);
  const agent = known && isRight ? await agents.find(known._id) : null;
  if (agent === null) throw new AppError('SIGN_IN_REFUSED');
  const secondFactor = await proveSecondFactor(deps, known, code);
  return sessions.open(agent, { device, secondFactor });
}

async function setPassword(deps: AccessDeps, token: string, password: string): Promise<{ login: string }> {
  const { credentials, hasher, clock } = deps;
  const link = await findLink(deps, token);
  if (link.kind !== 'invite' && link.kind !== 'reset') throw new AppError('SIGN_IN_LINK_INVALID');
  const agent = await agentOf(deps, link.agent);
  const { passwordLength: length } = deps.policyOf(agent.org).console;
  const own = ownWords(deps, { id: agent._id, name: agent.name, organisation: agent.org, email: agent.email ?? '' });
  checkPassword(password, { length, own });
  const owner = ownerOf(agent);
  if (await credentials.isTaken(owner.login, agent._id)) throw loginTaken();
  const stored = await hasher.hash(password);
  await takeLink(deps, link);
  await recordAccess(deps, 'password.set', { agent, facts: { by: link.kind } });
  if (!(await credentials.setPassword(owner, stored, clock.now()))) throw loginTaken();
  await endAll(deps, agent);
  return { login: owner.login };
}

/** Somebody else signs in with this address. */
export function loginTaken(): AppError {
  return new AppError('AGENT_INVALID', { problem: 'somebody else signs in with this mail address; correct it first' });
}

async function createAdministrator(
  deps: AccessDeps,
  code: string,
  { name: typed, email, password, device }: FirstAdministrator,
): Promise<OpenedSession> {
  const { agents, credentials, hasher, redactor, sessions, clock } = deps;
  const link = await findLink(deps, code);
  const organisation = link.org ?? '';
  if (link.kind !== 'setup' || !(await agents.isEmpty(organisation))) throw new AppError('SIGN_IN_LINK_INVALID');
  const id = `${organisation}-admin`;
  // P4: somebody may type anything into a name.
  const name = redactor.redact(typed, { speaker: 'agent' }).text as string;
  const draft = { id, organisation, name, email: plainLogin(email) };
  checkPassword(password, {
    length: deps.policyOf(organisation).console.passwordLength,
    own: ownWords(deps, draft),
  });
  if (await credentials.isTaken(draft.email, id)) throw loginTaken();
  const stored = await hasher.hash(password);
  await takeLink(deps, link);
  await recordAccess(deps, 'administrator.create', { agent: { _id: id, org: organisation } });
  // First the password, which opens nothing by itself: a crash here leaves nobody, and the next start prints another code.
  if (!(await credentials.setPassword({ _id: id, org: organisation, login: draft.email }, stored, clock.now())))
    throw loginTaken();
  // All three roles: in a house of one, the administrator also attends.
  if (!(await deps.addAgent({ ...draft, roles: ['admin', 'lead', 'agent'] })))
    throw new AppError('SIGN_IN_LINK_INVALID');
  const agent = await agentOf(deps, id);
  return sessions.open(agent, { device, secondFactor: false });
}

async function mailReset(deps: AccessDeps, login: string): Promise<void> {
  const known = await deps.credentials.byLogin(plainLogin(login));
  const agent = known && (await deps.agents.find(known._id));
  if (!agent || agent.email === null || deps.mail() === null) return;
  await recordAccess(deps, 'password.forgot', { agent });
  const link = await makePasswordLink(deps, agent._id, 'reset');
  await mailLink(deps, agent, { ...link, kind: 'reset' });
}
