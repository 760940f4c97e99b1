import { z } from 'zod';

/** A mail server that takes our mail, and whose name stands on it. */
export interface SmtpConfig {
  readonly host: string;
  readonly port: number;
  readonly tls: 'implicit' | 'starttls' | 'none';
  readonly user: string | null;
  readonly password: string | null;
  readonly from: { readonly name?: string; readonly address: string };
}

/** A server and how to sign in there. */
export type ServerAddress = Omit<SmtpConfig, 'from'>;

const PORTS = { smtp: 587, smtps: 465, imap: 143, imaps: 993 } as const;

/**
 * Reads `smtps://name:password@host:port` (TLS from the first byte) or `smtp://…` (upgraded to TLS, or nothing is sent). In
 * the clear only on this machine, or where `?tls=none` says so. The same for `imap`. Null: it is no such address. Pure.
 */
export function serverAddress(text: string, protocol: 'smtp' | 'imap'): ServerAddress | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  const scheme = url.protocol.slice(0, -1);
  if ((scheme !== protocol && scheme !== `${protocol}s`) || url.hostname === '') return null;
  const isClear = url.searchParams.get('tls') === 'none' || isLoopback(url.hostname);
  const tls = scheme.endsWith('s') ? 'implicit' : isClear ? 'none' : 'starttls';
  const part = (value: string) => (value === '' ? null : decoded(value));
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const port = Number(url.port) || PORTS[scheme as keyof typeof PORTS];
  return { host, port, tls, user: part(url.username), password: part(url.password) };
}

/** `soporte@example.org`, or `Mesa de ayuda <soporte@example.org>`. */
export const mailbox = z
  .string()
  .regex(
    /^(?:[^<>"@\p{Cc}]{1,100}<[^\s<>@,;]+@[^\s<>@,;]+>|[^\s<>@,;"]+@[^\s<>@,;"]+)$/u,
    'write an address like Mesa de ayuda <soporte@example.org>',
  )
  .transform((text) => {
    const named = /^(.*)<(.+)>$/.exec(text);
    const name = named?.[1]?.trim() ?? '';
    return { address: named?.[2] ?? text, ...(name === '' ? {} : { name }) };
  });

/** The address of a mail server that takes mail. */
export const smtpAddress = z
  .string()
  .refine(
    (text) => serverAddress(text, 'smtp') !== null,
    'write an address like smtps://name:password@mail.example.org',
  );

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(host);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
