import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { createWorld, type World } from './world/world.ts';

let world: World;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ventanilla-static-'));
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'index.html'), '<meta property="csp-nonce" nonce="__CSP_NONCE__"><p>console</p>');
  writeFileSync(join(folder, 'assets', 'index-abc.js'), 'console.log(1)');
  writeFileSync(join(folder, 'assets', 'index-abc.js.gz'), gzipSync('console.log(1)'));
  writeFileSync(join(folder, 'secret.txt'), 'not for you');
  world = await createWorld({ staticDir: folder });
});
afterAll(async () => {
  await world.close();
  rmSync(folder, { recursive: true, force: true });
});

const get = (path: string) => request(world.url).get(path);

describe('console page', () => {
  it('comes at every address under /console, with a fresh nonce in the page and in the policy', async () => {
    const pages = [await get('/console'), await get('/console/inbox/c1'), await get('/console/sign-in')];
    const nonces = pages.map((page) => /nonce="([^"]+)"/.exec(page.text)?.[1] ?? '');
    pages.forEach((page, place) => {
      expect(page.status).toBe(200);
      expect(page.headers['cache-control']).toBe('no-store');
      expect(page.headers['content-security-policy']).toContain(`style-src 'self' 'nonce-${nonces[place]}'`);
    });
    expect(new Set(nonces).size).toBe(3);
    expect(nonces[0]).toMatch(/^[\w-]{24}$/);
  });

  it('allows no inline script, no eval, no frame and no other origin', async () => {
    const policy = (await get('/console')).headers['content-security-policy'] ?? '';
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe|https?:|\*/);
  });

  it('serves hashed files for a year and nothing else of the folder', async () => {
    const file = await get('/console/assets/index-abc.js');
    expect([file.status, file.headers['cache-control']]).toEqual([200, 'public, max-age=31536000, immutable']);
    expect((await get('/console/assets/none.js')).body.error.code).toBe('NOT_FOUND');
    expect((await get('/console/secret.txt')).text).not.toContain('not for you');
    expect((await get('/console/assets/..%2fsecret.txt')).text).not.toContain('not for you');
  });

  it('serves the compressed copy to whoever can read it, as what it is', async () => {
    const path = '/console/assets/index-abc.js';
    const plain = await get(path).set('Accept-Encoding', 'identity');
    const small = await get(path).set('Accept-Encoding', 'gzip');
    expect([plain.headers['content-encoding'], plain.text]).toEqual([undefined, 'console.log(1)']);
    expect([small.headers['content-encoding'], small.text]).toEqual(['gzip', 'console.log(1)']);
    for (const { headers } of [plain, small]) {
      expect(headers['content-type']).toMatch(/^text\/javascript/);
      expect(headers.vary).toContain('Accept-Encoding');
    }
  });

  it('says so when it was not built', async () => {
    const bare = await createWorld({ staticDir: join(folder, 'nowhere') });
    const none = await createWorld();
    for (const one of [bare, none]) {
      const answer = await request(one.url).get('/console/inbox');
      expect([answer.status, answer.body.error.code]).toEqual([503, 'CONSOLE_NOT_BUILT']);
      await one.close();
    }
  });
});

describe('channel mounts', () => {
  it('are served as they are, before the API, and their errors are ours', async () => {
    const asked: string[] = [];
    const mounted = await createWorld({
      channelMounts: [
        {
          path: '/api/webchat',
          handler: ((req: { url: string }, res: { end(text: string): void }, next: (error: unknown) => void) => {
            asked.push(req.url);
            if (req.url === '/broken') next(new Error('x'));
            else if (req.url === '/session') res.end('token');
            else next(undefined);
          }) as never,
        },
      ],
    });
    expect((await request(mounted.url).post('/api/webchat/session')).status).toBe(200);
    expect((await request(mounted.url).get('/api/webchat/broken')).body.error.code).toBe('INTERNAL');
    expect((await request(mounted.url).get('/api/webchat/other')).body.error.code).toBe('NOT_FOUND');
    expect(asked).toEqual(['/session', '/broken', '/other']);
    await mounted.close();
  });
});
