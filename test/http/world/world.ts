import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { AuditEntry } from '../../../src/contracts/audit.ts';
import type { DeadLetter } from '../../../src/contracts/conversation.ts';
import type { Logger } from '../../../src/contracts/logger.ts';
import type { Redactor } from '../../../src/contracts/redacted.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import { createHttpApp } from '../../../src/http/app.ts';
import type { HttpDeps, OrganisationServices, Readiness } from '../../../src/http/deps.ts';
import { createMetrics } from '../../../src/metrics/prometheus.ts';
import { loadPolicy } from '../../../src/policy/load.ts';
import { createFakeAudit } from './audit.ts';
import { createFakeTime } from './clock.ts';
import { createFakeBus, createFakeConversations } from './conversations.ts';
import { createFakeDesk } from './desk.ts';
import { createFakePrivacy } from './privacy.ts';
import { redacted } from './redacted.ts';
import { createFakeTickets } from './tickets.ts';

export const operatorToken = 'operator-token-of-the-test';

/** The HTTP room over fakes of its ports. `close` ends what was opened. */
export async function createWorld(overrides: Partial<HttpDeps & OrganisationServices> = {}) {
  const time = createFakeTime();
  const live = createFakeBus();
  const desk = createFakeDesk(time);
  const conversations = createFakeConversations(time, live, desk);
  const tickets = createFakeTickets(time, live);
  const letters = new Map<string, DeadLetter>();
  const audited: AuditEntry[] = [];
  const logged: { level: string; fields: object; message: string }[] = [];
  const state: { readiness: Readiness } = { readiness: { ok: true, checks: { store: true } } };
  const services: OrganisationServices = {
    knowledge: {
      list: async () => ({
        items: [
          {
            id: 'k1',
            title: 'Cómo timbrar una factura',
            url: 'https://kb.example/k1',
            audience: 'support' as const,
            module: 'facturacion',
            updatedAt: time.now(),
          },
        ],
        next: null,
      }),
      unanswered: async () => ({
        items: [{ id: 'u1', question: redacted('¿Cómo exporto a Marte?'), times: 3, lastAt: time.now() }],
        next: null,
      }),
    },
    privacy: createFakePrivacy(),
    policy: loadPolicy('exsim'),
    ...overrides,
  };
  const deps: HttpDeps = {
    settings: { operatorToken, consoleKey: 'console-key', publicUrl: null, trustProxy: 0 },
    logger: recordingLogger(logged),
    metrics: createMetrics({ processMetrics: false }),
    clock: time,
    timers: time,
    desk,
    conversations,
    tickets,
    deadLetters: {
      list: async (limit) => [...letters.values()].slice(0, limit),
      replay: async (id, record) => {
        if (!letters.has(id)) throw new AppError('DEAD_LETTER_NOT_FOUND');
        await record({ organisation: 'exsim' });
        letters.delete(id);
      },
    },
    audit: createFakeAudit(audited),
    organisations: { codes: ['exsim'], of: (code) => (code === 'exsim' ? services : null) },
    live,
    redactor: markingRedactor,
    health: { ready: async () => state.readiness },
    channelMounts: [],
    staticDir: null,
    ...overrides,
  };
  const http = createHttpApp(deps);
  const server = createServer(http.app);
  http.attach(server);
  const url = await listen(server);
  return {
    ...{ time, live, desk, conversations, tickets, letters, audited, logged, state, deps, http, server, url },
    async close() {
      await http.close();
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

/** The world that `createWorld` makes. */
export type World = Awaited<ReturnType<typeof createWorld>>;

/** What a signed-in console sends. */
export interface Console {
  readonly cookie: string;
  readonly csrf: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Signs an agent in through the link, as a browser does. */
export async function signIn(world: World, agentId: string): Promise<Console> {
  const { token } = await world.desk.createSignInLink(agentId);
  const redeemed = await fetch(`${world.url}/api/session/redeem`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: world.url },
    body: JSON.stringify({ token }),
  });
  const cookie = redeemed.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  const me = (await (await fetch(`${world.url}/api/me`, { headers: { cookie } })).json()) as { csrfToken: string };
  return { cookie, csrf: me.csrfToken, headers: { cookie, origin: world.url, 'x-csrf-token': me.csrfToken } };
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function recordingLogger(into: { level: string; fields: object; message: string }[]): Logger {
  const write = (level: string) => (fields: object, message: string) => void into.push({ level, fields, message });
  const logger: Logger = {
    debug: write('debug'),
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
    child: () => logger,
  };
  return logger;
}

/** Shows that a text went through the redactor. */
const markingRedactor: Redactor = {
  redact: (text) => ({
    text: redacted(text.replace(/clave \S+/g, 'clave [contraseña eliminada]')),
    findings: [],
    context: { expect: 'none', turnsLeft: 0, seen: [] },
  }),
};
