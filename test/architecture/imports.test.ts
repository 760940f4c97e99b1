import { describe, expect, it } from '@jest/globals';
import { type SourceFile, sourceFiles } from './source-files.ts';

const base = ['src/contracts', 'src/errors'];
const leaves = [
  'src/config',
  'src/logging',
  'src/metrics',
  'src/policy',
  'src/calendar',
  'src/i18n',
  'src/diagnosis',
  'src/network',
  'src/tables',
];
const stages = [
  'src/intake',
  'src/conversation',
  'src/outbox',
  'src/tickets',
  'src/desk',
  'src/quality',
  'src/availability',
  'src/reports',
  'src/audit',
  'src/vault',
  'src/privacy',
  'src/requesters',
  'src/notices',
  'src/webhooks',
  'src/contacts',
];

/** What each zone may import besides itself: the import rule of docs/architecture.md. */
const rule: Readonly<Record<string, readonly string[]>> = {
  'src/contracts': [],
  'src/errors': ['src/contracts'],
  ...Object.fromEntries(leaves.map((zone) => [zone, base])),
  'src/redaction': base,
  'src/storage': [...base, 'src/logging'],
  ...Object.fromEntries(stages.map((zone) => [zone, [...base, ...leaves, 'src/storage']])),
  'src/http': [...base, ...leaves, 'src/storage'],
  channels: base,
  flows: base,
  knowledge: [...base, 'src/storage', 'src/network', 'src/tables'],
};

/** Packages that only these zones may touch. */
const guarded: Readonly<Record<string, string | readonly string[]>> = {
  // The engine of the turns, and the door for the channels of Bot Service.
  botbuilder: ['src/conversation', 'channels/botframework'],
  mongoose: 'src/storage',
  mingo: 'src/storage',
  libsql: 'src/storage',
  bull: 'src/storage',
  ioredis: 'src/storage',
  '@socket.io/redis-adapter': 'src/storage',
  '@whiskeysockets/baileys': 'channels/whatsapp',
  nodemailer: 'channels/email',
  imapflow: 'channels/email',
  mailparser: 'channels/email',
  'smtp-server': 'channels/email',
  langchain: 'knowledge/answer',
  '@langchain/openai': 'knowledge/answer',
  '@langchain/core': 'knowledge/answer',
};

/** `import type { Model }` names a shape only; whoever is handed a model by storage may name it. */
const typesAllowed = new Set(['mongoose']);

const files = sourceFiles(['src', 'channels', 'flows', 'knowledge']);

describe('the import rule', () => {
  it('finds the source files', () => {
    expect(files.length).toBeGreaterThan(50);
  });

  it('lets imports go downwards only, and siblings never import each other', () => {
    expect(files.flatMap(forbiddenImports)).toEqual([]);
  });

  it('lets only one zone touch each framework', () => {
    const strangers = files.flatMap((file) =>
      file.imports
        .filter(({ target, typeOnly }) => {
          const zones = [guarded[packageOf(target)] ?? []].flat();
          const isHome = zones.length === 0 || zones.some((zone) => file.path.startsWith(`${zone}/`));
          return !isHome && !(typeOnly && typesAllowed.has(target));
        })
        .map(({ target }) => `${file.path} imports ${target}`),
    );
    expect(strangers).toEqual([]);
  });

  it('keeps the contracts free of every package but zod', () => {
    const packages = files
      .filter((file) => file.path.startsWith('src/contracts/'))
      .flatMap((file) => file.imports.map(({ target }) => target))
      .filter((target) => !target.startsWith('src/') && target !== 'zod' && !target.startsWith('node:'));
    expect(packages).toEqual([]);
  });

  it('has no cycle of value imports', () => {
    expect(findCycle()).toBeNull();
  });

  it('has no catch-all folder or file', () => {
    expect(
      files
        .filter((file) => /(^|\/)(utils?|helpers?|misc|common)(\/|\.tsx?$)/.test(file.path))
        .map((file) => file.path),
    ).toEqual([]);
  });

  it('keeps the makers of Redacted in the redactor', () => {
    const makers = files.filter((file) => /\bas (unknown as )?Redacted\b/.test(file.text)).map((file) => file.path);
    // redacted-text.ts takes nothing but Redacted: it only cuts and joins.
    const allowed = (path: string) => path.startsWith('src/redaction/') || path === 'src/contracts/redacted-text.ts';
    expect(makers.filter((path) => !allowed(path))).toEqual([]);
  });
});

function forbiddenImports(file: SourceFile): string[] {
  const zone = zoneOf(file.path);
  const allowed = rule[zone];
  if (!allowed) return [];
  return file.imports
    .filter(({ target }) => isOurs(target) && !isSameRoom(file.path, target) && !allowed.includes(zoneOf(target)))
    .map(({ target }) => `${file.path} imports ${target}`);
}

/** Channels, flows and knowledge rooms are siblings: `channels/webchat` is one room, `channels/email` another. */
function isSameRoom(path: string, target: string): boolean {
  return roomOf(path) === roomOf(target);
}

function roomOf(path: string): string {
  return path.split('/').slice(0, 2).join('/');
}

function zoneOf(path: string): string {
  const [first = '', second = ''] = path.split('/');
  return first === 'src' ? `src/${second}` : first;
}

function isOurs(target: string): boolean {
  return /^(src|channels|flows|knowledge|web|test|policies)\//.test(target);
}

function packageOf(target: string): string {
  const [scope = '', name = ''] = target.split('/');
  return scope.startsWith('@') ? `${scope}/${name}` : scope;
}

function findCycle(): string[] | null {
  const edges = new Map(
    files.map((file) => [
      file.path,
      file.imports.filter(({ typeOnly, target }) => !typeOnly && isOurs(target)).map(({ target }) => target),
    ]),
  );
  const done = new Set<string>();
  const visit = (path: string, trail: string[]): string[] | null => {
    if (trail.includes(path)) return [...trail.slice(trail.indexOf(path)), path];
    if (done.has(path)) return null;
    for (const next of edges.get(path) ?? []) {
      const cycle = visit(next, [...trail, path]);
      if (cycle) return cycle;
    }
    done.add(path);
    return null;
  };
  for (const path of edges.keys()) {
    const cycle = visit(path, []);
    if (cycle) return cycle;
  }
  return null;
}
