import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AuditRecord } from '../../src/contracts/audit.ts';
import { createAgentDesk } from '../../src/desk/agent-desk.ts';
import { createDesk } from '../../src/desk/desk.ts';
import { isAppError } from '../../src/errors/app-error.ts';
import { loadPolicy } from '../../src/policy/load.ts';
import { createRedactor } from '../../src/redaction/index.ts';
import { AgentRepository } from '../../src/storage/repositories/agents.ts';
import { buildClock } from '../builders/clock.ts';
import { type DeskStore, openDeskStore } from '../builders/stored-desk.ts';

let store: DeskStore;
beforeAll(async () => {
  store = await openDeskStore();
});
afterAll(() => store.destroy());

const by = { kind: 'operator', id: 'operator' } as const;

function open() {
  const clock = buildClock();
  const records: AuditRecord[] = [];
  const [renamed, ended]: [string[], string[]] = [[], []];
  const desk = createDesk({ models: store.models, clock, calendarOf: () => ({ isOpen: () => true }) as never });
  const people = createAgentDesk({
    agents: new AgentRepository(store.models.agents),
    addAgent: (agent) => desk.addAgent(agent),
    refresh: () => desk.refresh(),
    policyOf: () => loadPolicy('exsim'),
    redactor: createRedactor({ salt: Buffer.alloc(32) }),
    audit: { record: async (record: AuditRecord) => void records.push(record) } as never,
    clock,
    access: {
      isTaken: async (email) => email === 'taken@mesa.example',
      rename: async ({ _id, email }) => renamed.push(`${_id} ${email}`) > 0,
      endSessions: async ({ _id }) => void ended.push(_id),
    },
  });
  return { people, records, renamed, ended };
}

async function codeOf(work: Promise<unknown>, code: Parameters<typeof isAppError>[1]): Promise<boolean> {
  return work.then(
    () => false,
    (error: unknown) => isAppError(error, code),
  );
}

describe('the people of the desk', () => {
  it('are added and changed, each deed in the audit trail; what is not named stays', async () => {
    const { people, records } = open();
    await people.add(
      'exsim',
      'luz',
      { name: 'Luz', roles: ['agent'], areas: ['soporte'], email: 'luz@mesa.example' },
      by,
    );
    const changed = await people.change('exsim', 'luz', { posts: ['agente_gm'], skills: ['nomina'] }, by);
    expect(changed).toEqual({
      ...{ id: 'luz', organisation: 'exsim', name: 'Luz', email: 'luz@mesa.example', roles: ['agent'] },
      ...{ areas: ['soporte'], posts: ['agente_gm'], skills: ['nomina'] },
    });
    expect(await people.profiles('exsim')).toEqual([changed]);
    expect(records.map(({ action }) => action)).toEqual(['agent.add', 'agent.change']);
  });

  it('an id is given once, areas are those of the policy, and another organisation has nobody here', async () => {
    const { people } = open();
    const draft = { name: 'Eva', roles: ['agent'] } as const;
    await people.add('exsim', 'eva', draft, by);
    expect(await codeOf(people.add('exsim', 'eva', draft, by), 'AGENT_EXISTS')).toBe(true);
    expect(await codeOf(people.add('exsim', 'leo', { ...draft, areas: ['cocina'] }, by), 'AGENT_INVALID')).toBe(true);
    expect(await codeOf(people.change('otra', 'eva', { name: 'X' }, by), 'AGENT_NOT_FOUND')).toBe(true);
  });

  it('EXS-78 posts are roles of the policy, by code or label, and need what the role does at the desk', async () => {
    const { people } = open();
    const draft = { name: 'Pía', roles: ['agent'] } as const;
    expect(await codeOf(people.add('exsim', 'pia', { ...draft, posts: ['astronauta'] }, by), 'AGENT_INVALID')).toBe(
      true,
    );
    expect(await codeOf(people.add('exsim', 'pia', { ...draft, posts: ['jefe_soporte'] }, by), 'AGENT_INVALID')).toBe(
      true,
    );
    await people.add('exsim', 'pia', { name: 'Pía', roles: ['agent', 'lead'], posts: ['Jefe de Soporte'] }, by);
    // Who heads the desk cannot lose what that takes and stay its head.
    expect(await codeOf(people.change('exsim', 'pia', { roles: ['agent'] }, by), 'AGENT_INVALID')).toBe(true);
    await people.change('exsim', 'pia', { roles: ['agent'], posts: ['agente_exsim'] }, by);
  });

  it('how somebody signs in follows: other roles end the sessions, another address is the new login', async () => {
    const { people, renamed, ended } = open();
    await people.add('exsim', 'gil', { name: 'Gil', roles: ['agent'], email: 'gil@mesa.example' }, by);
    await people.change('exsim', 'gil', { roles: ['agent'], skills: ['nomina'] }, by);
    expect([renamed, ended]).toEqual([[], []]);
    await people.change('exsim', 'gil', { roles: ['agent', 'lead'], email: 'g@mesa.example' }, by);
    expect([renamed, ended]).toEqual([['gil g@mesa.example'], ['gil']]);
    const taken = people.change('exsim', 'gil', { email: 'taken@mesa.example' }, by);
    expect(await codeOf(taken, 'AGENT_INVALID')).toBe(true);
  });

  it('P4 what somebody types into a name is redacted', async () => {
    const { people } = open();
    const { name } = await people.add('exsim', 'ip', { name: 'Ana 192.168.10.20', roles: ['agent'] }, by);
    expect(name).not.toContain('192.168');
  });
});
