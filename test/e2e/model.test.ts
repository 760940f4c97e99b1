import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { ModelStub } from '../builders/model-stub/index.ts';
import { freePort, GatewayProcess } from '../crash/gateway-process.ts';
import { Customer } from './gateway/customer.ts';

jest.setTimeout(120_000);

const program = fileURLToPath(new URL('../../dist/server/main.js', import.meta.url));
/** Says what a knowledge base knows in words that it does not hold. */
const QUESTION = 'necesito ayuda: el cajón trae menos de lo que debería';
/** A busy machine is no reason for another outcome. */
const patient = { VENTANILLA_MODEL_TIMEOUT_MS: '9000', VENTANILLA_MODEL_EMBEDDING_TIMEOUT_MS: '9000' };

const samples = JSON.parse(readFileSync('knowledge/samples/exsim.json', 'utf8')) as { url: string }[];
const published = new Set(samples.map(({ url }) => url));

let stub: ModelStub;
const folders: string[] = [];
const gateways: GatewayProcess[] = [];

beforeAll(async () => {
  if (!existsSync(program)) throw new Error('The gateway is not built: node scripts/build.mjs');
  stub = await ModelStub.open();
});
afterAll(async () => {
  for (const gateway of gateways) await gateway.kill();
  await stub.close();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

async function start(env: Record<string, string>): Promise<GatewayProcess> {
  const dataDir = mkdtempSync(join(tmpdir(), 'ventanilla-model-'));
  const gateway = new GatewayProcess({ program, dataDir, port: await freePort(), env });
  folders.push(dataDir);
  gateways.push(gateway);
  await gateway.start();
  return gateway;
}

/** Links on a screen, but for that of the knowledge base itself, which every welcome shows. */
function linksOn(screen: string): string[] {
  // The knowledge base's own address and the privacy notice's are the policy's, and stand in every greeting.
  const greeted = /\/(exsimbot|aviso-de-privacidad)$/;
  return [...screen.matchAll(/https?:\/\/[^\s)]+/g)].map(([url]) => url).filter((url) => !greeted.test(url));
}

/** The same words to whatever gateway; what stands on the screen at the end. */
async function talk(gateway: GatewayProcess): Promise<string> {
  const customer = await Customer.open(gateway.url);
  await customer.hears(/¿Con quién tengo el gusto\?/);
  await customer.say('soy Ana, usuario final');
  await customer.hears(/¿En qué|cuénteme|ayud/i);
  await customer.say(QUESTION);
  await customer.hears(/./);
  await customer.say('con uno solo');
  await customer.hears(/./);
  await customer.say('1');
  await customer.hears(/./);
  const screen = customer.screen();
  if (process.env.SHOW_TRANSCRIPT) process.stderr.write(`\n${screen}\n`);
  return screen;
}

describe('the built gateway, with a language model and without', () => {
  it('P8 answers a question in strange words with a link that exists, and says so honestly without the model', async () => {
    const without = await talk(await start({}));
    expect(linksOn(without)).toEqual([]);
    expect(stub.requests).toEqual([]);
    const gateway = await start({ ...stub.environment, ...patient });
    const answered = await talk(gateway);
    const links = linksOn(answered);
    expect(links.length).toBeGreaterThan(0);
    expect(links.every((url) => published.has(url))).toBe(true);
    const metrics = await (await fetch(`${gateway.url}/metrics`)).text();
    expect(metrics).toMatch(
      /ventanilla_model_request_seconds_count\{operation="rerank",prompt="rerank-1",outcome="ok"\} \d/,
    );
    expect(stub.bodies('rerank').length).toBeGreaterThan(0);
  });

  it('answers as without it while the model is away', async () => {
    const gone = await ModelStub.open();
    const { environment } = gone;
    await gone.close();
    const screen = await talk(await start({ ...environment, ...patient }));
    expect(screen).toContain(QUESTION);
  });
});
