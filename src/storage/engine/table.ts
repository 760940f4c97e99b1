import { encodeDocument } from './document-codec.ts';
import { duplicateKey } from './engine-errors.ts';
import { encodeKey, valueAt } from './index-key.ts';
import type { IndexSpec } from './index-spec.ts';
import { compileFilter, type Matcher } from './matcher.ts';
import { isUniqueViolation, quoteName, type Sqlite, type SqlValue, type Statement } from './sqlite.ts';
import type { Doc } from './values.ts';

/** A column that holds a key of the document, for the indexes. */
export interface KeyColumn {
  /** Quoted SQL name. */
  readonly sql: string;
  /** First fields of the paths that it depends on; null when it may depend on any field. */
  readonly roots: readonly string[] | null;
  extract(doc: Doc): SqlValue;
}

/** An index that exists in the table. */
export interface TableIndex {
  readonly spec: IndexSpec;
  /** Quoted SQL name. */
  readonly sql: string;
  /** Quoted column of each field, in order. */
  readonly columns: readonly string[];
  /** Quoted column that tells whether the row is in the index (sparse, partial); null when all rows are. */
  readonly member: string | null;
}

/** A stored row: its place and its text. */
export interface Row {
  readonly rid: number;
  readonly text: string;
}

function membership(spec: IndexSpec): Matcher | null {
  if (spec.partialFilterExpression) {
    return compileFilter(spec.partialFilterExpression);
  }
  if (spec.sparse) {
    const paths = spec.fields.map((field) => field.path.split('.'));
    return (doc) => paths.some((path) => valueAt(doc, path) !== undefined);
  }
  return null;
}

/** Column of a path. `_id` has the table's own. */
export function columnOf(path: string): string {
  return path === '_id' ? 'id' : quoteName(`k:${path}`);
}

function keyColumn(path: string): KeyColumn {
  const parts = path.split('.');
  const extract =
    parts.length === 1 ? (doc: Doc) => encodeKey(doc[path]) : (doc: Doc) => encodeKey(valueAt(doc, parts));
  return { sql: columnOf(path), roots: [rootOf(path)], extract };
}

function rootOf(path: string): string {
  return path.split('.', 1)[0] ?? path;
}

function memberColumn(spec: IndexSpec, matches: Matcher): KeyColumn {
  const paths = spec.partialFilterExpression
    ? Object.keys(spec.partialFilterExpression)
    : spec.fields.map((field) => field.path);
  const roots = paths.some((path) => path.startsWith('$')) ? null : paths.map(rootOf);
  return { sql: quoteName(`x:${spec.name}`), roots, extract: (doc) => (matches(doc) ? 1 : null) };
}

const NO_COLUMNS: readonly KeyColumn[] = [];

/** One collection's SQLite table: rows, key columns and indexes. Statements only; it knows no transactions. */
export class Table {
  readonly name: string;
  readonly sql: string;
  readonly #db: Sqlite;
  readonly #selectById: Statement;
  readonly #selectByRid: Statement;
  readonly #updateText: Statement;
  readonly #delete: Statement;
  #insert: Statement;
  #columns: KeyColumn[] = [];
  #indexes: TableIndex[] = [];

  constructor(db: Sqlite, name: string) {
    this.name = name;
    this.sql = quoteName(`c:${name}`);
    this.#db = db;
    db.exec(`CREATE TABLE IF NOT EXISTS ${this.sql} (rid INTEGER PRIMARY KEY, id NOT NULL UNIQUE, doc TEXT NOT NULL)`);
    this.#selectById = db.prepare(`SELECT rid, doc FROM ${this.sql} WHERE id = ?`);
    this.#selectByRid = db.prepare(`SELECT rid, doc FROM ${this.sql} WHERE rid = ?`);
    this.#updateText = db.prepare(`UPDATE ${this.sql} SET doc = ? WHERE rid = ?`);
    this.#delete = db.prepare(`DELETE FROM ${this.sql} WHERE rid = ?`);
    this.#insert = this.#prepareInsert();
  }

  get indexes(): readonly TableIndex[] {
    return this.#indexes;
  }

  /** Rows by `_id` key. */
  byId(key: SqlValue): Row | undefined {
    return toRow(this.#selectById.get([key]));
  }

  byRid(rid: number): Row | undefined {
    return toRow(this.#selectByRid.get([rid]));
  }

  /** A row with the values of all its key columns. */
  keyedById(key: SqlValue): (Row & { readonly keys: readonly SqlValue[] }) | undefined {
    const names = this.#columns.map((column) => `, ${column.sql}`).join('');
    const found = this.#db.statement(`SELECT rid, doc${names} FROM ${this.sql} WHERE id = ?`).get([key]);
    return found && { rid: found[0] as number, text: found[1] as string, keys: found.slice(2) };
  }

  /** Inserts; throws the duplicate-key error that names the index. */
  insert(doc: Doc): void {
    const params: SqlValue[] = [encodeKey(doc._id), encodeDocument(doc)];
    for (const column of this.#columns) {
      params.push(column.extract(doc));
    }
    this.#guardUnique(doc, null, () => this.#insert.run(params));
  }

  /** Key columns that may change when these top-level fields change. */
  columnsTouchedBy(roots: ReadonlySet<string> | null): readonly KeyColumn[] {
    if (roots === null) {
      return this.#columns;
    }
    let touched: KeyColumn[] | null = null;
    for (const column of this.#columns) {
      if (column.roots === null || column.roots.some((root) => roots.has(root))) {
        touched ??= [];
        touched.push(column);
      }
    }
    return touched ?? NO_COLUMNS;
  }

  /** Replaces a row's document; `before` are the keys of `touched` in the old one. */
  update(
    rid: number,
    doc: Doc,
    touched: readonly KeyColumn[],
    before: readonly SqlValue[],
    text: string = encodeDocument(doc),
  ): void {
    if (touched.length === 0) {
      this.#updateText.run([text, rid]);
      return;
    }
    const names: string[] = [];
    const params: SqlValue[] = [text];
    touched.forEach((column, i) => {
      const key = column.extract(doc);
      if (!isSameKey(key, before[i])) {
        names.push(`, ${column.sql} = ?`);
        params.push(key);
      }
    });
    params.push(rid);
    const sql = `UPDATE ${this.sql} SET doc = ?${names.join('')} WHERE rid = ?`;
    this.#guardUnique(doc, rid, () => this.#db.statement(sql).run(params));
  }

  delete(rid: number): void {
    this.#delete.run([rid]);
  }

  count(): number {
    return Number(this.#db.statement(`SELECT count(*) FROM ${this.sql}`).get([])?.[0] ?? 0);
  }

  /** Registers the columns of an index, adding those that the table lacks; returns the added ones, not yet filled. */
  addColumns(spec: IndexSpec): KeyColumn[] {
    const existing = new Set(
      this.#db
        .prepare(`PRAGMA table_info(${this.sql})`)
        .all([])
        .map((column) => quoteName(String(column[1]))),
    );
    const matches = membership(spec);
    const wanted = spec.fields.filter((field) => field.path !== '_id').map((field) => keyColumn(field.path));
    const added: KeyColumn[] = [];
    for (const column of matches ? [...wanted, memberColumn(spec, matches)] : wanted) {
      if (!existing.has(column.sql)) {
        this.#db.exec(`ALTER TABLE ${this.sql} ADD COLUMN ${column.sql}`);
        added.push(column);
      }
      if (!this.#columns.some((known) => known.sql === column.sql)) {
        this.#columns = [...this.#columns, column];
      }
    }
    this.#insert = this.#prepareInsert();
    return added;
  }

  /** Fills key columns of one row; used when an index comes to a table with documents. */
  fill(rid: number, doc: Doc, columns: readonly KeyColumn[]): void {
    const sets = columns.map((column) => `${column.sql} = ?`).join(', ');
    const params = columns.map((column) => column.extract(doc));
    this.#db.statement(`UPDATE ${this.sql} SET ${sets} WHERE rid = ?`).run([...params, rid]);
  }

  /** Creates the SQLite index if it is not there, and takes it into use. */
  addIndex(spec: IndexSpec): void {
    const index = this.describe(spec);
    const columns = spec.fields.map((field) => `${columnOf(field.path)}${field.descending ? ' DESC' : ''}`).join(', ');
    const unique = spec.unique ? 'UNIQUE ' : '';
    const where = index.member ? ` WHERE ${index.member} IS NOT NULL` : '';
    try {
      this.#db.exec(`CREATE ${unique}INDEX IF NOT EXISTS ${index.sql} ON ${this.sql} (${columns})${where}`);
    } catch (error) {
      throw isUniqueViolation(error) ? duplicateKey(this.name, spec, null) : error;
    }
    this.#indexes = [...this.#indexes, index];
  }

  dropIndex(name: string): void {
    const index = this.#indexes.find((known) => known.spec.name === name);
    if (index) {
      this.#db.exec(`DROP INDEX IF EXISTS ${index.sql}`);
      this.#indexes = this.#indexes.filter((known) => known !== index);
    }
  }

  /** The index's names in SQL. */
  describe(spec: IndexSpec): TableIndex {
    return {
      spec,
      sql: quoteName(`i:${this.name}:${spec.name}`),
      columns: spec.fields.map((field) => columnOf(field.path)),
      member: membership(spec) ? quoteName(`x:${spec.name}`) : null,
    };
  }

  #prepareInsert(): Statement {
    const names = ['id', 'doc', ...this.#columns.map((column) => column.sql)];
    const holes = names.map(() => '?').join(', ');
    return this.#db.prepare(`INSERT INTO ${this.sql} (${names.join(', ')}) VALUES (${holes})`);
  }

  #guardUnique(doc: Doc, rid: number | null, run: () => void): void {
    try {
      run();
    } catch (error) {
      throw isUniqueViolation(error) ? this.#violation(doc, rid) : error;
    }
  }

  /** Finds which index refused: `_id` first, then the declared ones in order, as MongoDB checks them. */
  #violation(doc: Doc, rid: number | null): Error {
    const other = rid ?? -1;
    const sameId = this.byId(encodeKey(doc._id));
    if (!sameId || sameId.rid === other) {
      for (const index of this.#indexes) {
        if (index.spec.unique && this.#isTaken(index, doc, other)) {
          return duplicateKey(this.name, index.spec, doc);
        }
      }
    }
    return duplicateKey(this.name, { name: '_id_', key: { _id: 1 } }, doc);
  }

  #isTaken(index: TableIndex, doc: Doc, rid: number): boolean {
    const same = index.columns.map((column) => `${column} = ?`);
    const member = index.member ? [`${index.member} IS NOT NULL`] : [];
    const sql = `SELECT 1 FROM ${this.sql} WHERE ${[...same, ...member].join(' AND ')} AND rid <> ? LIMIT 1`;
    const keys = index.spec.fields.map((field) => encodeKey(valueAt(doc, field.path.split('.'))));
    return this.#db.statement(sql).get([...keys, rid]) !== undefined;
  }
}

function toRow(cells: readonly SqlValue[] | undefined): Row | undefined {
  return cells && { rid: cells[0] as number, text: cells[1] as string };
}

function isSameKey(a: SqlValue, b: SqlValue | undefined): boolean {
  return a === b || (Buffer.isBuffer(a) && Buffer.isBuffer(b) && a.equals(b));
}
