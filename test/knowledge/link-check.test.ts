import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { outcomeOf } from '../../knowledge/entries/link-check/outcome.ts';
import { createAsk, type Head } from '../../knowledge/entries/link-check/request.ts';
import { checkLink, type Verdict } from '../../knowledge/entries/link-check/verdict.ts';
import type { LinkHealth } from '../../src/contracts/knowledge-entries.ts';
import { guardedLookup, isPublicAddress } from '../../src/network/addresses.ts';

const allowedHosts = ['exsim.example', 'www.youtube.com', 'youtu.be'];
const now = new Date('2026-11-23T16:00:00Z');

describe('addresses', () => {
  it.each([
    ...['127.0.0.1', '127.8.8.8', '0.0.0.0', '10.1.2.3', '172.16.0.1', '192.168.1.1', '169.254.169.254', '100.64.0.1'],
    ...['100.100.100.200', '192.0.0.8', '198.18.0.1', '203.0.113.9', '224.0.0.1', '240.0.0.1', '255.255.255.255'],
    ...[
      '::',
      '::1',
      'fe80::1',
      'fc00::1',
      'fd00:ec2::254',
      'fec0::1',
      '::ffff:127.0.0.1',
      '::ffff:8.8.8.8',
      '::127.0.0.1',
    ],
    ...['64:ff9b::7f00:1', '2002:7f00:1::', '2001::1', '2001:db8::1', 'ff02::1', '4000::1', 'nonsense', ''],
  ])('%s is not public', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  it.each(['8.8.8.8', '142.250.1.1', '2606:4700::1111', '2a00:1450:4001:82a::200e'])('%s is public', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  it('a name with one private address among several is refused', async () => {
    const answers = (allowed: (address: string) => boolean) =>
      new Promise<string>((done) => {
        guardedLookup(allowed)('localhost', { all: true }, (error) => done(error?.code ?? 'given'));
      });
    expect(await answers(() => true)).toBe('given');
    let asked = 0;
    expect(await answers(() => asked++ > 0)).toBe('EPRIVATE');
    expect(await answers(isPublicAddress)).toBe('EPRIVATE');
  });

  it.each([
    'https://127.0.0.1/',
    'https://2130706433/',
    'https://0x7f.1/',
    'https://[::1]/',
    'https://[::ffff:7f00:1]/',
    'http://exsim.example/',
    'https://exsim.example:8443/',
    'https://a:b@exsim.example/',
    'https://localhost/',
  ])('%s is never connected to', async (link) => {
    await expect(createAsk()('GET', new URL(link))).rejects.toMatchObject({ code: 'EPRIVATE' });
  });
});

describe('over real HTTP', () => {
  let server: Server;
  let host: string;
  let asked: string[];
  let answer: RequestListener;
  beforeEach(async () => {
    asked = [];
    server = createServer((request, response) => {
      asked.push(`${request.method} ${request.url}`);
      answer(request, response);
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  });

  const check = (path = '/page', timeoutMs = 2_000) =>
    checkLink(`http://${host}${path}`, {
      ask: createAsk({ testOnlyHosts: new Set([host]), timeoutMs }),
      allowedHosts,
      isAllowed: (url) => new URL(url).host === host,
    });
  const status =
    (code: number, headers: Record<string, string> = {}): RequestListener =>
    (_request, response) => {
      response.writeHead(code, headers).end();
    };

  it('asks by HEAD and is content with it', async () => {
    answer = status(200);
    expect(await check()).toEqual({ kind: 'ok', status: 200 });
    expect(asked).toEqual(['HEAD /page']);
  });

  it.each([403, 404, 405, 501])('asks again by GET when HEAD gives %d', async (code) => {
    answer = (request, response) => response.writeHead(request.method === 'HEAD' ? code : 200).end('<p>hola');
    expect(await check()).toEqual({ kind: 'ok', status: 200 });
    expect(asked).toEqual(['HEAD /page', 'GET /page']);
  });

  it.each<[number, Verdict]>([
    [404, { kind: 'gone', status: 404, problem: 'not_found' }],
    [410, { kind: 'gone', status: 410, problem: 'not_found' }],
    [403, { kind: 'trouble', status: 403, problem: 'forbidden' }],
    [500, { kind: 'trouble', status: 500, problem: 'server_error' }],
    [418, { kind: 'trouble', status: 418, problem: 'unexpected_status' }],
    [429, { kind: 'busy', seconds: 600 }],
  ])('reads %d', async (code, verdict) => {
    answer = status(code);
    expect(await check()).toEqual(verdict);
  });

  it('waits as long as a busy host says', async () => {
    answer = status(429, { 'retry-after': '120' });
    expect(await check()).toEqual({ kind: 'busy', seconds: 120 });
  });

  it('follows five redirects by hand, not six', async () => {
    answer = (request, response) => {
      const left = Number(request.url?.slice(1));
      if (left === 0) response.writeHead(200).end();
      else response.writeHead(302, { location: `/${left - 1}` }).end();
    };
    expect(await check('/5')).toEqual({ kind: 'ok', status: 200 });
    expect(await check('/6')).toMatchObject({ kind: 'gone', problem: 'redirect_loop' });
  });

  it.each([
    'http://169.254.169.254/latest',
    'https://evil.example/',
    'file:///etc/passwd',
    'https://exsim.example@evil.example/',
  ])('EXS-36 does not follow a redirect to %s', async (location) => {
    answer = status(302, { location });
    expect(await check()).toEqual({ kind: 'gone', status: null, problem: 'redirect_refused' });
    expect(asked).toEqual(['HEAD /page']);
  });

  it('gives up on a host that does not answer, and on one that hangs up', async () => {
    answer = () => {};
    expect(await check('/page', 50)).toEqual({ kind: 'trouble', status: null, problem: 'timeout' });
    answer = (request) => request.socket.destroy();
    expect(await check()).toEqual({ kind: 'trouble', status: null, problem: 'no_connection' });
  });

  it('reads no more than the head of an endless answer, sends no cookie, and takes no giant head', async () => {
    let sent = 0;
    const cookies: unknown[] = [];
    answer = (request, response) => {
      cookies.push(request.headers.cookie, request.headers.authorization);
      if (request.method === 'HEAD') return void response.writeHead(405).end();
      response.writeHead(200, { 'set-cookie': 'a=b' });
      const more = (): void => {
        sent += 65_536;
        if (sent < 1e9 && !response.destroyed) response.write(Buffer.alloc(65_536), () => more());
      };
      more();
    };
    expect(await check()).toEqual({ kind: 'ok', status: 200 });
    await check();
    expect(sent).toBeLessThan(50e6);
    expect(cookies.every((value) => value === undefined)).toBe(true);
    answer = status(200, { 'x-long': 'a'.repeat(20_000) });
    expect(await check()).toMatchObject({ kind: 'trouble', problem: 'no_answer' });
  });
});

describe('YouTube', () => {
  const video = async (status: number) => {
    const asked: string[] = [];
    const ask = async (method: string, url: URL): Promise<Head> => {
      asked.push(`${method} ${url.href}`);
      return { status, location: null, retryAfter: null };
    };
    const verdict = await checkLink('https://youtu.be/dQw4w9WgXcQ?si=x', { ask, allowedHosts });
    expect(asked).toEqual([
      'GET https://www.youtube.com/oembed?format=json&url=https%3A%2F%2Fwww.youtube.com%2Fwatch%3Fv%3DdQw4w9WgXcQ',
    ]);
    return verdict;
  };

  it.each([
    [200, 'ok', undefined],
    [401, 'ok', undefined],
    [403, 'gone', 'video_private'],
    [404, 'gone', 'video_removed'],
    [400, 'gone', 'video_removed'],
    [429, 'busy', undefined],
    [503, 'trouble', 'server_error'],
  ])('%d means %s', async (status, kind, problem) => {
    expect(await video(status)).toMatchObject({ kind, ...(problem ? { problem } : {}) });
  });

  it('a page that asks for consent first is there', async () => {
    const ask = async (): Promise<Head> => ({
      status: 302,
      location: 'https://consent.youtube.com/m?continue=x',
      retryAfter: null,
    });
    const page = 'https://www.youtube.com/playlist?list=PL1';
    expect(await checkLink(page, { ask, allowedHosts })).toEqual({ kind: 'ok', status: 302 });
  });
});

describe('what a check makes of a link', () => {
  const fresh: LinkHealth = {
    state: 'unchecked',
    failures: 0,
    status: null,
    problem: null,
    checkedAt: null,
    since: null,
  };
  const rhythm = { now, everyHours: 24, tries: 3 };
  const ok: Verdict = { kind: 'ok', status: 200 };
  const gone: Verdict = { kind: 'gone', status: 404, problem: 'not_found' };
  const trouble: Verdict = { kind: 'trouble', status: null, problem: 'timeout' };
  const healthAfter = (...verdicts: Verdict[]) => {
    let link = fresh;
    return verdicts.map((verdict) => {
      const outcome = outcomeOf(link, verdict, rhythm);
      link = outcome.link;
      return [link.state, outcome.deed, (outcome.checkAt.getTime() - now.getTime()) / 60_000];
    });
  };

  it('not found is broken at once; trouble only after the third time, tried sooner than daily', () => {
    expect(healthAfter(gone)).toEqual([['broken', 'linkBroken', 1440]]);
    expect(healthAfter(trouble, trouble, trouble, trouble)).toEqual([
      ['unchecked', null, 15],
      ['unchecked', null, 30],
      ['unreachable', 'linkBroken', 1440],
      ['unreachable', null, 1440],
    ]);
  });

  it('one good answer forgives all, and mends what was down', () => {
    expect(healthAfter(trouble, trouble, ok, trouble, gone, gone, ok)).toEqual([
      ['unchecked', null, 15],
      ['unchecked', null, 30],
      ['ok', null, 1440],
      ['ok', null, 15],
      ['broken', 'linkBroken', 1440],
      ['broken', null, 1440],
      ['ok', 'linkMended', 1440],
    ]);
  });

  it('our own network and busy hosts say nothing about a link', () => {
    expect(healthAfter(ok, { kind: 'offline' }, { kind: 'busy', seconds: 1 }, { kind: 'busy', seconds: 1e9 })).toEqual([
      ['ok', null, 1440],
      ['ok', null, 15],
      ['ok', null, 1],
      ['ok', null, 1440],
    ]);
  });

  it('broken and mended always take turns in the log', () => {
    const verdict = fc.constantFrom<Verdict>(ok, gone, trouble, { kind: 'offline' }, { kind: 'busy', seconds: 60 });
    fc.assert(
      fc.property(fc.array(verdict, { maxLength: 40 }), (verdicts) => {
        const deeds = healthAfter(...verdicts)
          .map(([, deed]) => deed)
          .filter((deed) => deed !== null);
        expect(deeds.every((deed, at) => deed === (at % 2 === 0 ? 'linkBroken' : 'linkMended'))).toBe(true);
      }),
    );
  });
});
