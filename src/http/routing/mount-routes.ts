import { type Request, type RequestHandler, type Response, Router } from 'express';
import { addressKey } from '../../contracts/address-key.ts';
import { AppError } from '../../errors/app-error.ts';
import type { Authenticate } from '../auth/authenticate.ts';
import { isOwnOrigin, refuseForgery } from '../auth/csrf.ts';
import { type Principal, requirePermission } from '../auth/principal.ts';
import type { HttpDeps } from '../deps.ts';
import { isNoGuess } from '../limits/no-guess.ts';
import type { Limiter } from '../limits/rate-limits.ts';
import { readJsonBody, readRawBody } from './body.ts';
import { parseInput } from './parse-input.ts';
import type { Route } from './route.ts';

/** What the checks in front of every route need. */
export interface Gate {
  readonly authenticate: Authenticate;
  readonly address: Limiter;
  readonly session: Limiter;
  readonly token: Limiter;
  readonly signIn: Limiter;
}

/**
 * Mounts the routes. Each passes the same checks in the same order: address limit, who is it, forged?, permission, session
 * limit; only then is its body read. A known address with another method is a 405 that names the methods.
 */
export function mountRoutes(routes: readonly Route[], deps: HttpDeps, gate: Gate): Router {
  const router = Router({ caseSensitive: true, strict: false });
  const principals = new WeakMap<Request, Principal>();
  for (const route of routes) {
    router[route.method](
      route.path,
      admit({ route, deps, gate, principals }),
      readBody(route),
      serve({ route, gate, principals }),
    );
  }
  for (const path of new Set(routes.map((route) => route.path))) {
    const methods = routes.filter((route) => route.path === path).map((route) => route.method.toUpperCase());
    router.all(path, refuseMethod(methods));
  }
  return router;
}

interface Admission {
  readonly route: Route;
  readonly deps: HttpDeps;
  readonly gate: Gate;
  readonly principals: WeakMap<Request, Principal>;
}

function admit({ route, deps, gate, principals }: Admission): RequestHandler {
  return async (request, _response, next) => {
    const address = addressKey(request.ip);
    await gate.address.take(address);
    if (route.access === 'public') {
      if (route.method === 'get') return next();
      refuseForeign(request, deps);
      await gate.signIn.take(address);
      return next();
    }
    const principal = await identify(request, gate, address);
    if (principal.session !== null && route.method !== 'get') {
      refuseForgery(request.headers, {
        sessionToken: principal.session.token,
        key: deps.settings.consoleKey,
        host: request.host,
        publicUrl: deps.settings.publicUrl,
      });
    }
    if (route.access !== 'signedIn') {
      if (principal.session?.mustEnrol) throw new AppError('SECOND_FACTOR_REQUIRED');
      requirePermission(deps.desk, principal, route.access);
    }
    const limiter = principal.kind === 'token' ? gate.token : gate.session;
    await limiter.take(principal.session?.id ?? principal.id);
    principals.set(request, principal);
    next();
  };
}

/** Another site must not sign a person in to an account of its choice. A program sends no Origin. */
function refuseForeign({ headers, host }: Request, { settings }: HttpDeps): void {
  const isForeign =
    headers.origin !== undefined && !isOwnOrigin(headers.origin, { host, publicUrl: settings.publicUrl });
  if (isForeign) throw new AppError('CSRF_REFUSED');
}

/** Wrong tokens are guesses: they share the sign-in limit, and past it even a right one has to wait. */
async function identify(request: Request, gate: Gate, address: string): Promise<Principal> {
  const isBearer = request.headers.authorization !== undefined;
  if (isBearer) await gate.signIn.check(`bearer:${address}`);
  try {
    return await gate.authenticate(request.headers);
  } catch (error) {
    if (isBearer) await gate.signIn.take(`bearer:${address}`).catch(() => undefined);
    throw error;
  }
}

function serve({ route, gate, principals }: Omit<Admission, 'deps'>): RequestHandler {
  return async (request, response) => {
    const asked = {
      params: parseInput('params', route.params, request.params),
      query: parseInput('query', route.query, request.query),
      headers: parseInput('headers', route.headers, headersFor(route, request)),
      body: parseInput('body', route.body, request.body),
    };
    // What was right is no guess: an office of many behind one address signs in at nine.
    const giveBack = async () => {
      if (route.access === 'public' && route.method !== 'get') await gate.signIn.giveBack(addressKey(request.ip));
    };
    const principal = principals.get(request) ?? null;
    const answer = await route.handle({ ...asked, principal, request, response }).catch(async (error: unknown) => {
      if (isNoGuess(error)) await giveBack();
      throw error;
    });
    await giveBack();
    if (!response.headersSent) send(response, route, answer);
  };
}

function readBody({ consumes }: Route): RequestHandler {
  return consumes === undefined ? readJsonBody : readRawBody(consumes);
}

/** Only those that the route speaks of: the others are the protocol's. */
function headersFor({ headers }: Route, request: Request): Record<string, unknown> {
  const names = Object.keys(headers?.shape ?? {}).filter((name) => request.headers[name] !== undefined);
  return Object.fromEntries(names.map((name) => [name, request.headers[name]]));
}

function send(response: Response, route: Route, answer: unknown): void {
  if (route.response === null) response.status(204).end();
  else response.json(answer);
}

function refuseMethod(methods: readonly string[]): RequestHandler {
  return (request, response, next) => {
    response.setHeader('Allow', methods.join(', '));
    next(new AppError('METHOD_NOT_ALLOWED', { method: request.method.replace(/[^A-Z]/g, '').slice(0, 16) }));
  };
}
