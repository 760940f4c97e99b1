import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { refuses } from '../../builders/model-stub/behaviours.ts';
import { ModelStub } from '../../builders/model-stub/index.ts';
import { ENTRIES, openHelp } from './help.ts';

jest.setTimeout(60_000);

let stub: ModelStub;
let help: Awaited<ReturnType<typeof openHelp>>;

beforeAll(async () => {
  stub = await ModelStub.open();
  // Seconds on a busy machine, once in a process.
  await import('../../../knowledge/answer/langchain.ts');
}, 120_000);
afterEach(async () => {
  await help.close();
  stub.reset();
});
afterAll(() => stub.close());

const embedded = () =>
  stub.bodies('embeddings').flatMap((raw) => (JSON.parse(raw) as { input: string[] | string }).input);

describe('search by meaning', () => {
  it('finds an entry that shares no word with the question', async () => {
    help = await openHelp(stub);
    await help.jobs.runDue();
    const advice = await help.advise('necesito un backup antes de la quincena');
    expect(advice?.similar.map(({ id }) => id).slice(0, 2)).toEqual(
      expect.arrayContaining(['respaldo', 'nomina-recibos']),
    );
  });

  it('embeds each content once, over restarts and changes of other entries', async () => {
    const first = await openHelp(stub);
    await first.jobs.runDue();
    await first.close({ keep: true });
    expect(embedded()).toHaveLength(ENTRIES.length);
    stub.requests.length = 0;
    const changed = { ...ENTRIES[0], id: 'corte-de-caja', title: 'Corte de caja, otra vez', body: 'Nuevo.' };
    help = await openHelp(stub, { dataDir: first.dataDir, entries: [changed, ...ENTRIES.slice(1)] });
    await help.jobs.runDue();
    expect(embedded()).toEqual([expect.stringContaining('otra vez')]);
  });

  it('goes on where a failing endpoint stopped it', async () => {
    const many = Array.from({ length: 70 }, (_, at) => ({ id: `e${at}`, title: `Entrada número ${at}`, body: '' }));
    help = await openHelp(stub, { entries: many });
    stub.behave(
      ({ response, answer }) => {
        response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
      },
      { times: 1 },
    );
    stub.behave(refuses(400), { times: 1 });
    await help.jobs.runDue();
    help.clock.advance({ minutes: 5 });
    await help.jobs.runDue();
    // Batches of 32: the first was kept, the second refused once, then the rest.
    expect(stub.bodies('embeddings').map((raw) => (JSON.parse(raw) as { input: string[] }).input.length)).toEqual([
      32, 32, 32, 6,
    ]);
  });

  it('without an embedding model nothing is embedded, and the rest goes on', async () => {
    help = await openHelp(stub, { env: { VENTANILLA_MODEL_EMBEDDING: '' } });
    await help.jobs.runDue();
    const advice = await help.advise('no me cuadra el arqueo al cerrar el turno');
    expect(advice?.chosen).toEqual(['corte-de-caja']);
    expect(stub.bodies('embeddings')).toEqual([]);
  });
});
