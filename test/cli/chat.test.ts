import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { runCli } from './run-cli.ts';

// Each command is a process of its own, and the machine may be busy.
jest.setTimeout(120_000);

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'ventanilla-chat-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('ventanilla chat in one process', () => {
  it('greets, takes a number as a choice and offers a link as text', async () => {
    const input = 'Ana Torres\n2\n¿Cómo hago el corte de caja?\n';
    const env = { VENTANILLA_DATA: join(folder, 'chat') };
    const { code, stdout } = await runCli(['chat', '--in-process'], { input, env });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^ExsimBot: ¡Hola! [\s\S]*?¿Con quién tengo el gusto\?/);
    expect(stdout).toMatch(/^ {2}1\) Soy partner Microsip\n {2}2\) Soy usuario final$/m);
    expect(stdout).toMatch(/^ {4}https:\/\/\S+$/m);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: a pipe must get none
    expect(stdout).not.toMatch(/\u001b/);
  });

  it('ends at /salir, and says where the store is taken', async () => {
    const env = { VENTANILLA_DATA: join(folder, 'quit') };
    const { code, stdout } = await runCli(['chat', '--in-process'], { input: '/salir\nnunca llega\n', env });
    // The greeting alone: name, privacy notice, question, and the link to the knowledge base.
    expect([code, stdout.trim().split('\n').length <= 5]).toEqual([0, true]);
  });
});

describe('ventanilla replay', () => {
  it('ends with 1 where an answer is not as expected', async () => {
    const file = join(folder, 'dialogue.jsonl');
    const lines = [
      { expect: 'con quien tengo el gusto' },
      { speaker: 'user', text: 'Ana Torres', expect: ['mucho gusto', 'ana'] },
      { speaker: 'bot', text: 'lo que dijo entonces' },
      { speaker: 'user', text: 'partner', expect: 'pingüinos', reject: 'ayudarle' },
    ];
    writeFileSync(file, lines.map((line) => JSON.stringify(line)).join('\n'));
    const { code, stdout } = await runCli(['replay', file, '--in-process']);
    expect(code).toBe(1);
    expect(stdout.match(/^✗.*$/gm)).toEqual(['✗ line 4: expected: pingüinos', '✗ line 4: not expected: ayudarle']);
  });
});

describe('beside a running gateway', () => {
  let gateway: ChildProcess;
  let env: Record<string, string>;
  beforeAll(async () => {
    const data = join(folder, 'running');
    const main = fileURLToPath(new URL('../../dist/server/ventanilla.js', import.meta.url));
    const own = { PATH: process.env.PATH, PORT: '0', VENTANILLA_DATA: data, LOG_LEVEL: 'warn' };
    gateway = spawn(process.execPath, [main, 'serve'], { env: own, stdio: ['ignore', 'pipe', 'inherit'] });
    const port = await addressLine(gateway);
    env = { VENTANILLA_DATA: data, PORT: port };
  });
  afterAll(async () => {
    const ended = new Promise((resolve) => gateway.once('exit', resolve));
    gateway.kill('SIGTERM');
    await ended;
  });

  it('chat finds it and talks over Direct Line', async () => {
    const { code, stdout, stderr } = await runCli(['chat', '--name', 'Ana Torres'], { input: '1\n', env });
    expect(code).toBe(0);
    expect(stderr).toContain(`http://127.0.0.1:${env.PORT}`);
    expect(stdout).toMatch(/Mucho gusto, Ana/);
    expect(stdout).toMatch(/¿En qué puedo ayudarle\?/);
  });

  it('kb search, list, import, export and publish ask it, backup says who has the store', async () => {
    expect((await runCli(['kb', 'search', 'corte de caja'], { env })).stdout).toMatch(/^send:\n.*corte/);
    expect((await runCli(['kb', 'list'], { env })).stdout).toMatch(/https:/);
    const [one, table] = [join(folder, 'one.json'), join(folder, 'out.csv')];
    const entry = { id: 'nueva', title: 'Prueba de carga', audience: 'support', type: 'solucion' };
    writeFileSync(one, JSON.stringify([{ ...entry, url: 'https://exsim.example/carga', state: 'draft' }]));
    expect((await runCli(['kb', 'import', one], { env })).stdout).toMatch(/one\.json:1 {2}create {2}nueva/);
    expect((await runCli(['kb', 'publish', 'nueva'], { env })).stdout).toMatch(/^nueva {2}published {2}version 2/);
    expect((await runCli(['kb', 'export', table], { env })).code).toBe(0);
    expect(readFileSync(table, 'utf8')).toContain('Prueba de carga');
    const { code, stderr } = await runCli(['backup', join(folder, 'locked.sqlite')], { env });
    expect([code, stderr]).toEqual([1, expect.stringMatching(/^STORE_LOCKED: /)]);
  });

  it('doctor --sign-in makes a link that opens a session, once', async () => {
    const early = await runCli(['doctor', '--sign-in', '--json'], { env });
    expect([early.code, early.stderr]).toEqual([1, expect.stringMatching(/^ADMINISTRATOR_AWAITED: /)]);
    expect((await runCli(['agent', 'add', 'jefa', '--name', 'Jefa Prueba', '--role', 'admin'], { env })).code).toBe(0);
    const { url } = JSON.parse((await runCli(['doctor', '--sign-in', '--json'], { env })).stdout);
    const token = new URL(url).hash.slice(1);
    const redeem = () =>
      fetch(new URL('/api/session/redeem', url), {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ token }),
      });
    expect((await redeem()).status).toBe(200);
    expect((await redeem()).status).toBe(403);
  });
});

/** The port that the gateway took, from what it prints. */
function addressLine(gateway: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    gateway.once('exit', () => reject(new Error('the gateway ended')));
    gateway.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
      const port = /Chat +http:\/\/127\.0\.0\.1:(\d+)/.exec(text)?.[1];
      if (port) resolve(port);
    });
  });
}
