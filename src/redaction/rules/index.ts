import type { Rule } from '../rule.ts';
import { ipv4 } from './network/ipv4.ts';
import { disguisedIpv4 } from './network/ipv4-disguised.ts';
import { ipv6 } from './network/ipv6.ts';
import { mac } from './network/mac.ts';
import { assignedPassword } from './password/assigned.ts';
import { commandLinePassword } from './password/command-line.ts';
import { labelledPassword } from './password/labelled.ts';
import { nearbyPassword } from './password/nearby.ts';
import { passwordPair } from './password/pairs.ts';
import { reversedPassword } from './password/reversed.ts';
import { tabledPassword } from './password/table.ts';
import { urlPassword } from './password/url.ts';
import { labelledSecret } from './secret/labelled.ts';
import { privateKey } from './secret/private-key.ts';
import { vendorToken } from './secret/vendor.ts';

/** Every rule; the first to find a value names its kind. A new rule is one line here. */
export const rules: readonly Rule[] = [
  privateKey,
  vendorToken,
  mac,
  ipv6,
  ipv4,
  disguisedIpv4,
  urlPassword,
  tabledPassword,
  assignedPassword,
  commandLinePassword,
  labelledPassword,
  nearbyPassword,
  reversedPassword,
  passwordPair,
  labelledSecret,
];
