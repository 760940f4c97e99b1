import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createGateway, type Gateway } from '../../src/compose/gateway.ts';
import { readConfig } from '../../src/config/config.ts';
import { loadSecrets } from '../../src/config/secrets.ts';
import type { EnvelopeInput } from '../../src/contracts/envelope.ts';
import type { PrivacyAsk } from '../../src/contracts/privacy.ts';
import { buildClock, type FakeClock } from '../builders/clock.ts';
import { buildLogger } from '../builders/logger.ts';
import { buildEnvelope, RecordingChannel } from '../builders/pipeline.ts';

/** A whole gateway on a folder of its own, talked to over a channel that remembers. */
export interface PrivacyWorld {
  readonly gateway: Gateway;
  readonly channel: RecordingChannel;
  readonly clock: FakeClock;
  readonly folder: string;
  say(address: string, text: string, more?: Partial<EnvelopeInput>): Promise<void>;
  /** The contact behind an address. */
  contactOf(address: string): Promise<string>;
  ask(contactId: string, over?: Partial<PrivacyAsk>): PrivacyAsk;
  /** Paths of the folder's files that hold a text, whatever the case. */
  filesWith(text: string): string[];
  /** Documents of all collections that hold a text. */
  documentsWith(text: string): Promise<string[]>;
  stop(): Promise<void>;
  destroy(): Promise<void>;
}

/** `privacy`: that part of the example organisation's policy, as YAML; its own if absent. */
export async function buildPrivacyWorld(
  over: { folder?: string; clock?: FakeClock; privacy?: string } = {},
): Promise<PrivacyWorld> {
  const folder = over.folder ?? mkdtempSync(join(tmpdir(), 'ventanilla-privacy-'));
  const clock = over.clock ?? buildClock();
  const policy = over.privacy === undefined ? {} : { policies: [policyFile(folder, over.privacy)] };
  const config = { ...readConfig({ VENTANILLA_DATA: folder, PORT: '0' }), ...policy };
  const secrets = loadSecrets(folder);
  const gateway = await createGateway({ config, secrets, logger: buildLogger(), clock });
  const channel = new RecordingChannel();
  await gateway.start([channel]);
  const stop = () => gateway.stop();
  return {
    ...{ gateway, channel, clock, folder, stop },
    async say(address, text, more = {}) {
      await gateway.pipeline.intake.accept([
        buildEnvelope({ address, text, sender: { id: `sender-${address}` }, ...more }),
      ]);
      await gateway.pipeline.idle();
    },
    async contactOf(address) {
      const doc = await gateway.store.connection.collection('conversations').findOne({ address });
      return String(doc?.contact);
    },
    ask: (contactId, asked = {}) => ({
      ...{ organisation: 'exsim', contactId, actor: { kind: 'agent', id: 'lola' } as const },
      reason: gateway.redactor.redact('lo pidió').text,
      ...asked,
    }),
    filesWith: (text) => filesIn(folder).filter((path) => readFileSync(path).toString('latin1').includes(text)),
    async documentsWith(text) {
      const found: string[] = [];
      for (const [name, model] of Object.entries(gateway.store.connection.models))
        for (const doc of await model.collection.find({}).toArray())
          if (JSON.stringify(doc).includes(text)) found.push(`${name}: ${JSON.stringify(doc)}`);
      return found;
    },
    async destroy() {
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function policyFile(folder: string, privacy: string): string {
  const own = readFileSync(join('policies', 'exsim.yaml'), 'utf8').replace(/^privacy:\n(?: .*\n|\n|#.*\n)*/m, '');
  const path = join(folder, 'policy.yaml');
  writeFileSync(path, `${own}\nprivacy:\n${privacy}`);
  return path;
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true })
    .map((name) => join(folder, String(name)))
    .filter((path) => statSync(path).isFile());
}
