import QRCode from 'qrcode';
import { z } from 'zod';
import type { OwnAccess } from '../../contracts/sign-in.ts';
import type { HttpDeps } from '../deps.ts';
import { type Route, route } from '../routing/route.ts';
import { passwordField } from './door-routes.ts';
import type { Guesses } from './guesses.ts';
import { guessOf, ownSession } from './own-session.ts';
import { codeField } from './start.ts';

const path = '/api/me/totp';
const codeBody = z.strictObject({ code: z.string().min(1).max(40) });
const codesBody = z.object({ recoveryCodes: z.array(z.string()).describe('Shown once; each works once') });

/** One's own second factor: begun, confirmed, taken away, and its recovery codes. */
export function ownTotpRoutes({ access }: HttpDeps, guesses: Guesses): Route[] {
  return access ? [beginRoute(access, guesses), ...codeRoutes(access, guesses)] : [];
}

function beginRoute(access: OwnAccess, guesses: Guesses): Route {
  return route(
    {
      method: 'post',
      path,
      access: 'signedIn',
      summary: 'Begin a second factor: it holds once a code of it is confirmed',
      body: z.strictObject({
        password: passwordField.optional().describe('Where you have one'),
        code: codeField.describe('Where a second factor holds already: a code of it, or a recovery code'),
      }),
      response: z.object({
        secret: z.string().describe('Base32, to type by hand'),
        uri: z.string().describe('otpauth:// address'),
        qr: z.string().describe('The same as a picture: the path of an SVG, one unit a module'),
        size: z.number().describe('Width and height of the picture in modules'),
      }),
    },
    async ({ body, principal, request, response }) => {
      const own = ownSession(principal);
      const begun = await guesses.attempt(guessOf(own, request), () =>
        access.beginTotp(own, { password: body.password ?? null, code: body.code }),
      );
      response.setHeader('Cache-Control', 'no-store');
      return { ...begun, ...pictureOf(begun.uri) };
    },
  );
}

function codeRoutes(access: OwnAccess, guesses: Guesses): Route[] {
  return [
    route(
      {
        method: 'put',
        path,
        access: 'signedIn',
        summary: 'Confirm the second factor with a code of it; every other session of yours ends',
        body: codeBody,
        response: codesBody,
      },
      async ({ body, principal, request }) => {
        const own = ownSession(principal);
        const codes = await guesses.attempt(guessOf(own, request), () => access.confirmTotp(own, body.code));
        return { recoveryCodes: [...codes] };
      },
    ),
    route(
      {
        method: 'post',
        path: `${path}/removal`,
        access: 'signedIn',
        summary: 'Take the second factor away, where the policy does not ask for it',
        body: codeBody,
        response: null,
      },
      async ({ body, principal, request }) => {
        const own = ownSession(principal);
        await guesses.attempt(guessOf(own, request), () => access.removeTotp(own, body.code));
      },
    ),
    route(
      {
        method: 'post',
        path: `${path}/recovery-codes`,
        access: 'signedIn',
        summary: 'New recovery codes; the old ones stop working',
        body: codeBody,
        response: codesBody,
      },
      async ({ body, principal, request }) => {
        const own = ownSession(principal);
        const codes = await guesses.attempt(guessOf(own, request), () => access.renewRecoveryCodes(own, body.code));
        return { recoveryCodes: [...codes] };
      },
    ),
  ];
}

/** The dark modules as one path: a page draws it without markup of ours and without a picture from elsewhere. */
function pictureOf(uri: string): { qr: string; size: number } {
  const { modules } = QRCode.create(uri, { errorCorrectionLevel: 'M' });
  const parts: string[] = [];
  for (let row = 0; row < modules.size; row += 1)
    for (let column = 0; column < modules.size; column += 1)
      if (modules.get(row, column)) parts.push(`M${column} ${row}h1v1h-1z`);
  return { qr: parts.join(''), size: modules.size };
}
