import type { Server as HttpServer, IncomingMessage } from 'node:http';
import { Server, type Socket } from 'socket.io';
import { addressKey } from '../../contracts/address-key.ts';
import type { AgentView } from '../../contracts/desk.ts';
import { AppError, isAppError } from '../../errors/app-error.ts';
import type { Authenticate } from '../auth/authenticate.ts';
import { isOwnOrigin } from '../auth/csrf.ts';
import { organisationHeader } from '../auth/organisation.ts';
import { mayDo, type Principal } from '../auth/principal.ts';
import { type HttpDeps, systemTimers, type Timers } from '../deps.ts';
import type { Limiter } from '../limits/rate-limits.ts';
import type { SessionEnd } from '../session/routes.ts';
import { heardPermissions, type LiveMessage, presentLive } from './live-message.ts';
import { createConnectionPresence } from './presence.ts';

/** Path of the live connection. */
export const livePath = '/socket.io';

/** How often an open socket's session is looked at, ms. */
const LOOK_MS = 60_000;

/** Live updates of the console. */
export interface Realtime extends SessionEnd {
  attach(server: HttpServer): void;
  /** Has every console connect again: events of other processes may have been missed. */
  resync(): void;
  close(): Promise<void>;
}

/** What the checks of a connection need. */
export interface RealtimeGate {
  readonly authenticate: Authenticate;
  readonly address: Limiter;
}

type ConsoleSocket = Socket<Record<string, never>, Record<string, (body: object) => void>, object, SocketData>;
interface SocketData {
  principal?: Principal;
}

/**
 * socket.io for the console. It only speaks: whatever a client sends is ignored, changes go by REST. Everybody sits in the
 * rooms of what they may read of their organisation; after a lost connection a client asks REST for what it missed.
 */
export function createRealtime(deps: HttpDeps, gate: RealtimeGate): Realtime {
  const timers = deps.timers ?? systemTimers;
  const { desk, logger, metrics } = deps;
  const io = new Server<Record<string, never>, Record<string, (body: object) => void>, object, SocketData>({
    path: livePath,
    serveClient: false,
    destroyUpgrade: false,
    maxHttpBufferSize: 16_384,
    perMessageDeflate: false,
    ...(deps.socketAdapter ? { adapter: deps.socketAdapter } : {}),
    allowRequest: (request, done) => void admitAddress(request, deps, gate).then((problem) => done(problem, !problem)),
  });
  const graceMs = deps.presenceGraceMs ?? 30_000;
  const changed = ({ id, organisation, presence: state }: AgentView) => {
    io.to([roomOf('agents.read', organisation), roomOf('agents.read', null)]).emit('agent', { id, presence: state });
  };
  const presence = createConnectionPresence({
    ...{ desk, logger, timers, graceMs, changed },
    ...(deps.socketAdapter ? { isConnected: (agentId: string) => hasConsole(io, agentId) } : {}),
  });
  io.use((socket, next) => void identify(socket, gate).then(next));
  io.on('connection', (socket) => {
    const { principal } = socket.data;
    if (!principal) return void socket.disconnect(true);
    void socket.join(roomsOf(deps, principal));
    const stopTimer = endWithSession(socket, principal, { timers, clock: deps.clock, access: deps.access });
    metrics.consoles(io.sockets.sockets.size);
    if (principal.kind === 'agent') presence.connected(principal.id);
    socket.once('disconnect', () => {
      stopTimer();
      metrics.consoles(io.sockets.sockets.size);
      if (principal.kind === 'agent') presence.disconnected(principal.id);
    });
  });
  const sessionEnded = (sessionId: string) => void io.in(`session:${sessionId}`).disconnectSockets(true);
  const stopHearing = deps.access?.onSessionEnded(sessionEnded);
  const unsubscribe = deps.live.subscribe((event, origin) => {
    // The process where it happened tells the consoles of all, through the adapter.
    if (origin === 'elsewhere' && deps.socketAdapter) return;
    const { event: name, audience, body } = presentLive(event, deps.clock.now());
    io.to(roomsFor(audience)).emit(name, body);
  });
  return {
    attach: (server) => void io.attach(server),
    resync() {
      // They come back by themselves, and ask for what they missed.
      for (const socket of io.sockets.sockets.values()) socket.conn.close();
    },
    sessionEnded,
    async close() {
      unsubscribe();
      stopHearing?.();
      presence.close();
      io.disconnectSockets(true);
      io.engine?.close();
    },
  };
}

/** Whether an agent has a console open, in whatever process. Ids only: the adapter's other question sends cookies along. */
async function hasConsole(io: AdapterOfRoot, agentId: string): Promise<boolean> {
  return (await io.of('/').adapter.sockets(new Set([`agent:${agentId}`]))).size > 0;
}

interface AdapterOfRoot {
  of(name: string): { readonly adapter: { sockets(rooms: Set<string>): Promise<Set<string>> } };
}

function roomOf(permission: string, organisation: string | null): string {
  return `${permission}:${organisation ?? '*'}`;
}

/** The rooms that hear of something. */
function roomsFor(audience: LiveMessage['audience']): string[] {
  if ('agentId' in audience) return [`agent:${audience.agentId}`];
  const { permission, organisation } = audience;
  return [roomOf(permission, organisation), roomOf(permission, null)];
}

function roomsOf({ desk }: HttpDeps, principal: Principal): string[] {
  const readable = heardPermissions.filter((one) => mayDo(desk, principal, one));
  const rooms = readable.map((permission) => roomOf(permission, principal.organisation));
  if (principal.session === null) return rooms;
  return [...rooms, `session:${principal.session.id}`, `agent:${principal.id}`];
}

/** A page of another site can open sockets with our cookie, so its Origin is asked for as well. Returns the problem, or null. */
async function admitAddress(request: IncomingMessage, deps: HttpDeps, gate: RealtimeGate): Promise<string | null> {
  const { origin, host } = request.headers;
  const { publicUrl } = deps.settings;
  if (origin !== undefined && !isOwnOrigin(origin, { host, publicUrl })) return 'CSRF_REFUSED';
  try {
    await gate.address.take(addressKey(request.socket.remoteAddress));
    return null;
  } catch (error) {
    return isAppError(error) ? error.code : 'INTERNAL';
  }
}

/** The error of a refused connection is a code and nothing more. */
async function identify(socket: ConsoleSocket, { authenticate }: RealtimeGate): Promise<Error | undefined> {
  const { headers } = socket.handshake;
  const { authorization, cookie } = headers;
  const { token } = socket.handshake.auth;
  const bearer = typeof token === 'string' ? `Bearer ${token}` : authorization;
  try {
    const principal = await authenticate({
      authorization: bearer,
      cookie,
      [organisationHeader]: headers[organisationHeader],
    });
    if (principal.session?.mustEnrol) throw new AppError('SECOND_FACTOR_REQUIRED');
    socket.data.principal = principal;
    return undefined;
  } catch (error) {
    return new Error(isAppError(error) ? error.code : 'INTERNAL');
  }
}

/**
 * A socket never outlives its session. What ends one here cuts its sockets at once; what ended it elsewhere, or that nobody
 * used it, is noticed within a minute.
 */
function endWithSession(
  socket: ConsoleSocket,
  { session }: Principal,
  { timers, clock, access }: { timers: Timers; clock: HttpDeps['clock']; access: HttpDeps['access'] },
): () => void {
  if (session === null) return () => undefined;
  let cancel: () => void = () => undefined;
  const look = async () => {
    if (session.expiresAt <= clock.now()) return void socket.disconnect(true);
    // A store that does not answer is no reason to throw people out.
    if (!((await access?.stands(session.id).catch(() => true)) ?? true)) return void socket.disconnect(true);
    if (socket.connected) wait();
  };
  const wait = () => {
    const left = Math.max(0, session.expiresAt.getTime() - clock.now().getTime());
    cancel = timers.after(Math.min(left, LOOK_MS), () => void look());
  };
  wait();
  return () => cancel();
}
