import type { z } from 'zod';
import type { whatsappSettings } from './whatsapp-settings.ts';

type Settings = typeof whatsappSettings;
type Name = keyof Settings;
type Get = <N extends Name>(name: N) => z.output<Settings[N]['schema']> | null;

/** How WhatsApp is connected. */
export interface WhatsappConfig {
  /** Which way replies leave; messages come in on both. */
  readonly transport: 'linked' | 'cloud';
  /** Digits of our number. */
  readonly number: string;
  readonly readMarks: boolean;
  readonly fileBytes: number;
  readonly mediaHosts: readonly string[];
  readonly linked: {
    readonly url: string;
    /** Hexadecimal. */
    readonly rootKey: string | null;
    readonly version: readonly number[] | null;
    readonly perMinute: number;
    readonly perPerson: number;
    readonly warmUpDays: number;
    readonly pace: 'human' | 'none';
    readonly quiet: { readonly from: number; readonly to: number } | null;
    readonly firstContact: boolean;
  };
  /** Null: no credentials are set. */
  readonly cloud: CloudConfig | null;
}

/** Credentials of the Cloud API. */
export interface CloudConfig {
  readonly url: string;
  readonly phoneId: string;
  readonly token: string;
  readonly appSecret: string;
  readonly verifyToken: string;
  /** `name:language`; null: none. */
  readonly template: string | null;
}

/** Reads the variables of WhatsApp; null = off. Says every problem. */
export function whatsappOf(get: Get, problems: string[]): WhatsappConfig | null {
  const mode = get('VENTANILLA_WHATSAPP') ?? 'off';
  const number = get('VENTANILLA_WHATSAPP_NUMBER');
  const cloud = cloudOf(get, problems);
  const linked = {
    url: get('VENTANILLA_WHATSAPP_URL') ?? '',
    rootKey: get('VENTANILLA_WHATSAPP_ROOT_KEY'),
    version: get('VENTANILLA_WHATSAPP_VERSION'),
    perMinute: get('VENTANILLA_WHATSAPP_PER_MINUTE') ?? 1,
    perPerson: get('VENTANILLA_WHATSAPP_PER_PERSON') ?? 1,
    warmUpDays: get('VENTANILLA_WHATSAPP_WARM_UP_DAYS') ?? 0,
    pace: get('VENTANILLA_WHATSAPP_PACE') ?? 'human',
    quiet: get('VENTANILLA_WHATSAPP_QUIET'),
    firstContact: get('VENTANILLA_WHATSAPP_FIRST_CONTACT') ?? false,
  };
  const common = {
    readMarks: get('VENTANILLA_WHATSAPP_READ_MARKS') ?? true,
    fileBytes: (get('VENTANILLA_WHATSAPP_FILE_MB') ?? 0) * 1024 * 1024,
    mediaHosts: get('VENTANILLA_WHATSAPP_MEDIA_HOSTS') ?? [],
  };
  if (mode === 'off') return null;
  if (number === null) {
    problems.push('VENTANILLA_WHATSAPP is set: set VENTANILLA_WHATSAPP_NUMBER too');
    return null;
  }
  if (mode === 'cloud' && cloud === null) {
    problems.push('VENTANILLA_WHATSAPP is cloud: set the VENTANILLA_WHATSAPP_CLOUD_… variables too');
  }
  return Object.freeze({ transport: mode, number, linked, cloud, ...common });
}

function cloudOf(get: Get, problems: string[]): CloudConfig | null {
  const url = get('VENTANILLA_WHATSAPP_CLOUD_URL') ?? '';
  const template = get('VENTANILLA_WHATSAPP_CLOUD_TEMPLATE');
  const phoneId = get('VENTANILLA_WHATSAPP_CLOUD_PHONE_ID');
  const token = get('VENTANILLA_WHATSAPP_CLOUD_TOKEN');
  const appSecret = get('VENTANILLA_WHATSAPP_CLOUD_APP_SECRET');
  const verifyToken = get('VENTANILLA_WHATSAPP_CLOUD_VERIFY_TOKEN');
  if (phoneId === null && token === null && appSecret === null && verifyToken === null) return null;
  if (phoneId === null || token === null || appSecret === null || verifyToken === null) {
    // A webhook whose sender cannot be checked would take anybody's word.
    problems.push(
      'the Cloud API needs VENTANILLA_WHATSAPP_CLOUD_PHONE_ID, _TOKEN, _APP_SECRET and _VERIFY_TOKEN; set all of them',
    );
    return null;
  }
  return Object.freeze({ url, phoneId, token, appSecret, verifyToken, template });
}
