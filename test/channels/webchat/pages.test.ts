import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startGateway, type TestGateway } from './gateway.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startGateway({
    sites: [
      {
        ...{ id: 'main', title: 'Ñandú & "Hijos" <b>', privacyUrl: 'javascript:alert(1)' },
        ticketsUrl: '/mis-tickets?org=main',
      },
      {
        id: 'shop',
        title: 'Tienda',
        origins: ['https://tienda.example.org'],
        privacyUrl: 'https://tienda.example.org/privacidad',
      },
    ],
  });
});
afterAll(() => gateway.stop());

const get = (path: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${gateway.url}${path}`, { headers });
const policyOf = (response: Response): string => response.headers.get('content-security-policy') ?? '';

describe('the chat page', () => {
  it('has a strict policy: no inline script, no foreign source, another nonce each time', async () => {
    const [one, two] = [await get('/'), await get('/')];
    const policy = policyOf(one);
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/unsafe-inline|unsafe-eval|https:(?!\/)/);
    expect(policy).not.toBe(policyOf(two));
    expect(await one.text()).not.toMatch(/<script(?![^>]* src=)|\son\w+=|style="/);
    expect(one.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('MAS-136 leads to the person’s own tickets, where there is such a page', async () => {
    expect(await (await get('/')).text()).toContain('<a href="/mis-tickets?org=main" target="_blank"');
    expect(await (await get('/chat?site=shop')).text()).not.toContain('mis-tickets');
  });

  it('may be framed only at /chat, and only by the origins of its site', async () => {
    expect(policyOf(await get('/'))).toContain("frame-ancestors 'none'");
    expect((await get('/')).headers.get('x-frame-options')).toBe('DENY');
    const open = await get('/chat');
    expect(policyOf(open)).toContain('frame-ancestors *');
    expect(open.headers.get('x-frame-options')).toBeNull();
    expect(policyOf(await get('/chat?site=shop'))).toContain("frame-ancestors 'self' https://tienda.example.org;");
  });

  it('writes names as text, and links a privacy notice only to a web address', async () => {
    const page = await (await get('/')).text();
    expect(page).toContain('<h1>Ñandú &amp; &quot;Hijos&quot; &lt;b&gt;</h1>');
    expect(page).not.toContain('javascript:');
    expect(await (await get('/chat?site=shop')).text()).toContain('href="https://tienda.example.org/privacidad"');
  });

  it('speaks the language of its bot, unless the address asks for the other', async () => {
    const textOf = async (path: string, accept: string): Promise<string> =>
      (await get(path, { 'accept-language': accept })).text();
    expect(await textOf('/', 'en-GB,es;q=0.5')).toContain('<html lang="es">');
    expect(await textOf('/?lang=en', 'es-MX')).toContain('<html lang="en">');
    expect(await textOf('/?lang=xx', 'en-GB')).toContain('Nueva conversación');
  });

  it('has every text in both languages, and leaves no hole in the page', async () => {
    const texts = (language: string): Record<string, string> =>
      JSON.parse(readFileSync(join(import.meta.dirname, `../../../web/chat/texts/${language}.json`), 'utf8'));
    expect(Object.keys(texts('en'))).toEqual(Object.keys(texts('es')));
    const page = readFileSync(join(import.meta.dirname, '../../../web/chat/page.html'), 'utf8');
    const used = [...page.matchAll(/\{\{text\.(\w+)\}\}/g)].map(([, key]) => key);
    expect(Object.keys(texts('es'))).toEqual(expect.arrayContaining(used));
    expect((await (await get('/chat')).text()).replace(/content="[^"]*"/g, '')).not.toMatch(/\{\{|\{size\}/);
  });

  it('serves the real Web Chat bundle packed, with its licences, and answers 304 to who has it', async () => {
    const bundle = await get('/chat/webchat.js');
    expect(bundle.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect(bundle.headers.get('content-encoding')).toBe('gzip');
    expect((await bundle.text()).length).toBeGreaterThan(3_000_000);
    expect((await get('/chat/webchat.js', { 'if-none-match': bundle.headers.get('etag') ?? '' })).status).toBe(304);
    expect(await (await get('/chat/webchat.LICENSE.txt')).text()).toMatch(/MIT/);
    expect((await get('/chat/chat.css', { 'accept-encoding': 'identity' })).headers.get('content-encoding')).toBeNull();
  });

  it('lets other sites load the embed script, and serves no other file of the disk', async () => {
    const embed = await get('/embed.js');
    expect(embed.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
    for (const path of [
      '/chat/page.html',
      '/chat/..%2F..%2Fpackage.json',
      '/chat/texts%2Fes.json',
      '/chat/__proto__',
      '/nada',
    ]) {
      expect((await get(path)).status).toBe(404);
    }
    expect((await get('/chat?site=nadie')).status).toBe(404);
  });
});
