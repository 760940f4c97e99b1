import { TOTP } from 'otpauth';
import { createProductCatalogue } from '../../src/compose/organisations.ts';
import type { AuditRecord } from '../../src/contracts/audit.ts';
import type { OutgoingMail } from '../../src/contracts/mail.ts';
import type { Policy } from '../../src/contracts/policy.ts';
import { createAccess } from '../../src/desk/access/access.ts';
import { createPasswordHasher } from '../../src/desk/access/password-hash.ts';
import { proveSecondFactor } from '../../src/desk/access/second-factor.ts';
import { createDesk, type NewAgent } from '../../src/desk/desk.ts';
import { loadPolicy } from '../../src/policy/load.ts';
import { createRedactor } from '../../src/redaction/index.ts';
import { AgentRepository, SessionRepository } from '../../src/storage/repositories/agents.ts';
import { CredentialsRepository } from '../../src/storage/repositories/credentials.ts';
import { createSealingBox } from '../../src/vault/box.ts';
import { createFakeTime, type FakeTime } from '../http/world/clock.ts';
import { buildLogger } from './logger.ts';
import { type DeskStore, openDeskStore } from './stored-desk.ts';

/** A password that nothing is wrong with. */
export const goodPassword = 'nube-verde 27 colibrí';

/** Rules of signing in that a test changes. */
export type ConsoleOverrides = Partial<Policy['console']>;

/** Signing in over a store of its own; hashes cost next to nothing. `close` takes the store away. */
export async function openAccess(rules: ConsoleOverrides = {}, time: FakeTime = createFakeTime()) {
  const store = await openDeskStore();
  const made = joinAccess(store, rules, time);
  return { ...made, store, time, close: () => store.destroy() };
}

/** What `openAccess` gives. */
export type AccessWorld = Awaited<ReturnType<typeof openAccess>>;

function joinAccess(store: DeskStore, rules: ConsoleOverrides, time: FakeTime) {
  const { models } = store;
  const base = loadPolicy('exsim');
  const policy: Policy = { ...base, console: { ...base.console, ...rules } };
  const records: AuditRecord[] = [];
  const mails: OutgoingMail[] = [];
  const state: {
    mails: boolean;
    told: (mail: OutgoingMail) => void;
    /** What adds somebody; a test lets it fail. */
    addAgent: (agent: NewAgent) => Promise<boolean>;
  } = { mails: true, told: () => undefined, addAgent: (agent) => desk.addAgent(agent) };
  const send = async (mail: OutgoingMail): Promise<void> => {
    mails.push(mail);
    state.told(mail);
  };
  const second = {
    credentials: new CredentialsRepository(models.credentials),
    box: createSealingBox(Buffer.alloc(32, 7)),
    clock: time,
  };
  const desk = createDesk({
    ...{ models, clock: time, calendarOf: () => ({ isOpen: () => true }) as never, rulesOf: () => policy.console },
    prove: async (agent, code) => proveSecondFactor(second, await second.credentials.find(agent._id), code),
  });
  const access = createAccess({
    ...second,
    agents: new AgentRepository(models.agents),
    links: new SessionRepository(models),
    sessions: desk,
    addAgent: (agent) => state.addAgent(agent),
    hasher: createPasswordHasher({ n: 16, r: 1, p: 1 }),
    audit: { record: async (record) => void records.push(record) },
    redactor: createRedactor({ salt: Buffer.alloc(32) }),
    organisations: () => ['exsim'],
    policyOf: () => policy,
    mail: () => (state.mails ? { send } : null),
    base: () => 'https://mesa.example',
    textsOf: () => createProductCatalogue().t('es-MX'),
    logger: buildLogger(),
  });
  /** The next mail; asked for before it is sent. */
  const mailArrives = () =>
    new Promise<OutgoingMail>((done) => {
      state.told = done;
    });
  return { desk, access, policy, records, mails, state, mailArrives };
}

/** Somebody of the desk with a password. */
export async function addPerson(
  { desk, access }: Pick<AccessWorld, 'desk' | 'access'>,
  id: string,
  about: { email?: string; roles?: readonly ('agent' | 'lead' | 'admin')[] } = {},
): Promise<void> {
  const { email = `${id}@mesa.example`, roles = ['agent'] } = about;
  await desk.addAgent({ id, organisation: 'exsim', name: `Persona ${id}`, roles, email });
  const { token } = await access.passwordLink('exsim', id, { mail: false, by: { kind: 'operator', id: 'operator' } });
  await access.setPassword(token, goodPassword);
}

/** What the app of a phone shows at an instant. */
export function codeAt(secret: string, at: Date): string {
  return new TOTP({ secret, digits: 6, period: 30 }).generate({ timestamp: at.getTime() });
}
