import { existsSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { join } from 'node:path';
import { type AllowedOrigins, createWebchatChannel, type WebchatSite } from '../../channels/webchat/index.ts';
import type { Config } from '../config/config.ts';
import type { Secrets } from '../config/secrets.ts';
import type { ChannelAdapter, ChannelMount } from '../contracts/channel.ts';
import type { WhatsappAdmin } from '../contracts/whatsapp.ts';
import { AppError, isAppError } from '../errors/app-error.ts';
import { createHttpApp } from '../http/app.ts';
import { answerClientErrors } from '../http/client-errors.ts';
import type { HttpDeps, HttpMetrics, OrganisationServices, Readiness } from '../http/deps.ts';
import type { Gateway } from './gateway.ts';
import { createProductCatalogue, createWording } from './organisations.ts';
import { productRoot } from './root.ts';
import { siteOf } from './sites.ts';
import { createTranscriptSource } from './transcript.ts';
import { createWhatsapp, whatsappCheck } from './whatsapp.ts';

/** How long a request may take to arrive, ms: half a request must not hold a connection. Uploads come over slow lines. */
const patience = { headersTimeout: 10_000, requestTimeout: 60_000, connectionsCheckingInterval: 2_000 };
/** What answers under way get at the end, ms. */
const LAST_ANSWERS_MS = 2_000;

/** A gateway that listens. */
export interface RunningServer {
  /** With the port that was really taken. */
  readonly url: string;
  close(): Promise<void>;
}

/** What a server is started with. */
export interface ServerParts {
  readonly config: Config;
  readonly secrets: Secrets;
  /** Besides the web chat and WhatsApp. */
  readonly channels?: readonly ChannelAdapter[];
  /** Addresses of those channels. */
  readonly mounts?: readonly ChannelMount[];
}

/** Starts the channels, joins HTTP to the gateway and listens. Throws ADDRESS_IN_USE. */
export async function startServer(
  gateway: Gateway,
  { config, secrets, channels = [], mounts = [] }: ServerParts,
): Promise<RunningServer> {
  const webchat = createWebchat(gateway, config, secrets);
  const whatsapp = createWhatsapp(gateway, config);
  const http = createHttpApp({
    ...gateway,
    metrics: measured(gateway),
    settings: {
      operatorToken: config.token ?? secrets.operatorToken,
      consoleKey: secrets.consoleKey,
      publicUrl: config.publicUrl,
      trustProxy: config.trustProxy,
    },
    conversations: gateway.pipeline.conversations,
    deadLetters: gateway.pipeline.deadLetters,
    organisations: {
      codes: gateway.policies.codes,
      of: (code) => servicesOf(gateway, code),
    },
    ...amongMany(gateway),
    ...(whatsapp ? { whatsapp } : {}),
    health: { ready: (organisation) => readiness(gateway, whatsapp, organisation) },
    channelMounts: [...(whatsapp?.mounts ?? []), ...mounts, ...(webchat.mounts ?? [])],
    staticDir: existing(join(productRoot, 'dist', 'console')),
    vaultPages: join(productRoot, 'web', 'vault'),
    portalPages: join(productRoot, 'web', 'tickets'),
    wording: createWording(gateway.policies),
  });
  const server = createServer(patience, http.app);
  answerClientErrors(server);
  http.attach(server);
  gateway.sharing.among?.redis.onReturn(() => http.resync());
  const hangUp = holdSockets(server);
  const addressAt = (port: number) => config.publicUrl ?? `http://${hostOf(config.host)}:${port}`;
  const serve = (base: string | null) => {
    gateway.serveVault(base);
    gateway.servePortal(base);
    gateway.serveConsole(base);
  };
  serve(config.port === 0 ? config.publicUrl : addressAt(config.port));
  await gateway.start([webchat, ...(whatsapp ? [whatsapp] : []), ...channels]);
  const { port } = await listen(server, config);
  serve(addressAt(port));
  return {
    url: addressAt(port),
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      await http.close();
      // Its streams are upgraded connections, which the server waits for and does not end.
      await webchat.stop?.();
      server.closeIdleConnections();
      const force = setTimeout(hangUp, LAST_ANSWERS_MS);
      await closed;
      clearTimeout(force);
    },
  };
}

/** Ends every connection that is left, upgraded ones too: keep-alive would hold the door for ever. */
function holdSockets(server: Server): () => void {
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  return () => {
    for (const socket of sockets) socket.destroy();
  };
}

/** What the HTTP room shares with other processes. */
function amongMany({ sharing }: Gateway): Pick<HttpDeps, 'counters' | 'socketAdapter'> {
  if (sharing.among === null) return {};
  const { counters, socketAdapter } = sharing.among;
  return { counters, socketAdapter };
}

/** The metrics with the outbox's depth as it is at the moment of the question. */
function measured({ metrics, stores, sharing }: Gateway): HttpMetrics {
  return {
    ...metrics,
    async render() {
      // Without a store the other figures are needed all the more.
      await stores.conversations.outboxDepth().then(metrics.outboxDepth, () => undefined);
      await sharing.jobs.depth().then(metrics.jobsWaiting, () => undefined);
      return metrics.render();
    },
  };
}

/** What the HTTP room gets of an organisation. */
function servicesOf({ organisations, reload }: Gateway, code: string): OrganisationServices | null {
  const served = organisations.get(code);
  if (served === undefined) return null;
  const standing = () => reload.standingOf(code);
  const {
    policy,
    knowledge,
    proposals,
    quota,
    figures,
    figureValues,
    logs,
    exports,
    editions,
    demand,
    privacy,
    maintenance,
    outages,
    board,
    courses,
  } = served;
  const { admin, entries, transfer, explainer, probe } = knowledge;
  return {
    policy,
    standing,
    knowledge: admin,
    answers: knowledge,
    explainer,
    probe,
    entries,
    transfer,
    proposals,
    quota,
    figures,
    figureValues,
    exports,
    editions,
    ...{ maintenance, outages, board, courses },
    logs: logs.search,
    demand,
    privacy,
  };
}

/** The web chat, one site for each organisation; the account of a conversation is its site. */
export function createWebchat(gateway: Gateway, config: Config, secrets: Secrets): ChannelAdapter {
  const { policies, files, clock, logger, secureLinks, sharing } = gateway;
  const origins = config.embedOrigins.includes('*') ? ('any' as const) : config.embedOrigins;
  return createWebchatChannel({
    secret: Buffer.from(secrets.directLineKey, 'hex'),
    sites: policies.codes.map((code) => createSite(gateway, code, origins)),
    ...{ files, clock, logger, secureLinks },
    ...(sharing.among ? { counters: sharing.among.counters, usedElsewhere: sharing.among.once } : {}),
    assets: {
      directory: join(productRoot, 'web', 'chat'),
      webchatBundle: join(productRoot, 'dist', 'vendor', 'webchat.js'),
    },
    ...(config.publicUrl ? { publicUrl: config.publicUrl } : {}),
  });
}

function createSite(gateway: Gateway, code: string, origins: AllowedOrigins): WebchatSite {
  const { policies, live, stores, redactor, sharing } = gateway;
  const id = siteOf(policies, code);
  const { locale } = policies.policyOf(code).organisation;
  const t = createProductCatalogue().t(locale);
  const purged = {
    retention: redactor.redact(t('conversation.purged.retention')).text,
    erased: redactor.redact(t('conversation.purged.erased')).text,
  };
  const transcript = createTranscriptSource({ log: stores.log, live }, { organisation: code, account: id, purged });
  sharing.among?.redis.onReturn(() => {
    transcript.resync().catch((err: unknown) => gateway.logger.warn({ err }, 'streams not brought up to date'));
  });
  return {
    ...{ id, origins, transcript, aliases: id === code ? [] : [code], ticketsUrl: `/mis-tickets?org=${code}` },
    get title() {
      return policies.policyOf(code).organisation.name;
    },
    get language() {
      return policies.policyOf(code).organisation.locale === 'en' ? ('en' as const) : ('es' as const);
    },
  };
}

async function readiness(
  { stores, organisations, sharing, reload }: Gateway,
  whatsapp: WhatsappAdmin | null,
  only?: string,
): Promise<Readiness> {
  const isTold = (code: string) => only === undefined || code === only;
  const problem = await stores.conversations.outboxDepth().then(
    () => null,
    (error: unknown) => (isAppError(error) ? `${error.code}: ${error.message}` : 'STORE_UNAVAILABLE'),
  );
  const knowledge = [...organisations]
    .filter(([code]) => isTold(code))
    .map(([code, served]) => {
      const { entries, revision } = served.knowledge.status();
      // One organisation alone is called by no name, as ever.
      return [organisations.size === 1 ? 'knowledge' : `knowledge ${code}`, `revision ${revision}, ${entries} entries`];
    });
  const redis = sharing.among ? { redis: await sharing.check() } : {};
  const refused = [...organisations.keys()].filter((code) => isTold(code) && reload.standingOf(code)?.refused);
  const policy = refused.length === 0 ? true : `changed file not taken, the old one stays: ${refused.join(', ')}`;
  // Without Redis messages are still taken and kept, and with a faulty file the old policy works: no reason to send people away.
  const channel = whatsappCheck(whatsapp && isTold(whatsapp.organisation) ? whatsapp : null);
  const checks = { store: problem ?? true, policy, ...redis, ...Object.fromEntries(knowledge), ...channel.checks };
  return { ok: problem === null && channel.ok, checks };
}

function listen(server: Server, { port, host }: Config): Promise<AddressInfo> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      reject(cause.code === 'EADDRINUSE' ? new AppError('ADDRESS_IN_USE', { host, port }, { cause }) : cause);
    });
    server.listen(port, host, () => resolve(server.address() as AddressInfo));
  });
}

/** An address that a browser on this machine can open. */
function hostOf(host: string): string {
  if (host === '0.0.0.0' || host === '::') return 'localhost';
  return host.includes(':') ? `[${host}]` : host;
}

function existing(folder: string): string | null {
  return existsSync(join(folder, 'index.html')) ? folder : null;
}
