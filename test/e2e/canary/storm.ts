import type { CanaryWorld } from './world.ts';

/** The part of an OpenAPI document that the storm reads. */
interface Schema {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly format?: string;
  readonly pattern?: string;
  readonly maxLength?: number;
}
interface Operation {
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
}
export interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

const TOO_LARGE = 300 * 1024;

/** Ends sessions or makes keys: they are called last or not at all, so that the storm can go on. */
const SKIPPED = /session|sign-in/;

/** Throws canaries at every route that the gateway documents: in its address, query, headers and each field of its body. */
export async function stormApi(world: CanaryWorld, ids: Readonly<Record<string, string>>): Promise<number> {
  const document = JSON.parse((await world.call({ path: '/openapi.json' })).body) as OpenApi;
  let calls = 0;
  for (const [path, methods] of Object.entries(document.paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      if (SKIPPED.test(path) && method !== 'get') continue;
      for (const attack of attacksOn(world, { path, method: method.toUpperCase(), operation, ids })) {
        await world.call({ token: world.operatorToken, ...attack });
        calls += 1;
      }
    }
  }
  return calls;
}

interface Target {
  readonly path: string;
  readonly method: string;
  readonly operation: Operation;
  /** Real ids by the first part of their route (`/api/tickets` → a ticket). */
  readonly ids: Readonly<Record<string, string>>;
}

function attacksOn(world: CanaryWorld, { path, method, operation, ids }: Target) {
  const name = `${method} ${path}`;
  const say = (where: string): string => world.book.next(`${name} ${where}`).said;
  const real = path.replace(/\{(\w+)\}/g, () => encodeURIComponent(ids[path.split('/')[2] ?? ''] ?? 'unknown'));
  const query = (operation.parameters ?? []).filter((parameter) => parameter.in === 'query').map((one) => one.name);
  const schema = operation.requestBody?.content['application/json']?.schema;
  const attacks: { method: string; path: string; body?: string; headers?: Record<string, string>; token?: string }[] =
    [];
  if (path.includes('{')) {
    attacks.push({ method, path: path.replace(/\{\w+\}/g, () => encodeURIComponent(say('path'))) });
  }
  for (const key of [...query, 'unknown']) {
    attacks.push({ method, path: `${real}?${key}=${encodeURIComponent(say(`query ${key}`))}` });
  }
  if (schema !== undefined) {
    attacks.push(
      { method, path: real, body: JSON.stringify(filled(schema, (field) => say(`field ${field}`), name)) },
      { method, path: real, body: `{"text": "${say('broken JSON')}` },
      { method, path: real, body: JSON.stringify({ [say('unknown key')]: say('unknown value') }) },
      { method, path: real, body: JSON.stringify({ text: `${say('too large')}${' '.repeat(TOO_LARGE)}` }) },
    );
  }
  attacks.push({ method, path: real, headers: headersWith((header) => say(`header ${header}`)) });
  attacks.push({ method, path: real, token: encodeURIComponent(say('bearer token')) });
  return attacks;
}

function headersWith(say: (header: string) => string): Record<string, string> {
  const names = [
    'user-agent',
    'referer',
    'x-request-id',
    'x-forwarded-for',
    'x-forwarded-host',
    'accept-language',
    'cookie',
  ];
  return Object.fromEntries(
    names.map((name) => [
      name,
      Buffer.from(say(name))
        .toString('latin1')
        .replace(/[\r\n]+/g, ' '),
    ]),
  );
}

/** A value that a schema takes, every free text of it a canary. */
function filled(schema: Schema, say: (field: string) => string, field: string): unknown {
  const one = schema.anyOf?.[0] ?? schema.oneOf?.[0];
  if (one !== undefined) return filled(one, say, field);
  if (schema.const !== undefined) return schema.const;
  if (schema.enum !== undefined) return schema.enum[0];
  switch (schema.type) {
    case 'object':
      return Object.fromEntries(
        Object.entries(schema.properties ?? {}).map(([key, inner]) => [key, filled(inner, say, `${field}.${key}`)]),
      );
    case 'array':
      return schema.items === undefined ? [] : [filled(schema.items, say, field)];
    case 'number':
    case 'integer':
      return 1;
    case 'boolean':
      return true;
    default:
      return textFor(schema, say(field));
  }
}

function textFor({ format, pattern, maxLength = 10_000 }: Schema, said: string): string {
  if (format === 'date-time') return '2026-11-20T10:00:00Z';
  if (format === 'date') return '2026-11-20';
  if (format === 'uri') return `https://exsim.example/${encodeURIComponent(said)}`;
  if (pattern?.includes('{8,64}')) return 'canario-00000001';
  return said.slice(0, maxLength);
}

/** Reads every GET route that needs no more than an id; what they answer is kept. */
export async function readApi(world: CanaryWorld, ids: Readonly<Record<string, readonly string[]>>): Promise<number> {
  const document = JSON.parse((await world.call({ path: '/openapi.json' })).body) as OpenApi;
  let answered = 0;
  for (const [path, methods] of Object.entries(document.paths)) {
    if (methods.get === undefined) continue;
    const family = path.split('/')[2] ?? '';
    const targets = path.includes('{')
      ? (ids[family] ?? []).map((id) => path.replace(/\{\w+\}/, encodeURIComponent(id)))
      : [path];
    for (const target of targets) {
      const { status } = await world.call({ path: target, token: world.operatorToken });
      if (status === 200) answered += 1;
    }
  }
  return answered;
}
