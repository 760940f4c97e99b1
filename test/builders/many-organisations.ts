import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createGateway, type Gateway } from '../../src/compose/gateway.ts';
import { type RunningServer, startServer } from '../../src/compose/server.ts';
import { readConfig } from '../../src/config/config.ts';
import { loadSecrets } from '../../src/config/secrets.ts';
import { buildClock, type FakeClock } from './clock.ts';
import { buildLogger } from './logger.ts';
import { buildEnvelope, RecordingChannel } from './pipeline.ts';

/** A gateway that runs several organisations and listens, talked to over a channel that remembers. */
export interface ManyOrganisations {
  readonly gateway: Gateway;
  readonly server: RunningServer;
  readonly channel: RecordingChannel;
  readonly clock: FakeClock;
  readonly logger: ReturnType<typeof buildLogger>;
  /** Somebody writes to an organisation's account of the recording channel, and everything that follows is done. */
  say(organisation: string, address: string, text: string): Promise<void>;
  /** A request to the API: as the operator, or with an agent's session. */
  ask(
    path: string,
    as?: { organisation?: string; cookie?: string; body?: object },
  ): Promise<{ status: number; body: never }>;
  /** The session cookie of an organisation's first administrator. */
  administrator(organisation: string): Promise<string>;
  destroy(): Promise<void>;
}

/** Opens it; `folder` of an earlier one continues on its data. */
export async function buildManyOrganisations(
  over: { policies?: string; folder?: string; policyDir?: string } = {},
): Promise<ManyOrganisations> {
  const folder = over.folder ?? mkdtempSync(join(tmpdir(), 'ventanilla-many-'));
  const config = readConfig({
    ...{ VENTANILLA_DATA: folder, PORT: '0', VENTANILLA_POLICY: over.policies ?? 'exsim,masnegocio,alianza' },
    ...(over.policyDir === undefined ? {} : { VENTANILLA_POLICY_DIR: over.policyDir }),
  });
  const secrets = loadSecrets(folder);
  const [clock, logger, channel] = [buildClock(), buildLogger(), new RecordingChannel()];
  const gateway = await createGateway({ config, secrets, logger, clock });
  const server = await startServer(gateway, { config, secrets, channels: [channel] });
  return {
    ...{ gateway, server, channel, clock, logger },
    async say(organisation, address, text) {
      const sender = { id: `sender-${address}` };
      await gateway.pipeline.intake.accept([buildEnvelope({ account: organisation, address, text, sender })]);
      await gateway.pipeline.idle();
    },
    async ask(path, { organisation, cookie, body } = {}) {
      const headers = {
        ...(cookie === undefined ? { authorization: `Bearer ${secrets.operatorToken}` } : { cookie }),
        ...(organisation === undefined ? {} : { 'x-organisation': organisation }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      };
      const init = body === undefined ? { headers } : { method: 'POST', headers, body: JSON.stringify(body) };
      const answer = await fetch(`${server.url}${path}`, init);
      return { status: answer.status, body: (await answer.json().catch(() => null)) as never };
    },
    async administrator(organisation) {
      await gateway.desk.ensureAdministrator(organisation);
      const { token } = await gateway.desk.createSignInLink(`${organisation}-admin`);
      const answer = await fetch(`${server.url}/api/session/redeem`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: server.url },
        body: JSON.stringify({ token }),
      });
      return answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    },
    async destroy() {
      await server.close();
      await gateway.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
