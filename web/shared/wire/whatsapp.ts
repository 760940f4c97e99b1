/** Why a number of WhatsApp does not work. */
export type WhatsappReason =
  | 'loggedOut'
  | 'replaced'
  | 'banned'
  | 'tooOld'
  | 'mismatch'
  | 'broken'
  | 'notPaired'
  | 'notScanned'
  | 'elsewhere'
  | 'line'
  | 'server';

/** Our number of WhatsApp: `/api/channels/whatsapp`, and the live event `whatsapp` at each change. */
export interface WhatsappNumber {
  account: string;
  transport: 'linked' | 'cloud';
  /** `waiting`: it connects again by itself at `retryAt` · `standby`: another process has it. */
  state: 'unpaired' | 'pairing' | 'connecting' | 'open' | 'waiting' | 'standby' | 'stopped' | 'off';
  since: string;
  /** What a telephone scans; only while pairing by QR. */
  qr: string | null;
  /** The same for the `src` of an `<img>`: black on white, with its margin. */
  qrImage: string | null;
  /** Eight characters to be typed on the telephone; only while pairing by code. */
  code: string | null;
  stop: 'loggedOut' | 'replaced' | 'banned' | 'tooOld' | 'mismatch' | 'broken' | null;
  lastCode: number | null;
  retryAt: string | null;
  /** Why it does not work, and what to do about it; null while it works. */
  reason: { code: WhatsappReason; es: string; en: string } | null;
  /** `stopped`: a person must act · `stalled`: messages were held back, and it was connected anew. */
  alert: { kind: 'stopped' | 'stalled'; at: string } | null;
}
