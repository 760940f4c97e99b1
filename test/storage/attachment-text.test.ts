import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import type { FileStore, StoredFile } from '../../src/contracts/files.ts';
import { createRedactor } from '../../src/redaction/index.ts';
import { createDocumentReader } from '../../src/storage/files/documents/document-reader.ts';
import type { DocumentReader } from '../../src/storage/files/documents/document-text.ts';
import { createFileStore } from '../../src/storage/files/file-store.ts';
import { redactText } from '../../src/storage/files/text/redact-text.ts';
import { buildDocx, buildPdf, buildXlsx, buildZip } from '../builders/documents.ts';
import { buildLogger } from '../builders/logger.ts';

const SECRET = 'Canario-8127-Sonora';
const MARK = '[contraseña eliminada]';
/** The built thread; `npm test` builds it. */
const program = fileURLToPath(new URL('../../dist/server/read-document.js', import.meta.url));
const redactor = createRedactor();

let directory: string;
let documents: DocumentReader;
let files: FileStore;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'attachments-'));
  documents = createDocumentReader({ program, logger: buildLogger() });
  files = createFileStore({ directory, redactor, documents });
});
afterAll(() => rm(directory, { recursive: true }));

async function keep(name: string, content: string | Buffer): Promise<StoredFile & { text: string }> {
  const stored = await files.put(Buffer.from(content as string), { name, mediaType: 'x/y' });
  const bytes = Buffer.from((await files.get(stored.fileId)) ?? []);
  return { ...stored, text: bytes.toString('utf8') };
}

async function everyByte(): Promise<string> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return (await Promise.all(paths.map((path) => readFile(path, 'latin1')))).join('\n');
}

const clean = (text: string, mediaType: string): string => redactText(text, mediaType, redactor).text;

describe('text files', () => {
  const plain: readonly [string, string][] = [
    ['notas.txt', `Para entrar: usuario ana, contraseña: ${SECRET}\r\nGracias`],
    ['app.log', `2026-01-05 10:00:00 WARN login password=${SECRET} failed`],
    ['red.ini', `[wifi]\nssid=Oficina\npsk=${SECRET}\n`],
    ['servicio.conf', `db_user = ana\ndb_password = ${SECRET}\n`],
    ['despliegue.yaml', `env:\n  - name: TZ\n  DB_PASSWORD: "${SECRET}"\n`],
    ['manual.md', `# Acceso\n\n- Contraseña: \`${SECRET}\`\n`],
    ['conecta.ps1', `$password = "${SECRET}"\nConnect-Thing -User ana`],
    ['clave.reg', `Windows Registry Editor Version 5.00\r\n"Password"="${SECRET}"\r\n`],
    ['.env', `PORT=3000\nADMIN_PASSWORD=${SECRET}\n`],
  ];
  it.each(plain)('P4 MAS-133 %s loses the value and keeps the rest', async (name, content) => {
    const { text, review, removed } = await keep(name, content);
    expect(text).not.toContain(SECRET);
    expect(text).toContain(MARK);
    expect({ review, removed }).toEqual({ review: 'redacted', removed: ['password'] });
  });

  const charsets: readonly [string, Buffer][] = [
    ['UTF-8', Buffer.from(`contraseña: ${SECRET}`)],
    ['UTF-8 with a mark', Buffer.from(`\ufeffcontraseña: ${SECRET}`)],
    ['Windows-1252', Buffer.from(`contraseña: ${SECRET}`, 'latin1')],
    ['UTF-16LE with a mark', Buffer.from(`\ufeffcontraseña: ${SECRET}`, 'utf16le')],
    ['UTF-16LE without a mark', Buffer.from(`contraseña: ${SECRET}`, 'utf16le')],
    ['UTF-16BE with a mark', Buffer.from(`\ufeffcontraseña: ${SECRET}`, 'utf16le').swap16()],
    ['UTF-16BE without a mark', Buffer.from(`contraseña: ${SECRET}`, 'utf16le').swap16()],
  ];
  it.each(charsets)('P4 reads %s', async (_name, content) => {
    expect((await keep('a.txt', content)).text.replace('\ufeff', '')).toBe(`contraseña: ${MARK}`);
  });

  it('P4 a long log is read to its end, not held', async () => {
    const lines = Array.from({ length: 12_000 }, (_, n) => `línea ${n}: todo en orden en la sucursal del centro`);
    const { text, review } = await keep('largo.log', `${lines.join('\n')}\npassword=${SECRET}\n`);
    expect(review).toBe('redacted');
    expect(text).toContain('línea 11999');
    expect(text.endsWith(`password=${MARK}\n`)).toBe(true);
  });

  it('P4 one line that is too long to be scanned is held, and the file says so', async () => {
    const { text, review } = await keep('largo.txt', `hola\n${'a'.repeat(300 * 1024)} password=${SECRET}`);
    expect(review).toBe('held');
    expect(text).not.toContain(SECRET);
  });

  it('a text in which nothing is found is kept to the letter', async () => {
    const content = 'Hola,\r\n\tno puedo timbrar la factura A-1001 desde el 3 de marzo.\r\n';
    expect(await keep('caso.txt', content)).toMatchObject({ text: content, review: 'clean' });
  });
});

describe('formats that programs read', () => {
  it('P4 JSON stays JSON: values go by their key, their neighbour and behind their escapes', () => {
    const source = JSON.stringify({
      usuario: 'ana',
      password: SECRET,
      nip: 48213,
      servidor: { ip: '10.20.30.40', nota: `la contraseña es "${SECRET}"\n` },
      variables: [
        { name: 'DB_PASSWORD', value: SECRET },
        { name: 'TZ', value: 'UTC' },
      ],
      claves: { password: [SECRET, 'otra-Clave-77'] },
      folio: 1001,
    });
    const escaped = source.replace('"password"', '"p\\u0061ssword"').replace(SECRET, SECRET.replace('C', '\\u0043'));
    for (const text of [source, escaped, JSON.stringify(JSON.parse(source), null, 2)]) {
      const kept = JSON.parse(clean(text, 'application/json'));
      expect(JSON.stringify(kept)).not.toMatch(/Canario|48213|10\.20\.30\.40|otra-Clave/);
      expect(kept).toMatchObject({ usuario: 'ana', folio: 1001, password: MARK, nip: MARK });
      expect(kept.variables[1]).toEqual({ name: 'TZ', value: 'UTC' });
    }
  });

  it('P4 a table stays a table: values go by their column and by the cell to their left', () => {
    const byColumn = `usuario;contraseña;equipo\nana;"${SECRET}";PC-1\n"eva";otra""Clave77;"PC;2"\n`;
    const kept = parse(clean(byColumn, 'text/csv'), { delimiter: ';', relax_quotes: true }) as string[][];
    expect(kept.map((row) => row.length)).toEqual([3, 3, 3]);
    expect(kept.flat()).toEqual(expect.arrayContaining(['ana', 'eva', 'PC-1', 'PC;2', MARK]));
    expect(kept.flat().join()).not.toMatch(/Canario|Clave77/);
    expect(clean(`dato,valor\nusuario,ana\ncontraseña,${SECRET}\n`, 'text/csv')).toBe(
      `dato,valor\nusuario,ana\ncontraseña,${MARK}\n`,
    );
  });

  it('P4 XML stays XML: elements, attributes, sections, comments and entities', () => {
    const source = `<?xml version="1.0"?><conf><!-- contraseña: ${SECRET} --><db user="ana" password="${SECRET}"/>
      <password>${SECRET.replace('C', '&#67;')}</password><add key="password" value="${SECRET}"/>
      <entry key="password">${SECRET}</entry><key>password</key><string>${SECRET}</string>
      <nota><![CDATA[mi contraseña es ${SECRET}]]></nota><folio>A-1001</folio></conf>`;
    const kept = clean(source, 'application/xml');
    expect(kept).not.toMatch(/Canario|anario-8127/);
    expect(XMLValidator.validate(kept)).toBe(true);
    expect(new XMLParser({ ignoreAttributes: false }).parse(kept).conf).toMatchObject({
      db: { '@_user': 'ana', '@_password': MARK },
      folio: 'A-1001',
    });
  });

  it('P4 whatever JSON comes in, JSON comes out, and no value under a password key survives', () => {
    const secret = fc.stringMatching(/^[A-Z][a-z]{3,7}[0-9]{3,5}[!#$%][a-z]$/);
    const json = fc.dictionary(fc.constantFrom('nota', 'equipo', 'datos', 'folio'), fc.jsonValue({ maxDepth: 2 }));
    fc.assert(
      fc.property(secret, json, fc.constantFrom('password', 'contraseña', 'db_password'), (value, around, key) => {
        const kept = clean(JSON.stringify({ ...around, [key]: value }), 'application/json');
        expect(JSON.parse(kept)).toBeDefined();
        expect(kept).not.toContain(value);
      }),
      { numRuns: 150 },
    );
  });

  it('what is no JSON although it is called so is read as text', () => {
    expect(clean(`{"password": "${SECRET}", oops`, 'application/json')).not.toContain(SECRET);
  });
});

describe('documents', () => {
  it('a clean document is kept as it is, byte by byte', async () => {
    const docx = buildDocx(['Acta de la reunión', 'No se puede timbrar desde el lunes.']);
    const pdf = buildPdf(['Acta de la reunion', 'No se puede timbrar desde el lunes.']);
    for (const [name, bytes] of [
      ['acta.docx', docx],
      ['acta.pdf', pdf],
      [
        'tabla.xlsx',
        buildXlsx([
          ['sucursal', 'folio'],
          ['centro', 'A-1001'],
        ]),
      ],
    ] as const) {
      const stored = await keep(name, bytes);
      expect(stored).toMatchObject({ name, review: 'clean', size: bytes.length });
      expect(Buffer.from((await files.get(stored.fileId)) ?? [])).toEqual(bytes);
    }
  });

  const header = `<w:hdr><w:p><w:r><w:t>contraseña: ${SECRET}</w:t></w:r></w:p></w:hdr>`;
  const link = `<Relationships><Relationship Target="ftp://ana:${SECRET}@ftp.example.com/x" TargetMode="External"/></Relationships>`;
  const found: readonly [string, string, Buffer][] = [
    ['Word', 'acceso.docx', buildDocx(['Acceso al portal', `Contraseña: ${SECRET}`])],
    ['Word, split over runs', 'acceso.docx', buildDocx([['Contra', 'seña: Cana', 'rio-8127-Sonora']])],
    ['the header of a Word document', 'a.docx', buildDocx(['Hola'], { 'word/header1.xml': header })],
    ['a comment of a Word document', 'a.docx', buildDocx(['Hola'], { 'word/comments.xml': header })],
    ['a link of a Word document', 'a.docx', buildDocx(['Hola'], { 'word/_rels/document.xml.rels': link })],
    [
      'the properties of a Word document',
      'a.docx',
      buildDocx(['Hola'], { 'docProps/core.xml': `<x><dc:title>password: ${SECRET}</dc:title></x>` }),
    ],
    [
      'a spreadsheet',
      'claves.xlsx',
      buildXlsx([
        ['usuario', 'ana'],
        ['contraseña', SECRET],
      ]),
    ],
    ['PDF', 'acceso.pdf', buildPdf(['Acceso al portal de la empresa', `password: ${SECRET}`])],
    [
      'the properties of a PDF',
      'a.pdf',
      buildPdf(['Acceso al portal de la empresa'], { title: `password: ${SECRET}` }),
    ],
  ];
  it.each(found)('P4 %s: its redacted text is kept in its place', async (_what, name, bytes) => {
    const stored = await keep(name, bytes);
    expect(stored).toMatchObject({
      name: `${name}.txt`,
      mediaType: 'text/plain',
      review: 'replaced',
      removed: ['password'],
    });
    expect(stored.text).toContain(MARK);
    expect(stored.text).toMatch(/^\[Ventanilla\]/);
  });

  it('P4 not one of their bytes is on the disk', async () => {
    const bytes = await everyByte();
    expect(bytes).not.toContain(SECRET);
    expect(bytes).not.toContain('acceso.docx');
  });

  it('P4 a picture inside makes a document unscanned; a file inside leaves only its text', async () => {
    const png = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
    expect((await keep('a.docx', buildDocx(['Hola'], { 'word/media/image1.png': png }))).review).toBe('unscanned');
    const inside = { 'word/embeddings/oleObject1.bin': Buffer.from(`contraseña: ${SECRET}`, 'utf16le') };
    const stored = await keep('b.docx', buildDocx(['Hola a todos'], inside));
    expect(stored).toMatchObject({ name: 'b.docx.txt', review: 'replaced' });
    expect(stored.text).toContain('Hola a todos');
    expect((await keep('escaneo.pdf', buildPdf([]))).review).toBe('unscanned');
  });

  const bomb = Buffer.alloc(64 * 1024 * 1024, ' ');
  const hostile: readonly [string, string, Buffer][] = [
    ['a package that unpacks to 64 MB', 'a.docx', buildDocx([], { 'word/bomb.xml': bomb })],
    ['one that lies about it', 'a.docx', buildZip({ 'word/document.xml': bomb }, { claimed: 10 })],
    [
      'one with far too many parts',
      'a.docx',
      buildZip(Object.fromEntries(Array.from({ length: 3_000 }, (_, n) => [`word/${n}.xml`, 'x']))),
    ],
    ['a cut package', 'a.docx', buildDocx(['Hola']).subarray(0, 200)],
    ['a PDF that is none', 'a.pdf', Buffer.from('%PDF-1.7\n%%EOF')],
    ['an old Word document', 'a.doc', Buffer.from('d0cf11e0a1b11ae1000000', 'hex')],
  ];
  it.each(hostile)('P4 %s is held: a note stands in its place', async (_what, name, bytes) => {
    const stored = await keep(name, bytes);
    expect(stored).toMatchObject({ name: `${name}.txt`, mediaType: 'text/plain', review: 'held' });
    expect(stored.text).toMatch(/retenido[\s\S]*withheld/);
    expect(stored.size).toBeLessThan(500);
  });

  it('P4 a document that takes too long is held, and the next one is read', async () => {
    const hurried = createDocumentReader({ program, logger: buildLogger(), patienceMs: 1 });
    expect(await hurried.read(buildPdf(['hola']), 'pdf')).toEqual({ status: 'unreadable', why: 'too-slow' });
    expect(await documents.read(buildDocx(['hola']), 'office')).toMatchObject({ status: 'read' });
  });

  it('P4 without a reader every document is held', async () => {
    const bare = createFileStore({ directory, redactor });
    expect((await bare.put(buildDocx(['hola']), { name: 'a.docx', mediaType: 'x/y' })).review).toBe('held');
  });
});
