import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DuplicateFinder } from '../../knowledge/entries/duplicates.ts';
import { planImport } from '../../knowledge/entries/transfer/plan.ts';
import { readFileRows } from '../../knowledge/entries/transfer/read-file.ts';
import { writeFiles } from '../../knowledge/entries/transfer/write-files.ts';
import type { EntryActor } from '../../src/contracts/knowledge-entries.ts';
import { entryTypes } from '../../src/contracts/knowledge-entries.ts';
import {
  exportFormats,
  type ImportFormat,
  type TransferFile,
  type TransferOptions,
} from '../../src/contracts/knowledge-transfer.ts';
import { createRedactor } from '../../src/redaction/index.ts';
import { buildEntry, openKnowledge } from '../builders/knowledge.ts';
import { buildPolicy } from '../builders/policy.ts';

type Opened = Awaited<ReturnType<typeof openKnowledge>>;
let kb: Opened;
beforeEach(async () => {
  kb = await openKnowledge();
});
afterEach(() => kb.destroy());

const ana: EntryActor = { agentId: 'ana', how: 'import' };
const file = (name: string, content: string | Uint8Array): TransferFile => ({
  name,
  bytes: typeof content === 'string' ? Buffer.from(content) : content,
});
const load = (format: ImportFormat, content: string | Uint8Array, options: Partial<TransferOptions> = {}) =>
  kb.knowledge.transfer.import([file(`entradas.${format}`, content)], { format, by: ana, ...options });
const get = (id: string) => kb.entries.get(id);

describe('a table', () => {
  const table = [
    'Título;Resumen;Etiquetas;Módulo;Audiencia;Tipo;Liga;Preguntas;Estado',
    'Timbrar nómina;Pasos;"nómina; recibo";Nómina;Soporte;Solución;https://exsim.example/faq/nomina;"¿cómo timbro?|timbrar recibos";Publicada',
  ].join('\r\n');

  it.each([
    ['UTF-8', Buffer.from(table)],
    ['UTF-8 with its mark', Buffer.from(`\uFEFF${table}`)],
    ['Windows-1252', Buffer.from(table, 'latin1')],
    ['UTF-16 with its mark', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(table, 'utf16le')])],
    ['with the line that Excel writes', Buffer.from(`sep=;\r\n${table}`)],
  ])('in Spanish, with semicolons, is read: %s', async (_name, bytes) => {
    const report = await load('csv', bytes);
    expect(report.lines).toMatchObject([{ line: 2, fate: 'create', id: 'timbrar-nomina' }]);
    expect(await get('timbrar-nomina')).toMatchObject({
      title: 'Timbrar nómina',
      tags: ['nómina', 'recibo'],
      module: 'nomina',
      audience: 'support',
      type: 'solucion',
      examples: ['¿cómo timbro?', 'timbrar recibos'],
      state: 'published',
      author: 'ana',
    });
  });

  it('tells the fate of each line with its number, and stores the good ones', async () => {
    await kb.knowledge.importEntries(
      [buildEntry(), buildEntry({ id: 'igual', title: 'Otra cosa', url: 'https://exsim.example/faq/igual' })],
      { author: 'beto' },
    );
    const csv = [
      'id,title,audience,type,url,state',
      'nueva,Cancelar una factura,support,solucion,https://exsim.example/faq/cancelar,published',
      'corte-de-caja,Corte de caja diario,support,solucion,https://exsim.example/faq/corte-de-caja,published',
      'igual,Otra cosa,support,solucion,https://exsim.example/faq/igual,published',
      'repetida,otra COSA,support,solucion,https://exsim.example/faq/repetida,draft',
      'mala,Sin tipo,support,,https://exsim.example/faq/mala,draft',
      'fuera,Sitio ajeno,support,solucion,https://evil.example/x,draft',
      'nueva,Segunda vez,support,solucion,https://exsim.example/faq/segunda,draft',
    ].join('\n');
    const dry = await load('csv', csv, { dryRun: true });
    expect(dry.counts).toEqual({ create: 1, update: 1, same: 1, duplicate: 1, refused: 3 });
    expect(dry.lines).toMatchObject([
      { line: 2, fate: 'create', id: 'nueva', hint: expect.stringContaining('4 to 8') },
      { line: 3, fate: 'update', id: 'corte-de-caja', changes: ['title'] },
      { line: 4, fate: 'same', id: 'igual' },
      { line: 5, fate: 'duplicate', id: 'repetida', of: 'igual', why: 'title' },
      { line: 6, fate: 'refused', id: 'mala', code: 'ENTRY_INVALID', problem: expect.stringContaining('entry.type') },
      { line: 7, fate: 'refused', id: 'fuera', code: 'ENTRY_HOST_REFUSED' },
      { line: 8, fate: 'refused', id: 'nueva', problem: expect.stringContaining('line 2') },
    ]);
    await expect(get('nueva')).rejects.toMatchObject({ code: 'ENTRY_NOT_FOUND' });
    expect((await get('corte-de-caja')).version).toBe(2);
    const done = await load('csv', csv);
    expect(done).toEqual({ ...dry, dryRun: false });
    expect((await get('nueva')).state).toBe('published');
    expect((await get('corte-de-caja')).title).toBe('Corte de caja diario');
    const events = await kb.log.events({ organisation: 'exsim', limit: 99 });
    const again = await load('csv', csv);
    expect(again.counts).toEqual({ create: 0, update: 0, same: 3, duplicate: 1, refused: 3 });
    expect(await kb.log.events({ organisation: 'exsim', limit: 99 })).toEqual(events);
  });

  it('a column that is missing leaves what is stored, an empty cell empties it', async () => {
    await kb.entries.create(buildEntry({ reviewOn: '2027-01-31' }) as never, ana);
    await load('csv', 'id;título\ncorte-de-caja;Cierre');
    expect(await get('corte-de-caja')).toMatchObject({
      title: 'Cierre',
      tags: ['corte', 'arqueo'],
      reviewOn: '2027-01-31',
    });
    await load('csv', 'id;etiquetas;revisar el\ncorte-de-caja;;');
    expect(await get('corte-de-caja')).toMatchObject({ title: 'Cierre', tags: [], reviewOn: null });
  });

  it('confirmed near-duplicates are published, and the log says what they repeat', async () => {
    await kb.knowledge.importEntries([buildEntry()], { author: 'beto' });
    const csv =
      'id,title,audience,type,url,state\nx,Corte de caja paso a paso,support,solucion,https://exsim.example/x,published';
    expect((await load('csv', csv)).counts.duplicate).toBe(1);
    expect((await load('csv', csv, { confirmDuplicates: true })).counts.create).toBe(1);
    const events = await kb.log.events({ organisation: 'exsim', limit: 99 });
    expect(events.at(-1)).toMatchObject({
      entryId: 'x',
      deed: 'publish',
      duplicateOf: 'corte-de-caja',
      agentId: 'ana',
      how: 'import',
    });
  });

  it('no cell runs as a formula', async () => {
    for (const [at, title] of ['=1+1', '+52 55', '-resta', '@cmd', "'=ya", '\u{ff1d}1'].entries()) {
      await kb.entries.create(buildEntry({ id: `e-${at}`, title, url: null }) as never, ana);
    }
    const [csv] = await kb.knowledge.transfer.export('csv');
    const titles = Buffer.from(csv?.bytes ?? [])
      .toString()
      .split('\r\n')
      .slice(1, 7)
      .map((row) => row.split(',')[2]);
    expect(titles).toEqual(["'=1+1", "'+52 55", "'-resta", "'@cmd", "''=ya", "'\u{ff1d}1"]);
  });

  it.each<[ImportFormat, string, string]>([
    ['csv', 'id,color\na,rojo', 'column 2 has an unknown heading'],
    ['csv', 'id,title\na,"sin cerrar', 'a quote is not closed'],
    ['csv', '', 'it is empty'],
    ['json', '{', 'it is not JSON'],
    ['json', '{}', 'it holds no list'],
    ['json', '[1]', 'item 1 is not an entry'],
    ['xlsx', 'no es un libro', 'it is not an XLSX workbook'],
    ['md', '# hola', 'it does not begin with front matter'],
    ['md', '---\na: [\n---\n', 'not valid YAML'],
    ['md', '---\ncolor: rojo\n---\n', 'key 1 of its front matter is unknown'],
    ['md', '---\ntitle: &a [x]\ntags: [*a, *a]\n---\n', 'not valid YAML'],
    ['sitemap', '<urlset><url>', 'it is not well-formed XML'],
    ['sitemap', '<feed/>', 'it has no <urlset>'],
    ['youtube', '<urlset/>', 'it has no <feed>'],
  ])('%s: a file that cannot be read says why: %s', async (format, content, problem) => {
    await expect(load(format, content)).rejects.toMatchObject({
      code: 'IMPORT_UNREADABLE',
      details: { problem: expect.stringContaining(problem) },
    });
  });

  it('texts are redacted before they are stored, an address with a secret is refused (P4)', async () => {
    const report = await load(
      'json',
      JSON.stringify([
        buildEntry({ id: 'a', body: 'La contraseña es Canela2023!', url: null }),
        buildEntry({ id: 'b', url: 'https://exsim.example/x?password=Canela2023!' }),
      ]),
    );
    expect(report.lines.map(({ fate }) => fate)).toEqual(['create', 'refused']);
    expect((await get('a')).body).not.toContain('Canela2023');
    expect(JSON.stringify(await kb.log.documents('exsim', 0, 99))).not.toContain('Canela2023');
    expect(JSON.stringify(report)).not.toContain('Canela2023');
  });

  it('tells progress, batch by batch', async () => {
    const many = Array.from({ length: 450 }, (_, at) =>
      buildEntry({ id: `e-${at}`, title: `Tema ${at}`, url: null, summary: '' }),
    );
    const told: number[][] = [];
    await load('json', JSON.stringify(many), { onProgress: (...step) => void told.push(step) });
    expect(told).toEqual([
      [200, 450],
      [400, 450],
      [450, 450],
    ]);
  });
});

describe('feeds', () => {
  const sitemap = `<?xml version="1.0" encoding="UTF-8"?>
    <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
      <url><loc>https://exsim.example/manuales/alta-de-clientes.html</loc><lastmod>2026-01-01</lastmod></url>
      <url><loc>https://exsim.example/buscar?a=1&amp;b=2</loc></url>
      <url><loc>https://ajeno.example/x</loc></url>
    </urlset>`;
  const feed = `<?xml version="1.0"?><feed xmlns:yt="x" xmlns:media="y" xmlns="http://www.w3.org/2005/Atom"><title>Canal</title>
      <entry><yt:videoId>abcDEF123_-</yt:videoId><title>Alta de &quot;clientes&quot; &amp; proveedores</title>
        <media:group><media:description>Paso a paso. Más en https://otro.example/x</media:description></media:group></entry>
    </feed>`;

  it('EXS-46 pages of a sitemap become drafts, once', async () => {
    const report = await load('sitemap', sitemap);
    expect(report.lines.map(({ line, fate, code }) => [line, fate, code])).toEqual([
      [1, 'create', undefined],
      [2, 'create', undefined],
      [3, 'refused', 'ENTRY_HOST_REFUSED'],
    ]);
    const { items } = await kb.entries.list({ limit: 9 });
    expect(items.map(({ title, url, state }) => [title, url, state]).toSorted()).toEqual([
      ['Alta de clientes', 'https://exsim.example/manuales/alta-de-clientes.html', 'draft'],
      ['Buscar', 'https://exsim.example/buscar?a=1&b=2', 'draft'],
    ]);
    const id = items.find(({ title }) => title === 'Alta de clientes')?.id ?? '';
    await kb.entries.edit(id, { title: 'Dar de alta clientes' }, ana);
    expect((await load('sitemap', sitemap)).counts).toMatchObject({ create: 0, update: 0, same: 2 });
    expect((await get(id)).title).toBe('Dar de alta clientes');
  });

  it('EXS-46 videos of a YouTube feed become drafts; a video that is published already is a duplicate', async () => {
    const { lines } = await load('youtube', feed, { audience: 'sales', type: 'material_de_venta' });
    expect(lines[0]?.fate).toBe('create');
    expect(await get(lines[0]?.id ?? '')).toMatchObject({
      title: 'Alta de "clientes" & proveedores',
      summary: 'Paso a paso. Más en',
      url: 'https://www.youtube.com/watch?v=abcDEF123_-',
      audience: 'sales',
      type: 'material_de_venta',
      state: 'draft',
    });
    const fresh = await openKnowledge();
    const url = 'https://youtu.be/abcDEF123_-?si=compartido';
    await fresh.knowledge.importEntries([buildEntry({ url })], { author: 'beto' });
    const files = [file('f.xml', feed)];
    const again = await fresh.knowledge.transfer.import(files, { format: 'youtube', by: ana });
    expect(again.lines).toMatchObject([{ fate: 'duplicate', of: 'corte-de-caja', why: 'link' }]);
    await fresh.destroy();
  });

  it.each([
    '<!DOCTYPE urlset [<!ENTITY a SYSTEM "file:///etc/passwd">]><urlset><url><loc>&a;</loc></url></urlset>',
    '<!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><urlset><url><loc>&b;</loc></url></urlset>',
  ])('no entity is expanded or fetched', async (xml) => {
    await expect(load('sitemap', xml)).rejects.toMatchObject({ code: 'IMPORT_UNREADABLE' });
  });
});

describe('export and import', () => {
  const text = (max: number) => fc.string({ unit: 'grapheme', maxLength: max });
  const tricky = fc.constantFrom(
    '=1+1',
    "'=x",
    'a;b',
    'a|b',
    '---',
    '"q"',
    'yes',
    '1.0',
    'null',
    '~',
    '# no',
    "it's",
    '_x0041_',
  );
  const line = fc
    .oneof(text(40), tricky)
    .map((value) => value.replace(/[\r\n\u2028\u2029]/g, ' ').trim())
    .filter((value) => /[\p{L}\p{N}]/u.test(value));
  const paragraph = fc.oneof(
    text(200),
    fc.array(tricky).map((lines) => lines.join('\n')),
  );
  const entry = fc.record({
    title: line,
    summary: paragraph,
    body: paragraph,
    tags: fc.array(line, { maxLength: 3 }),
    module: fc.constantFrom(null, 'nomina', 'punto_de_venta'),
    audience: fc.constantFrom('support', 'sales'),
    type: fc.constantFrom(...entryTypes),
    url: fc.constantFrom('https://exsim.example/faq/a?b=1&c=2#x', 'https://www.youtube.com/watch?v=abcdefghijk'),
    examples: fc.array(line, { maxLength: 5 }),
    language: fc.constantFrom('es', 'en'),
    reviewOn: fc.constantFrom(null, '2027-02-28'),
    state: fc.constantFrom('draft', 'published', 'archived'),
  });

  const rules = { policy: buildPolicy(), redactor: createRedactor({ salt: Buffer.alloc(32, 1) }) };
  const plan = async (files: readonly TransferFile[], format: ImportFormat) => {
    const rows = await Promise.all(
      files.map(async (one) => (await readFileRows(one, format)).map((row) => ({ ...row, file: one.name }))),
    );
    const options = { format, by: ana, confirmDuplicates: true };
    return planImport(rows.flat(), { ...rules, options, duplicates: new DuplicateFinder(), stored: new Map() });
  };

  it.each(exportFormats)(
    '%s: what was written is read as it was, whatever the texts',
    async (format) => {
      await fc.assert(
        fc.asyncProperty(fc.array(entry, { minLength: 1, maxLength: 6 }), async (entries) => {
          const source = entries.map((one, at) => ({ ...one, id: `e-${at}` }));
          const { wanted, lines } = await plan([file('x.json', JSON.stringify(source))], 'json');
          expect(wanted.length + lines.filter(({ fate }) => fate === 'refused').length).toBe(entries.length);
          const files = await writeFiles(
            wanted.map(({ id, state, content }) => ({ id, state, ...content })),
            format,
          );
          expect((await plan(files, format)).wanted).toEqual(wanted);
        }),
        { numRuns: format === 'xlsx' ? 10 : 40 },
      );
    },
    60_000,
  );

  it.each(exportFormats)('%s: a text that is the name of an object’s method is a text', async (format) => {
    const words = ['valueOf', 'constructor', '__proto__', 'toString'];
    const source = words.map((title, at) => ({
      ...buildEntry({ id: `e-${at}`, title }),
      body: title,
      examples: [title],
    }));
    const { wanted } = await plan([file('x.json', JSON.stringify(source))], 'json');
    expect(wanted).toHaveLength(words.length);
    const files = await writeFiles(
      wanted.map(({ id, state, content }) => ({ id, state, ...content })),
      format,
    );
    expect((await plan(files, format)).wanted).toEqual(wanted);
  });

  it.each(exportFormats)('%s: a base is carried to another one, and carried again nothing changes', async (format) => {
    await kb.knowledge.importEntries(
      [buildEntry(), buildEntry({ id: 'b', title: '=otra', url: 'https://exsim.example/b' })],
      { author: 'x' },
    );
    await kb.entries.create(
      buildEntry({ id: 'sin-liga', title: 'Borrador', url: null, body: 'uno\n\ndos' }) as never,
      ana,
    );
    await kb.entries.archive('b', ana);
    const other = await openKnowledge();
    const files = await kb.knowledge.transfer.export(format);
    const report = await other.knowledge.transfer.import(files, { format, by: ana, confirmDuplicates: true });
    expect(report.counts).toEqual({ create: 3, update: 0, same: 0, duplicate: 0, refused: 0 });
    expect(await other.knowledge.transfer.export('json')).toEqual(await kb.knowledge.transfer.export('json'));
    expect((await kb.knowledge.transfer.import(files, { format, by: ana })).counts.same).toBe(3);
    await other.destroy();
  });
});
