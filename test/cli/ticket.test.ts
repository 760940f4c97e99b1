import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { freePort, GatewayProcess } from '../crash/gateway-process.ts';
import { runCli } from './run-cli.ts';

// Each command is a process of its own, and the machine may be busy.
jest.setTimeout(180_000);

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cli-ticket-'));
  writeFileSync(join(folder, 'casos.csv'), 'id,asunto,descripción\n1,Acceso,mi contraseña es Canela2023\n2,,\n');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const file = (name: string) => join(folder, name);
const run = (args: string[], port = '0') =>
  runCli(args, { env: { VENTANILLA_DATA: join(folder, 'data'), PORT: port } });

describe('ventanilla ticket', () => {
  it('imports on the store, tells problems by line, and exports what it took, redacted', async () => {
    const dry = await run(['ticket', 'import', file('casos.csv'), '--source', 'vieja', '--dry-run']);
    expect([dry.code, dry.stdout]).toEqual([1, expect.stringContaining('casos.csv:3  subject is empty')]);
    expect(dry.stdout).toContain('1 create, 0 same, 1 refused (dry run: nothing is stored)');
    const done = await run(['ticket', 'import', file('casos.csv'), '--source', 'vieja', '--json']);
    expect(JSON.parse(done.stdout).counts).toEqual({ create: 1, same: 0, refused: 1 });
    expect((await run(['ticket', 'export', file('out.csv')])).code).toBe(0);
    const csv = readFileSync(file('out.csv'), 'utf8');
    expect([csv.includes('vieja:1'), csv.includes('Canela2023')]).toEqual([true, false]);
    const { items } = JSON.parse((await run(['audit', 'list', '--json'])).stdout) as { items: { action: string }[] };
    expect(items.map(({ action }) => action)).toEqual(['ticket.export', 'ticket.import']);
  });

  it('asks the gateway that has the store, with the file as a stream', async () => {
    const port = await freePort();
    const program = new URL('../../dist/server/main.js', import.meta.url).pathname;
    const gateway = new GatewayProcess({ program, dataDir: join(folder, 'data'), port });
    await gateway.start();
    const again = await run(['ticket', 'import', file('casos.csv'), '--source', 'vieja', '--json'], String(port));
    expect(JSON.parse(again.stdout).counts).toEqual({ create: 0, same: 1, refused: 1 });
    expect((await run(['ticket', 'export', file('live.csv')], String(port))).code).toBe(0);
    expect(readFileSync(file('live.csv'), 'utf8')).toBe(readFileSync(file('out.csv'), 'utf8'));
    await gateway.kill();
  });

  it('wrong use is told', async () => {
    expect((await run(['ticket', 'import', file('casos.csv'), '--source', 'No Code'])).code).toBe(2);
    const none = await run(['ticket', 'import', file('none.csv'), '--source', 'x']);
    expect([none.code, none.stderr.startsWith('IMPORT_UNREADABLE')]).toEqual([1, true]);
  });
});
