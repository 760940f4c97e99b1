import { createPublicKey, verify } from 'node:crypto';

const P = 2n ** 255n - 19n;
const MASK = 2n ** 255n - 1n;
/** What stands before an Ed25519 key in its DER form. */
const ED25519 = Buffer.from('302a300506032b6570032100', 'hex');

/**
 * Whether a signature was made with the private half of an X25519 key (XEdDSA, as Signal signs). The library's own function
 * answers yes to everything: it waits for an exception that is never thrown.
 */
export function verifySignature(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  const key = publicKey.length === 33 ? publicKey.subarray(1) : publicKey;
  if (key.length !== 32 || signature.length !== 64) return false;
  const sign = (signature[63] ?? 0) & 0x80;
  const plain = Buffer.from(signature);
  plain[63] = (plain[63] ?? 0) & 0x7f;
  const edwards = edwardsOf(key);
  edwards[31] = (edwards[31] ?? 0) | sign;
  try {
    const point = createPublicKey({ key: Buffer.concat([ED25519, edwards]), format: 'der', type: 'spki' });
    return verify(null, message, point, plain);
  } catch {
    return false;
  }
}

/** The y of the twisted Edwards curve that belongs to a Montgomery u: (u - 1) / (u + 1). */
function edwardsOf(montgomery: Uint8Array): Buffer {
  const u = BigInt(`0x${Buffer.from(montgomery).reverse().toString('hex')}`) & MASK;
  const y = modulo((u - 1n) * power(u + 1n, P - 2n));
  return Buffer.from(y.toString(16).padStart(64, '0'), 'hex').reverse();
}

function modulo(value: bigint): bigint {
  const rest = value % P;
  return rest < 0n ? rest + P : rest;
}

function power(base: bigint, exponent: bigint): bigint {
  let result = 1n;
  let square = modulo(base);
  for (let left = exponent; left > 0n; left >>= 1n) {
    if (left & 1n) result = modulo(result * square);
    square = modulo(square * square);
  }
  return result;
}
