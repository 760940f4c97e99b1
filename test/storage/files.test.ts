import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { FileStore } from '../../src/contracts/files.ts';
import { isAppError } from '../../src/errors/app-error.ts';
import { createRedactor } from '../../src/redaction/index.ts';
import { createFileStore } from '../../src/storage/files/file-store.ts';
import { sniff } from '../../src/storage/files/media-types.ts';

const SECRET = 'Canario-4410-Zulu';
const redactor = createRedactor();

let directory: string;
let files: FileStore;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'files-'));
  files = createFileStore({ directory, redactor, maxBytes: 4096, maxTextBytes: 2048 });
});
afterEach(() => rm(directory, { recursive: true }));

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const bytesOf = (text: string, encoding: BufferEncoding = 'utf8'): Buffer => Buffer.from(text, encoding);
const put = (name: string, content: Uint8Array): ReturnType<FileStore['put']> =>
  files.put(content, { name, mediaType: 'application/octet-stream' });

async function everything(): Promise<string> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return (await Promise.all(paths.map((path) => readFile(path, 'latin1')))).join('\n');
}

async function codeOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'stored',
    (error: unknown) => (isAppError(error) ? error.code : String(error)),
  );
}

describe('the file store', () => {
  it('addresses a file by its content, keeps it once, and gives it back', async () => {
    const png = bytesOf('\x89PNG\r\n\x1a\nhola', 'latin1');
    const [one, two] = await Promise.all([put('a.png', png), put('a.png', png)]);
    const review = 'unscanned';
    expect(one).toEqual({ fileId: sha256(png), name: 'a.png', mediaType: 'image/png', size: png.length, review });
    expect(two).toEqual(one);
    expect(Buffer.from((await files.get(one.fileId)) ?? [])).toEqual(png);
    const path = join(directory, one.fileId.slice(0, 2), one.fileId.slice(2, 4), one.fileId);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(await readdir(join(path, '..'))).toEqual([one.fileId]);
  });

  it('gives nothing for what is no id, unknown or damaged', async () => {
    const { fileId } = await put('a.gif', bytesOf('GIF89a'));
    for (const id of ['../../etc/passwd', fileId.toUpperCase(), '', '0'.repeat(64)])
      expect(await files.get(id)).toBeNull();
    await writeFile(join(directory, fileId.slice(0, 2), fileId.slice(2, 4), fileId), 'GIF87a');
    expect(await files.get(fileId)).toBeNull();
  });

  it('P4 decodes every text, redacts it and writes the clean text as UTF-8', async () => {
    const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), bytesOf(`clave: ${SECRET}`, 'utf16le')]);
    const latin1 = bytesOf(`contrase\xf1a: ${SECRET}`, 'latin1');
    const texts: [string, Buffer][] = [
      ['a.txt', bytesOf(`clave: ${SECRET}`)],
      ['a.json', bytesOf(`{"clave":"${SECRET}"}`)],
      ['a.xml', bytesOf(`<?xml version="1.0"?><clave>${SECRET}</clave>`)],
      ['a.csv', bytesOf(`usuario,clave\nana,${SECRET}`)],
      ['a.log', latin1],
      ['sin-extension', utf16],
    ];
    for (const [name, content] of texts) {
      const stored = await put(name, content);
      const kept = Buffer.from((await files.get(stored.fileId)) ?? []);
      expect(kept.toString('utf8')).toContain('[contraseña eliminada]');
      expect(stored.size).toBe(kept.length);
    }
    expect(await everything()).not.toContain(SECRET);
  });

  it('P4 finds what a stored mail hides in its encodings', async () => {
    const mail = [
      'From: ana@example.org',
      `Subject: =?utf-8?B?${bytesOf(`clave: ${SECRET}`).toString('base64')}?=`,
      'Content-Type: multipart/mixed; boundary="B1"',
      '',
      '--B1',
      'Content-Type: text/plain; charset=iso-8859-1',
      'Content-Transfer-Encoding: quoted-printable',
      '',
      `Contrase=F1a: Canario=2D44=\r\n10-Zulu`,
      '--B1',
      'Content-Type: text/plain',
      'Content-Transfer-Encoding: base64',
      '',
      bytesOf(`la clave es ${SECRET}`).toString('base64'),
      '--B1',
      'Content-Type: application/zip; name="x.zip"',
      'Content-Transfer-Encoding: base64',
      '',
      bytesOf(`PK ${SECRET}`).toString('base64'),
      '--B1--',
    ].join('\r\n');
    const stored = await put('correo.eml', bytesOf(mail));
    expect(stored.mediaType).toBe('message/rfc822');
    const kept = Buffer.from((await files.get(stored.fileId)) ?? []).toString('utf8');
    expect(kept.match(/\[contraseña eliminada\]/g)).toHaveLength(3);
    expect(kept).toContain('Contraseña: [contraseña eliminada]');
    expect(kept).toContain('[adjunto omitido]');
    expect(kept).not.toContain(bytesOf(SECRET).toString('base64').slice(4, 16));
  });

  it('refuses what is too large', async () => {
    expect(await codeOf(put('a.gif', Buffer.concat([bytesOf('GIF89a'), Buffer.alloc(5000)])))).toBe('FILE_TOO_LARGE');
    expect(await codeOf(put('a.txt', Buffer.alloc(3000, 'a')))).toBe('FILE_TOO_LARGE');
  });

  const hostile: [string, string | Buffer][] = [
    ['foto.svg', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'],
    ['foto.png', '<?xml version="1.0"?>\n<!-- x --><svg/>'],
    ['a.txt', '\n\t<!doctype HTML><p>'],
    ['a.xml', '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"/>'],
    ['a.txt', '<script>alert(1)</script>'],
    ['a.sh', '#!/bin/sh\nrm -rf /'],
    ['a.exe', 'MZ\u0090\u0000'],
    ['a.docx', 'PK\u0003\u0004 sin carpeta de documento'],
    ['a.zip', 'PK\u0003\u0004 word/document.xml'],
    ['a.docx', 'PK\u0003\u0004 word/document.xml word/vbaProject.bin'],
    ['a.msi', Buffer.from('d0cf11e0a1b11ae1', 'hex')],
    ['vacio.txt', ''],
  ];
  it.each(hostile)('refuses %s with bytes that are not taken', async (name, content) => {
    expect(await codeOf(put(name, Buffer.from(content as string)))).toBe('FILE_TYPE_REFUSED');
    expect(await everything()).toBe('');
  });

  it('reads the type from the bytes, not from the name', () => {
    const is = (name: string, content: string): string => {
      const found = sniff(bytesOf(content, 'latin1'), name);
      return found.kind === 'refused' ? `refused ${found.type}` : found.mediaType;
    };
    expect(is('a.txt', '\x89PNG\r\n\x1a\n')).toBe('image/png');
    expect(is('a.png', 'GIF89a')).toBe('image/gif');
    expect(is('a.png', 'RIFF\x00\x00\x00\x00WEBP')).toBe('image/webp');
    expect(is('a.docx', 'PK\x03\x04xx word/document.xml')).toMatch(/wordprocessingml/);
    expect(is('a.xls', '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1')).toBe('application/vnd.ms-excel');
    expect(is('a.html', 'solo texto')).toBe('text/plain');
    expect(is('__proto__', 'solo texto')).toBe('text/plain');
    expect(is('a.constructor', 'PK\x03\x04')).toBe('refused application/zip');
  });
});
