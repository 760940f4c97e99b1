import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import { replayChannel } from '../../src/cli/commands/replay-channel.ts';
import { checkBotDoor } from '../../src/cli/doctor/bot-service-check.ts';
import { readConfig } from '../../src/config/config.ts';
import { LocalBotService } from '../channels/botframework/bot-service.ts';

/** What the command writes. */
async function replay(file: string): Promise<string> {
  const stdout = new PassThrough();
  const chunks: string[] = [];
  stdout.on('data', (chunk: Buffer) => chunks.push(chunk.toString()));
  const io = { stdin: process.stdin, stderr: process.stderr, stdout: stdout as unknown as NodeJS.WriteStream, env: {} };
  expect(await replayChannel(io, 'botframework', file, { json: true })).toBe(0);
  return chunks.join('');
}

describe('ventanilla replay CHANNEL FIXTURE', () => {
  it('shows what recorded activities of Bot Service are read as, without what must not be shown', async () => {
    const stdout = await replay('test/channels/botframework/fixtures/activities.jsonl');
    const read: { envelopes: object[] }[] = JSON.parse(`[${stdout.replaceAll(/^}\n{/gm, '},{')}]`);
    expect(read).toHaveLength(20);
    expect(read[0]?.envelopes).toEqual([
      expect.objectContaining({ channel: 'facebook', text: 'Hola, no puedo facturar' }),
    ]);
    const folder = mkdtempSync(join(tmpdir(), 'ventanilla-replay-'));
    const secret = {
      ...JSON.parse('{"type":"message","id":"m","channelId":"facebook","serviceUrl":"https://x.example"}'),
    };
    const parties = {
      from: { id: 'a' },
      recipient: { id: 'b' },
      conversation: { id: 'c' },
      text: 'mi contraseña es Zapato9!',
    };
    writeFileSync(join(folder, 'one.jsonl'), JSON.stringify({ ...secret, ...parties }));
    expect(await replay(join(folder, 'one.jsonl'))).not.toContain('Zapato9');
    rmSync(folder, { recursive: true });
  });
});

describe('ventanilla doctor', () => {
  it('says whether Bot Service lets us in', async () => {
    const service = await LocalBotService.start();
    const { appId, password, loginUrl, openIdUrl } = service.identity;
    const check = (secret: string, openId = openIdUrl) =>
      checkBotDoor(
        readConfig({
          ...{ VENTANILLA_BOT_APP_ID: appId, VENTANILLA_BOT_PASSWORD: secret },
          ...{ VENTANILLA_BOT_LOGIN_URL: loginUrl, VENTANILLA_BOT_OPENID_URL: openId },
        }),
      );
    expect(await check(password)).toMatchObject({ ok: true, detail: expect.stringContaining('facebook, msteams') });
    expect(await check('another-secret')).toMatchObject({
      ok: false,
      detail: 'the login service refuses the application (401)',
    });
    const nobody = createServer();
    await new Promise<void>((resolve) => nobody.listen(0, '127.0.0.1', resolve));
    const { port } = nobody.address() as AddressInfo;
    await new Promise((resolve) => nobody.close(resolve));
    expect(await check(password, `http://127.0.0.1:${port}/`)).toMatchObject({
      ok: false,
      detail: expect.stringContaining('cannot be read'),
    });
    expect(await checkBotDoor(readConfig({}))).toMatchObject({ ok: true, detail: 'off (no VENTANILLA_BOT_APP_ID)' });
    await service.close();
  });
});
