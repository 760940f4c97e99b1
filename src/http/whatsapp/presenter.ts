import { z } from 'zod';
import type { WhatsappStatus } from '../../contracts/whatsapp.ts';
import { instantField } from '../routing/fields.ts';
import { reasonOf, whatsappReasons } from './advice.ts';
import { qrImage } from './qr-image.ts';

/** A number's state as JSON. */
export const whatsappBody = z.object({
  account: z.string(),
  transport: z.enum(['linked', 'cloud']),
  state: z.enum(['unpaired', 'pairing', 'connecting', 'open', 'waiting', 'standby', 'stopped', 'off']),
  since: instantField,
  qr: z.string().nullable(),
  /** The same as an SVG for an `<img>`. */
  qrImage: z.string().nullable(),
  code: z.string().nullable(),
  stop: z.enum(['loggedOut', 'replaced', 'banned', 'tooOld', 'mismatch', 'broken']).nullable(),
  lastCode: z.number().int().nullable(),
  retryAt: instantField.nullable(),
  /** Why it does not work, and what to do about it in both languages; null while it works. */
  reason: z.object({ code: z.enum(whatsappReasons), es: z.string(), en: z.string() }).nullable(),
  alert: z.object({ kind: z.enum(['stopped', 'stalled']), at: instantField }).nullable(),
});

/** A number's state as the API and the sockets give it. */
export function presentWhatsapp(status: WhatsappStatus): z.input<typeof whatsappBody> {
  const { since, retryAt, alert, qr, ...rest } = status;
  return {
    ...rest,
    since: since.toISOString(),
    retryAt: retryAt?.toISOString() ?? null,
    ...{ qr, qrImage: qr === null ? null : qrImage(qr) },
    reason: reasonOf(status),
    alert: alert && { kind: alert.kind, at: alert.at.toISOString() },
  };
}
