import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { call, openConversation, startGateway, type TestGateway } from './gateway.ts';

interface Answer {
  id: string;
  error: { code: string };
}
interface Shown {
  activities: { attachments: { contentType: string; contentUrl: string; name: string }[] }[];
}

const png = await readFile(join(import.meta.dirname, 'fixtures/picture.png'));
let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startGateway({ limits: { fileBytes: 64 * 1024, uploadBytes: 200 * 1024, files: 3 } });
});
afterAll(() => gateway.stop());

function form(
  files: readonly [name: string, type: string, content: string | Uint8Array][],
  activity?: object,
): FormData {
  const data = new FormData();
  if (activity !== undefined) {
    data.append('activity', new Blob([JSON.stringify(activity)], { type: 'application/vnd.microsoft.activity' }));
  }
  for (const [name, type, content] of files)
    data.append('file', new Blob([Uint8Array.from(Buffer.from(content))], { type }), name);
  return data;
}

async function upload(data: FormData | string): Promise<{ status: number; body: Answer; url: string; token: string }> {
  const { url, token } = await openConversation(gateway);
  const answer = await call<Answer>(`${url}/upload?userId=dl_forged`, { token, raw: data });
  return { ...answer, url, token };
}

async function allFiles(): Promise<string[]> {
  const entries = await readdir(gateway.filesDirectory, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

describe('uploads', () => {
  it('keeps the file before the message is accepted, and serves it by a signed address', async () => {
    const activity = { type: 'message', text: 'vea mi pantalla', channelData: { clientActivityID: 'up-1' } };
    const { status, url, token } = await upload(form([['pantalla año.png', 'image/png', png]], activity));
    expect(status).toBe(200);
    const envelope = gateway.core.accepted.at(-1);
    expect(envelope).toMatchObject({ text: 'vea mi pantalla', sender: { id: expect.not.stringContaining('forged') } });
    expect(envelope?.attachments).toEqual([
      {
        fileId: expect.stringMatching(/^[0-9a-f]{64}$/),
        name: 'pantalla año.png',
        mediaType: 'image/png',
        size: png.length,
        review: 'unscanned',
      },
    ]);
    const shown = await call<Shown>(`${url}/activities`, { token });
    const contentUrl = shown.body.activities[1]?.attachments[0]?.contentUrl ?? '';
    const file = await fetch(contentUrl);
    expect(Buffer.from(await file.arrayBuffer()).equals(png)).toBe(true);
    expect(file.headers.get('content-type')).toBe('image/png');
    expect(file.headers.get('x-content-type-options')).toBe('nosniff');
    expect(file.headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
    expect(file.headers.get('content-disposition')).toBe(
      `inline; filename="pantalla ano.png"; filename*=UTF-8''pantalla%20a%C3%B1o.png`,
    );
  });

  it('gives no file without its signature, under another name or type, or after it expired', async () => {
    const { url, token } = await upload(form([['a.txt', 'text/plain', 'nada secreto']]));
    const shown = await call<Shown>(`${url}/activities`, { token });
    const good = new URL(shown.body.activities[1]?.attachments[0]?.contentUrl ?? '');
    expect((await fetch(good)).headers.get('content-disposition')).toMatch(/^attachment; /);
    for (const [name, value] of [
      ['name', 'b.html'],
      ['type', 'text/html'],
      ['expires', '9999999999'],
      ['signature', ''],
    ] as const) {
      const bad = new URL(good);
      bad.searchParams.set(name, value);
      expect((await fetch(bad)).status).toBe(403);
    }
    const other = new URL(good);
    other.pathname = good.pathname.replace(/[0-9a-f]{64}/, '..%2F..%2Fetc%2Fpasswd');
    expect((await fetch(other)).status).toBe(403);
    gateway.clock.forward(3 * 60 * 60);
    expect((await fetch(good)).status).toBe(403);
  });

  it('P4 redacts a text file before it is written', async () => {
    const { status } = await upload(
      form([['notas.log', 'text/plain', 'usuario ana\ncontraseña: Canario-7731-Secreto\n']]),
    );
    expect(status).toBe(200);
    const contents = await Promise.all((await allFiles()).map((path) => readFile(path, 'latin1')));
    expect(contents.join()).toContain('usuario ana');
    expect(contents.join()).not.toContain('Canario-7731-Secreto');
  });

  const refused: readonly [string, FormData | string, number, string][] = [
    [
      'an SVG called PNG',
      form([['a.png', 'image/png', '<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>']]),
      415,
      'FILE_TYPE_REFUSED',
    ],
    [
      'HTML called text',
      form([['a.txt', 'text/plain', ' <!DOCTYPE html><script>alert(1)</script>']]),
      415,
      'FILE_TYPE_REFUSED',
    ],
    ['a program', form([['a.pdf', 'application/pdf', 'MZ\u0000\u0001\u0002']]), 415, 'FILE_TYPE_REFUSED'],
    ['a file too large', form([['a.txt', 'text/plain', 'x'.repeat(64 * 1024 + 1)]]), 413, 'FILE_TOO_LARGE'],
    [
      'too many files',
      form(Array.from({ length: 4 }, (_, n) => [`${n}.txt`, 'text/plain', 'x'])),
      413,
      'FILES_TOO_MANY',
    ],
    [
      'far too many files',
      form(Array.from({ length: 40 }, (_, n) => [`${n}.txt`, 'text/plain', 'x'])),
      413,
      'FILES_TOO_MANY',
    ],
    ['no file', form([], { type: 'message', text: 'hola' }), 400, 'INPUT_INVALID'],
    ['no form', 'hello', 400, 'INPUT_INVALID'],
    [
      'an event with a file',
      form([['a.txt', 'text/plain', 'x']], { type: 'event', name: 'x' }),
      400,
      'ACTIVITY_UNSUPPORTED',
    ],
  ];
  it.each(refused)('refuses %s with its code, accepts nothing and keeps nothing', async (_name, data, status, code) => {
    const before = [gateway.core.accepted.filter(({ kind }) => kind === 'message').length, (await allFiles()).length];
    const answer = await upload(data);
    expect([answer.status, answer.body.error.code]).toEqual([status, code]);
    const after = [gateway.core.accepted.filter(({ kind }) => kind === 'message').length, (await allFiles()).length];
    expect(after).toEqual(before);
  });

  it('refuses an activity that is no JSON', async () => {
    const data = form([['a.txt', 'text/plain', 'x']]);
    data.append('activity', new Blob(['{"type":']));
    expect((await upload(data)).body.error.code).toBe('BODY_NOT_JSON');
  });

  it('takes folders and invisible characters out of file names', async () => {
    const { url, token } = await openConversation(gateway);
    const names = ['../../etc/passwd', 'C:\\Users\\x\\informe.txt', 'gpj\u202etxt.exe', '....'];
    for (const name of names) {
      const boundary = 'X-TEST-BOUNDARY';
      const raw = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\n\r\nhola\r\n--${boundary}--\r\n`;
      const headers = { 'content-type': `multipart/form-data; boundary=${boundary}` };
      await call(`${url}/upload`, { token, raw, headers });
    }
    const kept = gateway.core.accepted.slice(-names.length).map(({ attachments }) => attachments[0]?.name);
    for (const name of kept) {
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
      expect(name).not.toMatch(/[/\\\u0000\u202e]|^\.|^$/);
    }
    expect(kept).toEqual(expect.arrayContaining(['passwd', 'informe.txt', 'archivo']));
  });

  it('leaves no upload open when the client goes away in the middle', async () => {
    const { url, token } = await openConversation(gateway);
    for (let turn = 0; turn < 12; turn += 1) {
      const leaving = new AbortController();
      const body = new ReadableStream({
        pull(controller) {
          controller.enqueue(
            Buffer.from('--B\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\nhola'),
          );
          leaving.abort();
        },
      });
      const options = { method: 'POST', body, duplex: 'half', signal: leaving.signal } as RequestInit;
      const headers = { authorization: `Bearer ${token}`, 'content-type': 'multipart/form-data; boundary=B' };
      await expect(fetch(`${url}/upload`, { ...options, headers })).rejects.toThrow();
    }
    // More than may run at once have begun; the next one still gets its turn.
    expect((await upload(form([['a.txt', 'text/plain', 'después']]))).status).toBe(200);
  });
});
