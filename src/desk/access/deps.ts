import type { AuditActor, AuditPort } from '../../contracts/audit.ts';
import type { Clock } from '../../contracts/clock.ts';
import type { Logger } from '../../contracts/logger.ts';
import type { MailPort } from '../../contracts/mail.ts';
import type { Policy } from '../../contracts/policy.ts';
import type { Redactor } from '../../contracts/redacted.ts';
import type { SealingBox } from '../../contracts/sealing.ts';
import { plainLogin } from '../../contracts/sign-in.ts';
import { AppError } from '../../errors/app-error.ts';
import type { Translate } from '../../i18n/catalogue.ts';
import type { AgentDoc } from '../../storage/models/agents.ts';
import type { CredentialsDoc } from '../../storage/models/credentials.ts';
import type { AgentRepository, SessionRepository } from '../../storage/repositories/agents.ts';
import type { CredentialsRepository } from '../../storage/repositories/credentials.ts';
import type { NewAgent } from '../desk.ts';
import type { Sessions } from '../sessions.ts';
import type { PasswordHasher } from './password-hash.ts';

/** What signing in works with. */
export interface AccessDeps {
  readonly agents: AgentRepository;
  readonly credentials: CredentialsRepository;
  readonly links: SessionRepository;
  readonly sessions: Sessions;
  /** False when the id exists. */
  readonly addAgent: (agent: NewAgent) => Promise<boolean>;
  readonly hasher: PasswordHasher;
  readonly box: SealingBox;
  readonly audit: AuditPort;
  readonly redactor: Redactor;
  readonly organisations: () => readonly string[];
  readonly policyOf: (organisation: string) => Policy;
  /** Null: no mail server is configured. */
  readonly mail: () => MailPort | null;
  /** Where the console is served; null: nowhere yet. Never what a request says of it. */
  readonly base: () => string | null;
  readonly textsOf: (organisation: string) => Translate;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** What somebody signs in with. */
export function loginOf({ _id, email }: Pick<AgentDoc, '_id' | 'email'>): string {
  return plainLogin(email ?? _id);
}

/** The line that an agent's credentials get. */
export function ownerOf(agent: AgentDoc): Pick<CredentialsDoc, '_id' | 'org' | 'login'> {
  return { _id: agent._id, org: agent.org, login: loginOf(agent) };
}

/** An agent of this organisation. Throws AGENT_NOT_FOUND. */
export async function agentOf({ agents }: Pick<AccessDeps, 'agents'>, id: string, org?: string): Promise<AgentDoc> {
  const agent = await agents.find(id);
  // An agent of another organisation is nobody here.
  if (agent === null || (org !== undefined && agent.org !== org)) throw new AppError('AGENT_NOT_FOUND');
  return agent;
}

/** Words that a password of this person may not be made of. */
export function ownWords({ policyOf }: Pick<AccessDeps, 'policyOf'>, agent: Omit<NewAgent, 'roles'>): string[] {
  const { code, name } = policyOf(agent.organisation).organisation;
  return [agent.id, agent.name, agent.email ?? '', code, name];
}

/** Writes a deed about somebody's access down before it is done. */
export function recordAccess(
  { audit, clock }: Pick<AccessDeps, 'audit' | 'clock'>,
  action: string,
  about: {
    readonly agent: Pick<AgentDoc, '_id' | 'org'>;
    readonly by?: AuditActor;
    readonly facts?: Readonly<Record<string, string | number | boolean>>;
  },
): Promise<void> {
  const { agent, by = { kind: 'agent', id: agent._id }, facts } = about;
  const subject = { kind: 'agent', id: agent._id };
  return audit.record({
    organisation: agent.org,
    at: clock.now(),
    actor: by,
    action,
    subject,
    ...(facts && { facts }),
  });
}

/** Ends an agent's sessions but one; gives how many. */
export async function endAll(
  { sessions }: Pick<AccessDeps, 'sessions'>,
  agent: AgentDoc,
  except: string | null = null,
): Promise<number> {
  const others = (await sessions.sessionsOf(agent)).filter(({ id }) => id !== except);
  for (const { id } of others) await sessions.revokeSession(id);
  return others.length;
}
