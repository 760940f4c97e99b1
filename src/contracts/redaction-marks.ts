import type { SensitiveKind } from './redacted.ts';

/** What stands in a text where a value was: constant, without length or digits (MAS-132). */
export const marks: Readonly<Record<SensitiveKind, string>> = {
  password: '[contraseña eliminada]',
  ip: '[IP eliminada]',
  mac: '[MAC eliminada]',
  secret: '[secreto eliminado]',
};

/** Stands for a whole part that could not be scanned (it fails closed). */
export const HELD_MARK = '[mensaje retenido]';
