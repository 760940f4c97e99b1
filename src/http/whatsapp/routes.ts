import { z } from 'zod';
import type { WhatsappAdmin } from '../../contracts/whatsapp.ts';
import { AppError } from '../../errors/app-error.ts';
import { auditActorOf, type Principal } from '../auth/principal.ts';
import type { HttpDeps } from '../deps.ts';
import { type Route, route } from '../routing/route.ts';
import { presentWhatsapp, whatsappBody } from './presenter.ts';

const base = '/api/channels/whatsapp';
const pairBody = z.strictObject({
  /** Digits of our number: by code; left out: by QR. */
  phone: z
    .string()
    .regex(/^\d{8,15}$/, 'write the digits of the number with its country code')
    .optional(),
});

/** The state of our number of WhatsApp, and the ways to link and unlink it. */
export function whatsappRoutes({ whatsapp, audit, clock }: HttpDeps): Route[] {
  if (!whatsapp) return [];
  const record = (principal: Principal, action: string) =>
    audit.record({
      organisation: whatsapp.organisation,
      at: clock.now(),
      actor: auditActorOf(principal),
      action,
      subject: { kind: 'channel', id: 'whatsapp' },
    });
  return [
    route(
      {
        method: 'get',
        path: base,
        access: 'channels.manage',
        summary: 'State of our WhatsApp number; while it is being paired, the QR or the code',
        response: whatsappBody,
      },
      async ({ principal, response }) => {
        mustOwn(whatsapp, principal);
        response.setHeader('Cache-Control', 'no-store');
        return presentWhatsapp(whatsapp.status());
      },
    ),
    route(
      {
        method: 'post',
        path: `${base}/pair`,
        access: 'channels.manage',
        summary: 'Begin to link our number: by QR, or with a phone number by code',
        body: pairBody,
        response: whatsappBody,
      },
      async ({ body: { phone }, principal, response }) => {
        mustOwn(whatsapp, principal);
        await record(principal, 'whatsapp.pair');
        response.setHeader('Cache-Control', 'no-store');
        return presentWhatsapp(await whatsapp.pair(phone === undefined ? {} : { phone }));
      },
    ),
    route(
      {
        method: 'post',
        path: `${base}/logout`,
        access: 'channels.manage',
        summary: 'Unlink our number and forget its keys',
        response: null,
      },
      async ({ principal }) => {
        mustOwn(whatsapp, principal);
        await record(principal, 'whatsapp.logout');
        await whatsapp.logout();
      },
    ),
  ];
}

/** The number of another organisation does not exist here. */
function mustOwn({ organisation }: WhatsappAdmin, principal: Principal): void {
  if (principal.organisation !== null && principal.organisation !== organisation) throw new AppError('NOT_FOUND');
}
