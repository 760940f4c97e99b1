import { z } from 'zod';
import { addressKey } from '../../contracts/address-key.ts';
import { plainLogin, type SignInDoor } from '../../contracts/sign-in.ts';
import { isAppError } from '../../errors/app-error.ts';
import type { HttpDeps } from '../deps.ts';
import type { Limiter } from '../limits/rate-limits.ts';
import { type Route, route } from '../routing/route.ts';
import { deviceOf, knownDevice, rememberDevice } from './device.ts';
import type { Guesses } from './guesses.ts';
import { asksForCode, codeField, isSecure, openOrAsk, startedBody, startSession } from './start.ts';

/** What keeps guessers away. */
export interface SignInLimits {
  readonly guesses: Guesses;
  readonly forgotten: { readonly address: Limiter; readonly person: Limiter };
}

const loginField = z.string().trim().min(1).max(254).describe('Mail address, or the short id that the desk gave');
/** A password as it is typed; what it must be like is judged by the desk. */
export const passwordField = z.string().min(1).max(1_000);
const tokenField = z.string().min(1).max(512);

/** The way in for people who are nobody yet. */
export function doorRoutes(deps: HttpDeps, limits: SignInLimits): Route[] {
  const { access } = deps;
  if (!access) return [];
  return [
    optionsRoute(access),
    signInRoute(deps, access, limits),
    linkRoute(access),
    passwordRoute(access),
    forgotRoute(access, limits),
    administratorRoute(deps, access),
  ];
}

function optionsRoute(access: SignInDoor): Route {
  return route(
    {
      method: 'get',
      path: '/api/session/options',
      access: 'public',
      summary: 'What the sign-in page may offer',
      response: z.object({
        forgotten: z.enum(['mail', 'administrator']).describe('Who helps whoever forgot their password'),
        fresh: z.boolean().describe('Nobody is here yet: the code of the terminal makes the administrator'),
      }),
    },
    async () => ({
      forgotten: access.mails ? ('mail' as const) : ('administrator' as const),
      fresh: await access.awaitsAdministrator(),
    }),
  );
}

function signInRoute(deps: HttpDeps, access: SignInDoor, { guesses }: SignInLimits): Route {
  const { consoleKey: key } = deps.settings;
  return route(
    {
      method: 'post',
      path: '/api/session',
      access: 'public',
      summary: 'Sign in with a password, and the second factor where there is one',
      body: z.strictObject({ login: loginField, password: passwordField, code: codeField }),
      response: startedBody,
    },
    async ({ body: { login, password, code }, request, response }) => {
      const person = plainLogin(login);
      const guess = { person, address: addressKey(request.ip), device: knownDevice(request, person, key) };
      const attempt = { login, password, device: deviceOf(request), ...(code === undefined ? {} : { code }) };
      const opened = await guesses.attempt(guess, () => openOrAsk(() => access.signIn(attempt)));
      if (opened === 'code') return asksForCode;
      rememberDevice(response, { person, key, secure: isSecure(request, deps.settings) });
      return startSession(deps, opened, { request, response });
    },
  );
}

function linkRoute(access: SignInDoor): Route {
  return route(
    {
      method: 'post',
      path: '/api/session/link',
      access: 'public',
      summary: 'What a link of the console is for; uses nothing up',
      body: z.strictObject({ token: tokenField }),
      response: z.object({
        kind: z.enum(['signIn', 'invite', 'reset', 'setup']),
        organisation: z.string(),
        name: z.string().nullable(),
        login: z.string().nullable(),
        passwordLength: z.number(),
      }),
    },
    async ({ body }) => access.lookAtLink(body.token),
  );
}

function passwordRoute(access: SignInDoor): Route {
  return route(
    {
      method: 'post',
      path: '/api/session/password',
      access: 'public',
      summary: 'Choose a password with an invitation or a link for a forgotten one; ends the open sessions',
      body: z.strictObject({ token: tokenField, password: passwordField }),
      response: z.object({ login: z.string().describe('What the person signs in with') }),
    },
    async ({ body: { token, password } }) => access.setPassword(token, password),
  );
}

function forgotRoute(access: SignInDoor, { forgotten }: SignInLimits): Route {
  return route(
    {
      method: 'post',
      path: '/api/session/forgot',
      access: 'public',
      summary: 'Mail a link to choose a new password; the answer is the same whether somebody has this login or not',
      body: z.strictObject({ login: loginField }),
      response: null,
    },
    async ({ body: { login }, request }) => {
      await forgotten.address.take(addressKey(request.ip));
      if (await isLeft(forgotten.person, plainLogin(login))) access.forgot(login);
    },
  );
}

/** A person's mailbox is not to be filled, and who tries learns nothing of it. */
async function isLeft(limiter: Limiter, key: string): Promise<boolean> {
  try {
    await limiter.take(key);
    return true;
  } catch (error) {
    if (isAppError(error, 'RATE_LIMITED')) return false;
    throw error;
  }
}

function administratorRoute(deps: HttpDeps, access: SignInDoor): Route {
  return route(
    {
      method: 'post',
      path: '/api/setup/administrator',
      access: 'public',
      summary: 'Make the first administrator with the code that the start printed; only while there is nobody',
      body: z.strictObject({
        code: z.string().min(1).max(64),
        name: z.string().trim().min(1).max(120),
        email: z.email().max(254),
        password: passwordField,
      }),
      response: startedBody,
    },
    async ({ body: { code, ...administrator }, request, response }) => {
      const opened = await access.createAdministrator(code, { ...administrator, device: deviceOf(request) });
      return startSession(deps, opened, { request, response });
    },
  );
}
