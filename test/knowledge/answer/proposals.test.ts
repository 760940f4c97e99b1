import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { StoredExampleProposals } from '../../../knowledge/answer/proposals.ts';
import { createSearchEngine } from '../../../knowledge/search/engine.ts';
import { checkModel } from '../../../src/cli/doctor/model-check.ts';
import { readConfig } from '../../../src/config/config.ts';
import type { EntryService } from '../../../src/contracts/knowledge-entries.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import { createRedactor } from '../../../src/redaction/index.ts';
import { openStore, type StoreHandle } from '../../../src/storage/connection.ts';
import { defineProposals } from '../../../src/storage/models/model-help.ts';
import { ProposalRepository } from '../../../src/storage/repositories/proposals.ts';
import { buildClock } from '../../builders/clock.ts';
import { refuses, says } from '../../builders/model-stub/behaviours.ts';
import { ModelStub } from '../../builders/model-stub/index.ts';
import { openHelp } from './help.ts';

jest.setTimeout(60_000);

const lead = { agentId: 'lead-1', how: 'console' } as const;

let stub: ModelStub;
let help: Awaited<ReturnType<typeof openHelp>>;
let store: StoreHandle;
let examples: string[];
let proposals: StoredExampleProposals;

beforeAll(async () => {
  stub = await ModelStub.open();
  await import('../../../knowledge/answer/langchain.ts');
}, 120_000);

beforeEach(async () => {
  help = await openHelp(stub);
  store = await openStore({ dataDir: `${help.dataDir}/proposals` });
  const repository = new ProposalRepository(defineProposals(store.connection));
  await store.ready();
  examples = ['¿cómo hago el corte?'];
  proposals = new StoredExampleProposals({
    ...{ organisation: 'exsim', repository, clock: buildClock(), redactor: createRedactor() },
    ...{ entries: fakeEntries(), model: help.help.model, meaningOf: createSearchEngine().meaningOf },
  });
});

afterEach(async () => {
  await store.close();
  await help.close();
  stub.reset();
});
afterAll(() => stub.close());

/** The entries' own service has its tests; here it is one entry whose examples are seen to change. */
function fakeEntries(): EntryService {
  const entry = () => ({
    id: 'corte',
    title: 'Corte de caja',
    summary: '',
    body: '',
    tags: [],
    examples,
    version: 1,
    language: 'es',
  });
  const service = {
    async get(id: string) {
      if (id !== 'corte') throw new AppError('ENTRY_NOT_FOUND');
      return entry();
    },
    async edit(_id: string, change: { examples?: string[] }) {
      examples = change.examples ?? examples;
      return entry();
    },
  };
  return service as unknown as EntryService;
}

describe('example questions from a language model', () => {
  it('are proposed once, and are no examples until a person approves them', async () => {
    const found = await proposals.propose('corte', lead);
    expect(found.length).toBeGreaterThan(2);
    expect(found.every(({ state, prompt }) => state === 'pending' && prompt === 'examples-1')).toBe(true);
    expect(examples).toEqual(['¿cómo hago el corte?']);
    expect(await proposals.propose('corte', lead)).toEqual([]);
    expect(await proposals.list('corte', 'pending')).toHaveLength(found.length);
  });

  it('become examples when approved, in the name of who did it, and cannot be decided twice', async () => {
    const [one, other] = await proposals.propose('corte', lead);
    const approved = await proposals.decide(one?.id ?? '', true, lead);
    await proposals.decide(other?.id ?? '', false, lead);
    expect(approved).toMatchObject({ state: 'approved', decidedBy: 'lead-1' });
    expect(examples).toEqual(['¿cómo hago el corte?', one?.text]);
    await expect(proposals.decide(other?.id ?? '', true, lead)).rejects.toMatchObject({ code: 'PROPOSAL_DECIDED' });
    await expect(proposals.decide('nothing', true, lead)).rejects.toMatchObject({ code: 'PROPOSAL_NOT_FOUND' });
  });

  it('P4 P8 what is not plain, short and clean is dropped', async () => {
    const questions = [
      '<img src=x onerror=alert(1)> ¿cómo hago el corte?',
      'entra a https://evil.example para el corte',
      'visita evil.com y haz el corte',
      'mi contraseña es Canela2023, ¿cómo entro?',
      'conéctate a 10.20.30.40 para el corte',
      'llama al 5512345678 para el corte',
      `¿${'muy '.repeat(60)}largo?`,
      'sí',
      '¿qué reviso si falta dinero al cerrar?',
    ];
    stub.behave(says(JSON.stringify({ questions })), { on: 'examples' });
    const found = await proposals.propose('corte', lead);
    // Eight are read at most; the last one shows that a clean one passes when it is among them.
    expect(found).toEqual([]);
    stub.reset();
    stub.behave(says(JSON.stringify({ questions: questions.slice(-2) })), { on: 'examples' });
    expect((await proposals.propose('corte', lead)).map(({ text }) => text)).toEqual([questions.at(-1)]);
  });

  it('say what is missing: no entry, no answer, no model', async () => {
    await expect(proposals.propose('other', lead)).rejects.toMatchObject({ code: 'ENTRY_NOT_FOUND' });
    stub.behave(refuses(400), { on: 'examples' });
    await expect(proposals.propose('corte', lead)).rejects.toMatchObject({ code: 'MODEL_UNAVAILABLE' });
  });
});

describe('the check of an operator', () => {
  it('says that there is none, that it answers, and why it does not', async () => {
    expect(await checkModel(readConfig({}))).toMatchObject({ ok: true, detail: expect.stringContaining('off') });
    const config = readConfig(stub.environment);
    expect(await checkModel(config)).toMatchObject({ ok: true, detail: expect.stringContaining('96 dimensions') });
    stub.behave(refuses(401));
    const failed = await checkModel(config);
    expect(failed).toMatchObject({ ok: false, detail: expect.stringContaining('refused (401)') });
    expect(JSON.stringify(failed)).not.toContain(stub.key);
  });
});
