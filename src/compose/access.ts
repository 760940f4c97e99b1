import type { AuditPort } from '../contracts/audit.ts';
import type { FirstStepsStore } from '../contracts/first-steps.ts';
import { plainLogin } from '../contracts/sign-in.ts';
import type { SystemPort } from '../contracts/system.ts';
import { createAccess, type DeskAccounts } from '../desk/access/access.ts';
import { endAll, loginOf } from '../desk/access/deps.ts';
import { createPasswordHasher } from '../desk/access/password-hash.ts';
import { proveSecondFactor, type SecondFactorDeps } from '../desk/access/second-factor.ts';
import { type AgentAccess, createAgentDesk } from '../desk/agent-desk.ts';
import { createDesk, type Desk } from '../desk/desk.ts';
import { AgentRepository, SessionRepository } from '../storage/repositories/agents.ts';
import { CredentialsRepository } from '../storage/repositories/credentials.ts';
import { FirstStepsRepository } from '../storage/repositories/first-steps.ts';
import { createSealingBox } from '../vault/box.ts';
import type { Base } from './gateway.ts';
import { createProductCatalogue } from './organisations.ts';
import { createSystem, type SystemParts } from './system.ts';

/** How people of the desk sign in, as the other parts know it. */
export interface AccessParts {
  readonly access: DeskAccounts;
  /** Progress of a fresh organisation's first hour. */
  readonly firstSteps: FirstStepsStore;
  readonly system: SystemPort;
  /** The console is served from now on, under this address once it is known: mailed links lead there. */
  serveConsole(base: string | null): void;
}

/** Opens the desk: who is there, and what sessions ask of second factors and of the policies. */
export async function openDesk(base: Base): Promise<Desk> {
  const { models, clock, policies, sharing } = base;
  const second = secondFactorOf(base);
  const desk = createDesk({
    ...{ models, clock, calendarOf: (code) => policies.calendarsOf(code).get('default') },
    rulesOf: (organisation) => policies.policyOf(organisation).console,
    prove: async (agent, code) => proveSecondFactor(second, await second.credentials.find(agent._id), code),
  });
  await desk.start({ amongOthers: sharing.among !== null });
  return desk;
}

function secondFactorOf({ models, secrets, clock }: Pick<Base, 'models' | 'secrets' | 'clock'>): SecondFactorDeps {
  const box = createSealingBox(Buffer.from(secrets.signInKey, 'hex'));
  return { credentials: new CredentialsRepository(models.credentials), box, clock };
}

/** Joins signing in to its store and its key, which lies outside it. */
export function joinAccess(
  base: Base,
  { desk, audit, isServed }: { desk: Desk; audit: AuditPort } & Pick<SystemParts, 'isServed'>,
): AccessParts {
  const { models, policies, redactor, logger, mail } = base;
  const catalogue = createProductCatalogue();
  let served: string | null = null;
  const access = createAccess({
    ...secondFactorOf(base),
    ...{ audit, redactor, logger, policyOf: policies.policyOf, organisations: () => policies.codes },
    agents: new AgentRepository(models.agents),
    links: new SessionRepository(models),
    sessions: desk,
    addAgent: (agent) => desk.addAgent(agent),
    hasher: createPasswordHasher(),
    mail: () => mail,
    base: () => served,
    textsOf: (organisation) => catalogue.t(policies.policyOf(organisation).organisation.locale),
  });
  return {
    access,
    firstSteps: new FirstStepsRepository(models.firstSteps),
    system: createSystem({ ...base, isServed }),
    serveConsole(url) {
      served = url;
    },
  };
}

/** Joins the agents' profiles to their store, and how they sign in to their profiles. */
export function joinAgentDesk({
  models,
  desk,
  policies,
  redactor,
  audit,
  clock,
}: Base & { desk: Desk; audit: AuditPort }) {
  const credentials = new CredentialsRepository(models.credentials);
  const access: AgentAccess = {
    isTaken: (email, agentId) => credentials.isTaken(plainLogin(email), agentId),
    rename: (agent) => credentials.rename(agent._id, loginOf(agent)),
    async endSessions(agent) {
      await endAll({ sessions: desk }, agent);
    },
  };
  return createAgentDesk({
    ...{ redactor, audit, clock, access, policyOf: policies.policyOf },
    agents: new AgentRepository(models.agents),
    addAgent: (agent) => desk.addAgent(agent),
    refresh: () => desk.refresh(),
  });
}
