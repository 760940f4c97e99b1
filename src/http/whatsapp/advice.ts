import type { WhatsappStatus } from '../../contracts/whatsapp.ts';

/** What somebody does about it, in the languages of the console. */
export interface Advice {
  readonly es: string;
  readonly en: string;
}

const advice = {
  loggedOut: {
    es: 'Se desvinculó desde su teléfono. Vincúlelo otra vez.',
    en: 'It was unlinked on its telephone. Link it again.',
  },
  replaced: {
    es: 'Otro programa tomó la sesión. Deténgalo y vincule el número otra vez.',
    en: 'Another program took the session over. Stop it, then link the number again.',
  },
  banned: {
    es: 'WhatsApp bloqueó el número. Pida una revisión en su teléfono o use la API de nube.',
    en: 'WhatsApp banned the number. Ask for a review on its telephone, or use the Cloud API.',
  },
  tooOld: {
    es: 'WhatsApp ya no acepta esta versión. Ponga en VENTANILLA_WHATSAPP_VERSION la que muestra WhatsApp Web.',
    en: 'WhatsApp refuses this version. Set VENTANILLA_WHATSAPP_VERSION to the one that WhatsApp Web shows.',
  },
  mismatch: {
    es: 'El teléfono no permite dispositivos vinculados. Actualice su WhatsApp y vincule otra vez.',
    en: 'The telephone does not allow linked devices. Update WhatsApp on it, then link again.',
  },
  broken: {
    es: 'La sesión no se sostiene. Desvincule el número y vincúlelo otra vez.',
    en: 'The session does not hold. Unlink the number, then link it again.',
  },
  notPaired: {
    es: 'El número no está vinculado. Vincúlelo con un código QR o con un código de ocho letras.',
    en: 'The number is not linked. Link it with a QR code or with a code of eight letters.',
  },
  notScanned: {
    es: 'Nadie escaneó el código a tiempo. Pida uno nuevo.',
    en: 'Nobody scanned the code in time. Ask for a new one.',
  },
  elsewhere: {
    es: 'Otro proceso tiene el número. No hay nada que hacer: este lo toma si aquel termina.',
    en: 'Another process has the number. There is nothing to do: this one takes over when that one ends.',
  },
  line: {
    es: 'Se cortó la línea. Se conecta de nuevo por sí solo; si tarda, revise la red del servidor.',
    en: "The line was cut. It connects again by itself; if it takes long, look at the server's network.",
  },
  server: {
    es: 'WhatsApp cerró la conexión. Se conecta de nuevo por sí solo.',
    en: 'WhatsApp ended the connection. It connects again by itself.',
  },
} as const satisfies Record<string, Advice>;

/** Why a number does not work, as something can be done about it. */
export type WhatsappReason = keyof typeof advice;
/** All of them. */
export const whatsappReasons = Object.keys(advice) as [WhatsappReason, ...WhatsappReason[]];

const LINE = new Set([408, 428]);

/** Why a number does not work, and what to do; null: it works, or nothing is known. Pure. */
export function reasonOf(status: WhatsappStatus): (Advice & { readonly code: WhatsappReason }) | null {
  const code = codeOf(status);
  return code === null ? null : { code, ...advice[code] };
}

function codeOf({ state, stop, lastCode, transport }: WhatsappStatus): WhatsappReason | null {
  if (stop !== null) return stop;
  if (transport === 'cloud') return null;
  if (state === 'standby') return 'elsewhere';
  if (state === 'unpaired') return lastCode === 408 ? 'notScanned' : 'notPaired';
  if (state !== 'waiting' || lastCode === null) return null;
  return LINE.has(lastCode) ? 'line' : 'server';
}
