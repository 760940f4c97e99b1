import type { Chance } from './random.ts';
import type { Maker } from './redaction-values.ts';

const LOWER = 'abcdefghijklmnopqrstuvwxyz';
const UPPER = LOWER.toUpperCase();
const DIGIT = '0123456789';
const ALL = LOWER + UPPER + DIGIT;
const HEX = '0123456789abcdef';

function some(by: Chance, letters: string, count: number): string {
  return Array.from({ length: count }, () => letters.charAt(by.whole(0, letters.length - 1))).join('');
}

const base64url = (text: string): string => Buffer.from(text).toString('base64url');

function lines(by: Chance, count: number): string {
  return Array.from({ length: count }, (_, at) =>
    at === count - 1 ? `${some(by, `${ALL}+/`, by.whole(20, 60))}==` : some(by, `${ALL}+/`, 64),
  ).join('\n');
}

/** One line for each maker of tokens. */
const vendors: readonly Maker[] = [
  (by) => `AKIA${some(by, UPPER + DIGIT, 16)}`,
  (by) => `ghp_${some(by, ALL, 36)}`,
  (by) => `github_pat_${some(by, ALL, 22)}_${some(by, ALL, 59)}`,
  (by) => `glpat-${some(by, ALL, 20)}`,
  (by) => `xoxb-${some(by, DIGIT, 12)}-${some(by, DIGIT, 12)}-${some(by, ALL, 24)}`,
  (by) => `sk_live_${some(by, ALL, 24)}`,
  (by) => `rk_test_${some(by, ALL, 24)}`,
  (by) => `whsec_${some(by, ALL, 32)}`,
  (by) => `sk-proj-${some(by, ALL, 48)}`,
  (by) => `sk-ant-api03-${some(by, ALL, 60)}`,
  (by) => `AIza${some(by, ALL, 35)}`,
  (by) => `SG.${some(by, ALL, 22)}.${some(by, ALL, 43)}`,
  (by) => `hf_${some(by, ALL, 34)}`,
  (by) => `npm_${some(by, ALL, 36)}`,
  (by) => `pypi-${some(by, ALL, 60)}`,
  (by) => `dop_v1_${some(by, HEX, 64)}`,
  (by) => `shpat_${some(by, HEX, 32)}`,
  (by) => `APP_USR-${some(by, DIGIT, 16)}-${some(by, DIGIT, 6)}-${some(by, HEX, 32)}-${some(by, DIGIT, 9)}`,
  (by) => `key_${some(by, ALL, 20)}`,
  (by) => `EAA${some(by, ALL, 80)}`,
  (by) => `AC${some(by, HEX, 32)}`,
  (by) => `${by.whole(1, 9)}${some(by, DIGIT, 8)}:AA${some(by, ALL, 33)}`,
  (by) => `sq0atp-${some(by, ALL, 22)}`,
  (by) => `glsa_${some(by, ALL, 32)}_${some(by, HEX, 8)}`,
  (by) => `dapi${some(by, HEX, 32)}`,
  (by) => `PMAK-${some(by, HEX, 24)}-${some(by, HEX, 34)}`,
  (by) => `lin_api_${some(by, ALL, 40)}`,
  (by) => `secret_${some(by, ALL, 43)}`,
  (by) => `ntn_${some(by, ALL, 46)}`,
  (by) => `xkeysib-${some(by, HEX, 64)}-${some(by, ALL, 16)}`,
  (by) => `hvs.${some(by, ALL, 90)}`,
  (by) => `sntrys_${some(by, ALL, 60)}`,
  (by) => `rnd_${some(by, ALL, 28)}`,
  (by) => `dckr_pat_${some(by, ALL, 27)}`,
  (by) => `GOCSPX-${some(by, ALL, 28)}`,
  (by) => `ya29.${some(by, ALL, 60)}`,
  (by) => `sbp_${some(by, HEX, 40)}`,
  (by) => `patA${some(by, ALL, 13)}.${some(by, HEX, 64)}`,
  (by) => `figd_${some(by, ALL, 40)}`,
  (by) => `NRAK-${some(by, UPPER + DIGIT, 27)}`,
  (by) => `cfut_${some(by, ALL, 40)}`,
  (by) => `ATATT3xFfGF0${some(by, ALL, 60)}`,
  (by) => `re_${some(by, ALL, 8)}_${some(by, ALL, 24)}`,
  (by) => `gsk_${some(by, ALL, 52)}`,
  (by) => `r8_${some(by, ALL, 37)}`,
  (by) => `pplx-${some(by, ALL, 48)}`,
];

/** Makers of tokens, keys and private keys. */
export const secretMakers: Readonly<Record<string, Maker>> = {
  vendor: (by) => by.pick(vendors)(by),
  hexkey: (by) => some(by, HEX, by.pick([32, 40, 64])),
  token: (by) => `${some(by, LOWER, 2)}${some(by, DIGIT, 2)}${some(by, ALL, by.whole(16, 36))}`,
  short: (by) => `${some(by, LOWER, 3)}${some(by, DIGIT, 3)}${some(by, ALL, 8)}`,
  b64: (by) => Buffer.from(`${some(by, LOWER, 6)}:${some(by, ALL, 8)}`).toString('base64'),
  jwt: (by) =>
    `${base64url('{"alg":"HS256","typ":"JWT"}')}.${base64url(`{"sub":"${some(by, DIGIT, 6)}","exp":${by.whole(1_700_000_000, 1_800_000_000)}}`)}.${some(by, ALL, 43)}`,
  uuid: (by) => [8, 4, 4, 4, 12].map((length) => some(by, HEX, length)).join('-'),
  pem: (by) => `MII${lines(by, by.whole(2, 6))}`,
  pemline: (by) => `MII${some(by, `${ALL}+/`, 180)}`,
  azure: (by) => `${some(by, `${ALL}+/`, 86)}==`,
};
